using System.Reflection;

namespace KafkaWorkbook.Figures;

/// <summary>
/// The plotly.js library as one script element. All outputs of a notebook share a page, so one output carries it and every chart finds it; the charts of
/// a page that has none stay static.
/// </summary>
public static class PlotlyScript
{
    /// <summary>The version of the library that is carried along (MIT licence).</summary>
    public const string Version = "3.7.0";

    /// <summary>The event on <c>document</c> that says that the library is there.</summary>
    internal const string ReadyEvent = "kafka-workbook-plotly";

    private const string Resource = "plotly-cartesian.min.js";

    /// <summary>
    /// The script element, about 1.4 MB. It may stand on a page more than once, and before or after the charts. It needs no network.
    /// </summary>
    public static string Html()
    {
        // The library looks for a module loader (require.js in classic Jupyter pages, Node) and would hand itself to that instead of the page; inside a
        // function whose parameters have those names it finds none.
        string ready = $"document.dispatchEvent(new Event('{ReadyEvent}'));";
        return $"<script>(function(){{if(!window.Plotly){{(function(define,module,exports){{\n{Source()}\n}}).call(window);}}{ready}}})();</script>";
    }

    /// <summary>The library's source, for a page of its own.</summary>
    public static string Source()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from {Assembly.GetExecutingAssembly().Location}; build the project again.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
