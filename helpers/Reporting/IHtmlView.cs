namespace KafkaWorkbook.Reporting;

/// <summary>
/// A result that can show itself as HTML. All kernels understand it: Verso calls <see cref="ToHtml"/> by its name, .NET Interactive finds
/// <see cref="HtmlFormatterSource"/> through the attribute on each type.
/// </summary>
public interface IHtmlView
{
    /// <summary>The result as a piece of HTML in the reader's language; all payloads are escaped, and it needs no script.</summary>
    string ToHtml();
}
