using System.Collections.Frozen;

namespace KafkaWorkbook.Handouts.Safe;

/// <summary>The elements, attributes, classes and roles that a notebook's HTML and SVG may have on a page of ours. What is not named here is not let in.</summary>
internal static class SafeNames
{
    public static FrozenSet<string> HtmlElements { get; } = Set(
        """
        a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark
        ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
        """);

    /// <summary>Elements that go while what is in them stays: they only style, or would mix with the page's own landmarks.</summary>
    public static FrozenSet<string> Unwrapped { get; } = Set(
        """
        acronym address article aside bdo big button center data dir fieldset font footer form header hgroup label legend main nav nobr output picture search
        section strike tt switch
        """);

    public static FrozenSet<string> SvgElements { get; } = Set(
        """
        svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc clipPath mask pattern marker linearGradient
        radialGradient stop image
        """);

    public static FrozenSet<string> HtmlAttributes { get; } = Set(
        """
        align alt aria-hidden aria-label class colspan datetime dir height href id lang open reversed role rowspan scope span src start style title type
        valign value width
        """);

    public static FrozenSet<string> SvgAttributes { get; } = Set(
        """
        aria-label class clip-path clip-rule clipPathUnits color cx cy d direction display dominant-baseline dx dy fill fill-opacity fill-rule font-family font-size
        font-style font-weight fx fy gradientTransform gradientUnits height href id lengthAdjust letter-spacing marker-end marker-mid marker-start markerHeight
        markerUnits markerWidth mask maskContentUnits maskUnits offset opacity orient paint-order pathLength patternContentUnits patternTransform patternUnits
        points preserveAspectRatio r refX refY role rotate rx ry shape-rendering spreadMethod startOffset stop-color stop-opacity stroke stroke-dasharray
        stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style text-anchor text-decoration textLength transform
        vector-effect version viewBox visibility width word-spacing x x1 x2 y y1 y2
        """);

    /// <summary>Attributes of SVG that may name another element of the same picture, as <c>url(#id)</c>.</summary>
    public static FrozenSet<string> SvgReferences { get; } = Set("clip-path fill marker-end marker-mid marker-start mask stroke");

    /// <summary>Classes that the page's style sheet knows and that say something about the content.</summary>
    public static FrozenSet<string> Classes { get; } = Set(
        """
        keyword string number type call comment directive text workbook-note workbook-calm workbook-good workbook-warning workbook-bad workbook-lamp
        dataframe footnotes footnote-ref footnote-back-ref
        """);

    public static FrozenSet<string> Roles { get; } = Set("img note presentation none list listitem doc-noteref doc-endnotes");

    private static FrozenSet<string> Set(string names) =>
        names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
