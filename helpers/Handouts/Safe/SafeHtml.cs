using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Safe;

/// <summary>
/// Makes HTML and SVG that somebody else wrote fit to stand on a page of ours: nothing runs, nothing is asked for on the network, nothing lies over the page,
/// no id clashes. Two sieves, one after the other: ours (<see cref="SafeTree"/>, which knows the two namespaces, styles, links and ids), then the HtmlSanitizer
/// library with the same lists. What comes out has to read the same when it is parsed and sieved again; what does not is shown as text.
/// </summary>
internal static class SafeHtml
{
    /// <summary>Deeper than any table in a table; a tree that is deeper would exhaust the stack of whoever writes it.</summary>
    private const int Deepest = 120;

    private static readonly HtmlSanitizer s_sanitizer = NewSanitizer();

    /// <summary>The HTML, made safe.</summary>
    /// <param name="html">Any HTML or SVG.</param>
    /// <param name="options">What is let in besides.</param>
    public static string Clean(string html, SafeOptions options) => Clean(Parse(html), options).InnerHtml;

    /// <summary>Parses a fragment without changing anything: what a browser with scripts would make of it.</summary>
    public static IHtmlElement Parse(string html) => new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument(html).Body!;

    /// <summary>Makes a parsed fragment safe. Elements that stay are the same objects; the answer is the fragment, or another with its text when it cannot be made safe.</summary>
    public static IHtmlElement Clean(IHtmlElement body, SafeOptions options)
    {
        if (Depth(body) > Deepest)
        {
            return AsText(body.TextContent);
        }

        Sieve(body, options);
        string once = body.InnerHtml;

        // Tricks with a parser's repairs show in that the second reading differs from the first. Ids have their prefix by now.
        IHtmlElement again = Parse(once);
        if (Depth(again) <= Deepest)
        {
            Sieve(again, options with { IdsAreDone = true });
            // White space before the first element is dropped by any parser of a whole page.
            if (again.InnerHtml.AsSpan().TrimStart().SequenceEqual(once.AsSpan().TrimStart()))
            {
                return body;
            }
        }

        return AsText(body.TextContent);
    }

    private static void Sieve(IHtmlElement body, SafeOptions options)
    {
        Dictionary<IElement, string> styles = SafeTree.Clean(body, options);

        // Our filter of styles is the narrower one; the library's would parse and write each as a style sheet of its own.
        foreach (IElement styled in styles.Keys)
        {
            styled.RemoveAttribute("style");
        }

        s_sanitizer.SanitizeDom((IHtmlDocument)body.Owner!, body);
        foreach ((IElement styled, string style) in styles)
        {
            styled.SetAttribute("style", style);
        }
    }

    private static IHtmlElement AsText(string text) => Parse($"<pre>{Html.Encode(text.Length > 20_000 ? text[..20_000] + " …" : text)}</pre>");

    private static int Depth(IElement root)
    {
        int deepest = 0, depth = 0;
        INode? node = root.FirstChild;
        while (node is not null)
        {
            if (node.FirstChild is { } child)
            {
                node = child;
                deepest = Math.Max(deepest, ++depth);
                continue;
            }

            while (node is not null && node != root && node.NextSibling is null)
            {
                node = node.Parent;
                depth--;
            }

            node = node == root ? null : node?.NextSibling;
        }

        return deepest;
    }

    private static HtmlSanitizer NewSanitizer()
    {
        HtmlSanitizerOptions options = new()
        {
            AllowedTags = new HashSet<string>([.. SafeNames.HtmlElements, .. SafeNames.SvgElements, "body"], StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>([.. SafeNames.HtmlAttributes, .. SafeNames.SvgAttributes], StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto", "data"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href", "src", "xlink:href"], StringComparer.OrdinalIgnoreCase),
            AllowedCssProperties = new HashSet<string>(),
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
        };
        HtmlSanitizer sanitizer = new(options) { AllowDataAttributes = false, KeepChildNodes = false };
        sanitizer.FilterUrl += (_, url) =>
        {
            bool isPicture = url.Tag.LocalName is "img" or "image";
            url.SanitizedUrl = isPicture ? SafeLink.Picture(url.OriginalUrl) : SafeLink.Clean(url.OriginalUrl, relative: true);
        };
        return sanitizer;
    }
}

/// <summary>What is let in.</summary>
/// <param name="IdPrefix">What stands before the ids that stay: those that something else in the same fragment refers to.</param>
internal sealed record SafeOptions(string IdPrefix)
{
    /// <summary>Whether links to files beside the page and to places on it stay; whoever asks for it sees to where they lead.</summary>
    public bool KeepsRelativeLinks { get; init; }

    /// <summary>Whether ids have their prefix already.</summary>
    public bool IdsAreDone { get; init; }
}
