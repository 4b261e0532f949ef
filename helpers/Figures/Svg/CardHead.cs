namespace KafkaWorkbook.Figures.Svg;

/// <summary>The title of a picture and the quieter line below it, the same on charts and diagrams.</summary>
internal sealed class CardHead
{
    public const double Pad = 16;
    private const double TitleLine = 21;
    private const double TextLine = 18;

    private readonly IReadOnlyList<string> _title;
    private readonly IReadOnlyList<string> _subtitle;

    public CardHead(string title, string subtitle)
    {
        const double Inner = Palette.Width - (2 * Pad);
        _title = TextMeasure.Wrap(title, Inner, 2, Palette.TitleSize, bold: true);
        _subtitle = subtitle.Length == 0 ? [] : TextMeasure.Wrap(subtitle, Inner, 2);
    }

    /// <summary>Where what comes below may begin.</summary>
    public double Bottom => Pad + HeightOf(_title.Count, _subtitle.Count);

    /// <summary>How much room so many lines take.</summary>
    public static double HeightOf(int titleLines, int subtitleLines) => (titleLines * TitleLine) + (subtitleLines * TextLine);

    /// <summary>Where a line of the title stands.</summary>
    public static double TitleY(int line) => Pad + 14 + (line * TitleLine);

    /// <summary>Where a line below the title stands.</summary>
    public static double SubtitleY(int titleLines, int line) => TitleY(titleLines) - 2 + (line * TextLine);

    public void Draw(SvgCanvas svg, string subtitleColour = Palette.Calm)
    {
        foreach ((int i, string line) in _title.Index())
        {
            svg.Text(Pad, TitleY(i), line, bold: true, size: Palette.TitleSize);
        }

        foreach ((int i, string line) in _subtitle.Index())
        {
            svg.Text(Pad, SubtitleY(_title.Count, i), line, subtitleColour);
        }
    }
}
