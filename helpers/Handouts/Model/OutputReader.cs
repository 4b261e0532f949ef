using System.Text.Encodings.Web;
using System.Text.Json;
using KafkaWorkbook.Handouts.Safe;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>What a cell showed, as blocks without numbers yet: the best of the forms that an output brings, made safe.</summary>
internal sealed class OutputReader(Language language)
{
    private static readonly string[] s_pictures = ["image/png", "image/jpeg", "image/gif", "image/webp"];
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a program wrote in pieces, one behind the other, is one text: a piece may go on in the line of the one before, or write over it.</summary>
    /// <param name="outputs">The outputs of a cell.</param>
    public static IEnumerable<CellOutput> Joined(IReadOnlyList<CellOutput> outputs)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            if (outputs[i] is not StreamOutput first)
            {
                yield return outputs[i];
                continue;
            }

            StreamOutput[] pieces = [.. outputs.Skip(i).TakeWhile(o => o is StreamOutput s && s.IsError == first.IsError).Cast<StreamOutput>()];
            i += pieces.Length - 1;
            yield return first with { Text = string.Concat(pieces.Select(p => p.Text)) };
        }
    }

    /// <summary>Reads one output.</summary>
    /// <param name="output">The output.</param>
    /// <param name="idPrefix">What stands before the ids of its elements, unique on the page.</param>
    public IReadOnlyList<OutputBlock> Read(CellOutput output, string idPrefix) => output switch
    {
        StreamOutput stream => TerminalText.Clean(stream.Text) is { Length: > 0 } text ? [new TextOutput(text, stream.IsError)] : [],
        ErrorOutput error => [new FailureOutput(TerminalText.Clean(error.Traceback.Length > 0 ? string.Join('\n', error.Traceback) : $"{error.Name}: {error.Message}"))],
        ValueOutput value => ReadValue(value, idPrefix),
        _ => [],
    };

    private IReadOnlyList<OutputBlock> ReadValue(ValueOutput value, string idPrefix)
    {
        string? html = value.TextOf("text/html");
        string? svg = value.TextOf("image/svg+xml");
        string? picture = s_pictures.Select(t => SafeLink.Picture($"data:{t};base64,{value.TextOf(t)}")).FirstOrDefault(p => p is not null);
        HtmlPieces pieces = new(idPrefix, language);
        IReadOnlyList<OutputBlock> read = html is null ? [] : pieces.Read(html);
        if (value.Plotly is { } figure && !read.Any(b => b is FigureOutput { PlotlyJson: not null }) && SafePlotly.Clean(figure.GetRawText()) is { } chart)
        {
            return [FigureReader.OfChart(chart, svg is null ? null : pieces.Svg(svg), picture, language)];
        }

        return read.Count > 0 ? read
            : svg is not null && pieces.Svg(svg) is { } drawing ? [FigureReader.OfSvg(drawing)]
            : picture is not null ? [FigureReader.OfPicture(picture, value.TextOf("text/plain"))]
            : value.TextOf("text/markdown") is { } markdown && HandoutMarkdown.ToHtml(markdown, idPrefix) is { Length: > 0 } prose ? [new RichOutput($"<div class=\"prose\">{prose}</div>")]
            : Plain(value);
    }

    private IReadOnlyList<OutputBlock> Plain(ValueOutput value)
    {
        if ((value.TextOf("text/plain") ?? value.TextOf("text/latex")) is { } plain && !string.IsNullOrWhiteSpace(plain))
        {
            return [new TextOutput(TerminalText.Clean(plain), false)];
        }

        if (value.Data.FirstOrDefault(d => d.Key.EndsWith("json", StringComparison.Ordinal) && d.Key != ValueOutput.PlotlyType) is { Key: not null } json)
        {
            return [new TextOutput(JsonSerializer.Serialize(json.Value, s_json), false)];
        }

        // Only the forms that say nothing are left: an empty text, a script without a picture, or a kind that nobody here can show.
        string[] unknown = [.. value.Data.Keys.Where(k => k is not ("text/html" or "text/plain" or "application/javascript"))];
        return unknown.Length == 0 ? [] : [new RichOutput(Html.Sentence(new Text(
            $"이 출력은 {string.Join(", ", unknown)} 형식이라 여기에 보여 줄 수 없다.",
            $"This output is {string.Join(", ", unknown)}, which cannot be shown here.").In(language)))];
    }
}
