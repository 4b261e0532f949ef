using System.Globalization;
using AngleSharp.Dom;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Figures.Svg;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>The title and the quieter line at the top of a picture.</summary>
/// <param name="Title">The title.</param>
/// <param name="Subtitle">The line below it; empty for none.</param>
internal sealed record FigureHead(string Title, string Subtitle)
{
    /// <summary>
    /// Takes the head off a picture that our own figures drew: the lines go, and the picture ends where they stood. Null, and nothing is changed, when the
    /// picture does not begin as <see cref="CardHead"/> draws it.
    /// </summary>
    public static FigureHead? Take(IElement svg)
    {
        List<IElement> children = [.. svg.Children];
        string[] box = (svg.GetAttribute("viewBox") ?? "").Split(' ');
        if (children.FirstOrDefault(c => c.LocalName == "title") is not { } title || children.FirstOrDefault(c => c.LocalName == "rect") is not { } card
            || box is not ["0", "0", var width, var tall] || width != SvgCanvas.N(Palette.Width) || !Number(tall, out double height) || card.GetAttribute("y") != "0.5")
        {
            return null;
        }

        List<IElement> texts = [.. children.SkipWhile(c => c != card).Skip(1).TakeWhile(c => c.LocalName == "text")];
        List<IElement> head = [.. texts.TakeWhile((t, i) => IsLine(t, CardHead.TitleY(i)) && t.GetAttribute("font-size") == SvgCanvas.N(Palette.TitleSize) && t.GetAttribute("font-weight") == "700")];
        string drawn = string.Concat(head.Select(t => t.TextContent));
        if (head.Count == 0 || !Same(title.TextContent, drawn))
        {
            return null;
        }

        List<IElement> below = [.. texts.Skip(head.Count).TakeWhile((t, i) => IsLine(t, CardHead.SubtitleY(head.Count, i)) && !t.HasAttribute("font-size") && !t.HasAttribute("font-weight") && !t.HasAttribute("text-anchor"))];
        double cut = CardHead.HeightOf(head.Count, below.Count);
        svg.SetAttribute("viewBox", FormattableString.Invariant($"0 {SvgCanvas.N(cut)} {width} {SvgCanvas.N(height - cut)}"));
        svg.SetAttribute("height", SvgCanvas.N(height - cut));
        card.SetAttribute("y", SvgCanvas.N(cut + 0.5));
        card.SetAttribute("height", SvgCanvas.N(height - cut - 1));
        foreach (IElement line in head.Concat(below))
        {
            line.Remove();
        }

        return new FigureHead(title.TextContent.Trim(), string.Join(' ', below.Select(t => t.TextContent.Trim())));
    }

    private static bool IsLine(IElement text, double y) => text.GetAttribute("x") == SvgCanvas.N(CardHead.Pad) && text.GetAttribute("y") == SvgCanvas.N(y);

    // A title that was too long for its lines ends in three dots there.
    private static bool Same(string title, string drawn)
    {
        string whole = Bare(title), seen = Bare(drawn);
        return whole == seen || (seen.EndsWith('…') && whole.StartsWith(seen[..^1], StringComparison.Ordinal));
    }

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static bool Number(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
