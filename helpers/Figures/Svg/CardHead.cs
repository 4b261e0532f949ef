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
    public double Bottom => Pad + (_title.Count * TitleLine) + (_subtitle.Count * TextLine);

    public void Draw(SvgCanvas svg, string subtitleColour = Palette.Calm)
    {
        double y = Pad + 14;
        foreach (string line in _title)
        {
            svg.Text(Pad, y, line, bold: true, size: Palette.TitleSize);
            y += TitleLine;
        }

        foreach (string line in _subtitle)
        {
            svg.Text(Pad, y - 2, line, subtitleColour);
            y += TextLine;
        }
    }
}
