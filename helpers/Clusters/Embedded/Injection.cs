using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>Something that was put into the brokers on purpose. A result that comes after it shows what clients do about it, not what brokers do.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Injection : IHtmlView
{
    internal Injection(Text what) => What = what;

    /// <summary>What was put in, and where.</summary>
    public Text What { get; }

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Title.ToString(), [What.ToString()], Tone.Warning);

    /// <inheritdoc/>
    public override string ToString() => $"{Title}: {What}";

    private static Text Title { get; } = new("일부러 넣은 것(주입)", "Injected on purpose");
}
