namespace KafkaWorkbook.Reporting;

#pragma warning disable CA1822 // The kernel makes an instance and calls these members on it.

/// <summary>
/// Tells .NET Interactive how to show the type that carries it. The kernel looks for an attribute of just this name and these properties, so that a
/// library needs no reference to the kernel.
/// </summary>
/// <param name="formatterSourceType">The class whose <c>CreateTypeFormatters()</c> the kernel calls.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class whose <c>CreateTypeFormatters()</c> the kernel calls.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types that the kernel shows, best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = ["text/html", "text/plain"];
}

/// <summary>The formatters of every <see cref="IHtmlView"/>: HTML, and plain text for a console. Found by .NET Interactive by convention.</summary>
public sealed class HtmlFormatterSource
{
    /// <summary>The formatters, one a MIME type. The kernel calls this by its name.</summary>
    public IEnumerable<object> CreateTypeFormatters() => [new HtmlFormatter(), new PlainFormatter()];
}

/// <summary>Writes an <see cref="IHtmlView"/> as HTML. Used by the kernel by its members' names.</summary>
public sealed class HtmlFormatter
{
    /// <summary>The MIME type that this writes.</summary>
    public string MimeType => "text/html";

    /// <summary>Writes the value; answers false for a value of another kind.</summary>
    /// <param name="instance">The value of the cell.</param>
    /// <param name="writer">Where to.</param>
    public bool Format(object instance, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (instance is not IHtmlView view)
        {
            return false;
        }

        writer.Write(view.ToHtml());
        return true;
    }
}

/// <summary>Writes an <see cref="IHtmlView"/> as plain text. Used by the kernel by its members' names.</summary>
public sealed class PlainFormatter
{
    /// <summary>The MIME type that this writes.</summary>
    public string MimeType => "text/plain";

    /// <summary>Writes the value; answers false for a value of another kind.</summary>
    /// <param name="instance">The value of the cell.</param>
    /// <param name="writer">Where to.</param>
    public bool Format(object instance, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (instance is not IHtmlView)
        {
            return false;
        }

        writer.Write(instance.ToString());
        return true;
    }
}
