using System.Globalization;
using System.Text;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>The brokers of a compose file, side by side.</summary>
/// <param name="Services">The brokers' services.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ComposeBrokers(IReadOnlyList<ComposeService> Services) : IHtmlView
{
    /// <summary>The broker ids, in the file's order.</summary>
    public IReadOnlyList<int> Ids => [.. Services.Select(s => s.BrokerId).OfType<int>()];

    /// <summary>The published ports of this computer, in the file's order.</summary>
    public IReadOnlyList<int> HostPorts => [.. Services.SelectMany(s => s.HostPorts)];

    /// <summary>The settings whose values differ from broker to broker.</summary>
    public IReadOnlyList<string> DifferingSettings =>
    [
        .. Services.SelectMany(s => s.Environment.Keys).Distinct()
            .Where(k => Services.Select(s => s.Environment.GetValueOrDefault(k)).Distinct().Count() > 1),
    ];

    /// <summary>How many settings all brokers share.</summary>
    public int SharedSettings => Services.SelectMany(s => s.Environment.Keys).Distinct().Count() - DifferingSettings.Count;

    /// <inheritdoc/>
    public string ToHtml() =>
        Html.Table(
            null,
            [
                new Text("브로커", "broker").ToString(),
                new Text("브로커 ID", "broker id").ToString(),
                new Text("이 컴퓨터의 포트", "port of this computer").ToString(),
                new Text("이미지", "image").ToString(),
            ],
            Services.Select(s => new[] { s.Name, Number(s.BrokerId), string.Join(", ", s.HostPorts.Select(p => Number(p))), s.Image }))
        + Html.Sentence(ToString());

    /// <inheritdoc/>
    public override string ToString()
    {
        string differing = string.Join(", ", DifferingSettings);
        return new Text(
            $"서로 다른 설정은 {differing}뿐이고, 나머지 {SharedSettings}개는 모두 같다.",
            $"Only {differing} differ; the other {SharedSettings} settings are the same for all.").ToString();
    }

    private static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Which of a broker's addresses is for whom.</summary>
/// <param name="Services">The brokers' services.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ComposeListeners(IReadOnlyList<ComposeService> Services) : IHtmlView
{
    /// <inheritdoc/>
    public string ToHtml() => Html.Table(null, Heads(), Rows());

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Rows().Select(r => string.Join(" | ", r)));

    private static string[] Heads() =>
    [
        new Text("브로커", "broker").ToString(),
        new Text("컨테이너끼리 쓰는 주소", "address among containers").ToString(),
        new Text("이 컴퓨터에서 쓰는 주소", "address from this computer").ToString(),
    ];

    private IEnumerable<string[]> Rows() => Services.Select(s => new[] { s.Name, s.AddressInside ?? "", s.AddressOutside ?? "" });
}

/// <summary>Some lines of a compose file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="FirstLine">The number of the first line, from 1.</param>
/// <param name="Lines">The lines, their common indentation removed.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ComposeExcerpt(string File, int FirstLine, IReadOnlyList<string> Lines) : IHtmlView
{
    private const string Style = "background:#f7f8fa;color:#1d2733;border:1px solid #cdd6df;border-radius:4px;padding:8px 12px;overflow-x:auto;font-size:13px;line-height:1.45";

    /// <inheritdoc/>
    public string ToHtml()
    {
        StringBuilder html = new($"<pre style=\"{Style}\"><b>{Html.Encode(File)}</b>\n");
        for (int i = 0; i < Lines.Count; i++)
        {
            bool comment = Lines[i].TrimStart().StartsWith('#');
            html.Append(CultureInfo.InvariantCulture, $"<span style=\"color:#6b7785;user-select:none\">{FirstLine + i,4}  </span>");
            html.Append(comment ? $"<span style=\"color:#3b6e4f\">{Html.Encode(Lines[i])}</span>\n" : $"{Html.Encode(Lines[i])}\n");
        }

        return html.Append("</pre>").ToString();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join('\n', Lines.Select((line, i) => FormattableString.Invariant($"{FirstLine + i,4}  {line}")));
}
