using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>What a command printed.</summary>
/// <param name="CommandLine">The command as a reader would type it in a terminal.</param>
/// <param name="ExitCode">Its exit code; 0 is success.</param>
/// <param name="StandardOutput">What it printed.</param>
/// <param name="StandardError">What it complained of.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ToolOutput(string CommandLine, int ExitCode, string StandardOutput, string StandardError) : IHtmlView
{
    private const string Style = "background:#f7f8fa;color:#1d2733;border:1px solid #cdd6df;border-radius:4px;padding:8px 12px;overflow-x:auto;font-size:13px;line-height:1.45";

    /// <inheritdoc/>
    public string ToHtml() => $"<pre style=\"{Style}\"><b>$ {Html.Encode(CommandLine)}</b>\n{Html.Encode(AllText())}</pre>";

    /// <inheritdoc/>
    public override string ToString() => $"$ {CommandLine}\n{AllText()}";

    private string AllText()
    {
        string all = string.Join('\n', new[] { StandardOutput.TrimEnd(), StandardError.TrimEnd() }.Where(t => t.Length > 0));
        return ExitCode == 0 ? all : $"{all}\n(exit code {ExitCode})";
    }
}
