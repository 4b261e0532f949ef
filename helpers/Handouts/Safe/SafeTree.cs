using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace KafkaWorkbook.Handouts.Safe;

/// <summary>The first sieve: walks a parsed fragment and takes away or unwraps what <see cref="SafeNames"/> does not name, namespace by namespace.</summary>
internal sealed partial class SafeTree
{
    private const string Svg = "http://www.w3.org/2000/svg";
    private const string XLink = "http://www.w3.org/1999/xlink";
    private const string Xhtml = "http://www.w3.org/1999/xhtml";

    private readonly SafeOptions _options;
    private readonly HashSet<string> _wanted;
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<IElement, string> _styles = [];

    private SafeTree(SafeOptions options, HashSet<string> wanted)
    {
        _options = options;
        _wanted = wanted;
    }

    /// <summary>Cleans what is below an element.</summary>
    /// <returns>The styles of the elements that have one; they are set already.</returns>
    public static Dictionary<IElement, string> Clean(IElement root, SafeOptions options)
    {
        SafeTree tree = new(options, Wanted(root));
        foreach (IAttr attribute in root.Attributes.ToList())
        {
            root.RemoveAttribute(attribute.Name);
        }

        tree.CleanChildren(root);
        return tree._styles;
    }

    private void CleanChildren(INode parent)
    {
        INode? node = parent.FirstChild;
        while (node is not null)
        {
            INode? next = node.NextSibling;
            switch (node)
            {
                case IElement element when Fate(element) is var fate && fate != Fates.Stays:
                    // What is unwrapped is walked in its place.
                    next = fate == Fates.Unwrapped ? Unwrap(element) ?? next : next;
                    element.Remove();
                    break;
                case IElement element:
                    CleanElement(element);
                    break;
                case IText text:
                    Replace(text);
                    break;
                default:
                    parent.RemoveChild(node);
                    break;
            }

            node = next;
        }
    }

    private enum Fates
    {
        Stays,
        Unwrapped,
        Goes,
    }

    private static Fates Fate(IElement element)
    {
        string name = element.LocalName;
        bool inSvg = element.ParentElement is { NamespaceUri: Svg };
        return element.NamespaceUri switch
        {
            _ when element.HasAttribute("hidden") => Fates.Goes, // Without its attribute it would be seen.
            Svg when name == "svg" || (inSvg && SafeNames.SvgElements.Contains(name)) => Fates.Stays,
            Svg when inSvg && name is "a" or "switch" => Fates.Unwrapped,
            Xhtml when inSvg => Fates.Goes,
            Xhtml when SafeNames.HtmlElements.Contains(name) => Fates.Stays,
            Xhtml when SafeNames.Unwrapped.Contains(name) => Fates.Unwrapped,
            _ => Fates.Goes,
        };
    }

    // Puts the children before the element and answers the first of them.
    private static INode? Unwrap(IElement element)
    {
        INode? first = element.FirstChild;
        while (element.FirstChild is { } child)
        {
            element.Parent!.InsertBefore(child, element);
        }

        return first;
    }

    private void CleanElement(IElement element)
    {
        bool isSvg = element.NamespaceUri == Svg;
        foreach (IAttr attribute in element.Attributes.ToList())
        {
            if (!string.IsNullOrEmpty(attribute.NamespaceUri))
            {
                // Of the old names with a prefix only xlink:href means something; it lives on under its new one.
                element.RemoveAttribute(attribute.NamespaceUri, attribute.LocalName);
                if (isSvg && attribute is { NamespaceUri: XLink, LocalName: "href" } && element.GetAttribute("", "href") is null && Value(element, "href", attribute.Value, isSvg) is { } address)
                {
                    element.SetAttribute("href", address);
                }

                continue;
            }

            string name = attribute.Name;
            string? value = (isSvg ? SafeNames.SvgAttributes : SafeNames.HtmlAttributes).Contains(name) ? Value(element, name, attribute.Value, isSvg) : null;
            if (value is null)
            {
                element.RemoveAttribute(name);
            }
            else if (value != attribute.Value)
            {
                element.SetAttribute(name, value);
            }
        }

        if (element.LocalName is "title" or "desc" && isSvg)
        {
            // Within these a parser reads HTML; only their text is wanted.
            element.TextContent = SafeText.Plain(element.TextContent);
            return;
        }

        if (element.LocalName == "img" && !element.HasAttribute("src"))
        {
            string alt = element.GetAttribute("alt") ?? "";
            element.Replace(alt.Length == 0 ? [] : [element.Owner!.CreateTextNode($"[{SafeText.Plain(alt)}]")]);
            return;
        }

        // A drawing that is used and uses others itself can grow without end.
        bool isNested = element.LocalName == "use" && isSvg && element.Ancestors<IElement>().Any(a => a.HasAttribute("id"));
        if ((element.LocalName is "use" or "image" && isSvg && !element.HasAttribute("href")) || isNested)
        {
            element.Remove();
            return;
        }

        CleanChildren(element);
    }

    private string? Value(IElement element, string name, string value, bool isSvg)
    {
        switch (name.ToLowerInvariant())
        {
            case "style":
                string style = SafeStyle.Clean(value);
                if (style.Length > 0)
                {
                    _styles[element] = style;
                }

                return style.Length > 0 ? style : null;
            case "class":
                string classes = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(SafeNames.Classes.Contains));
                return classes.Length > 0 ? classes : null;
            case "id":
                return !_wanted.Contains(value) ? null : NewId(value);
            case "src":
                return SafeLink.Picture(value);
            case "href":
                return Link(element, value, isSvg);
            case "role":
                return SafeNames.Roles.Contains(value) ? value : null;
            case "width" or "height" or "colspan" or "rowspan" or "span" when !isSvg:
                return Number().IsMatch(value) ? value : null;
            case "alt" or "title" or "aria-label" or "lang" or "datetime":
                return SafeText.Plain(value);
            default:
                return !isSvg || !value.Contains('(', StringComparison.Ordinal) ? SafeText.Plain(value)
                    : SafeNames.SvgReferences.Contains(name) && Reference().Match(value) is { Success: true } match ? $"url(#{Prefixed(match.Groups[1].Value)})"
                    : Drawing().IsMatch(value) ? value
                    : null;
        }
    }

    private string? Link(IElement element, string value, bool isSvg)
    {
        if (isSvg)
        {
            return element.LocalName == "image" ? SafeLink.Picture(value)
                : value.StartsWith('#') && Name().IsMatch(value[1..]) ? "#" + Prefixed(value[1..])
                : null;
        }

        if (element.LocalName != "a" || SafeLink.Clean(value, _options.KeepsRelativeLinks) is not { } link)
        {
            return null;
        }

        return !link.StartsWith('#') ? link
            : _wanted.Contains(Decoded(link[1..])) ? "#" + Prefixed(Decoded(link[1..]))
            : _options.KeepsRelativeLinks ? link
            : null;
    }

    // The first element of a name has it; a second one would be a clash.
    private string? NewId(string id) => _given.Add(id) ? Prefixed(id) : null;

    private string Prefixed(string id) => _options.IdsAreDone ? id : _options.IdPrefix + id.Replace(':', '-');

    // The ids that something in the fragment points to and that exist there.
    private static HashSet<string> Wanted(IElement root)
    {
        HashSet<string> there = new(StringComparer.Ordinal);
        HashSet<string> wanted = new(StringComparer.Ordinal);
        foreach (IElement element in root.Descendants<IElement>())
        {
            foreach (IAttr attribute in element.Attributes)
            {
                string value = attribute.Value;
                if (attribute.Name.Equals("id", StringComparison.OrdinalIgnoreCase) && Name().IsMatch(value))
                {
                    there.Add(value);
                }
                else if (attribute.LocalName.Equals("href", StringComparison.OrdinalIgnoreCase) && value.StartsWith('#'))
                {
                    wanted.Add(Decoded(value[1..]));
                }
                else if (value.Contains("url(", StringComparison.OrdinalIgnoreCase) && Reference().Match(value) is { Success: true } match)
                {
                    wanted.Add(match.Groups[1].Value);
                }
            }
        }

        wanted.IntersectWith(there);
        return wanted;
    }

    private static string Decoded(string text)
    {
        try
        {
            return Uri.UnescapeDataString(text);
        }
        catch (UriFormatException)
        {
            return text;
        }
    }

    private static void Replace(IText text)
    {
        string plain = SafeText.Plain(text.Data);
        if (plain != text.Data)
        {
            text.Data = plain;
        }
    }

    [GeneratedRegex(@"^\d{1,5}(\.\d{1,3})?(px|%)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[\p{L}\p{Nd}_.:-]{1,200}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^\s*url\(\s*['""]?#([\p{L}\p{Nd}_.:-]{1,200})['""]?\s*\)\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    // Transformations and colours: functions of numbers only.
    [GeneratedRegex(@"^(\s*(matrix|translate|scale|rotate|skewX|skewY|rgb|rgba|hsl|hsla)\([\d\s.,eE%+-]*\)\s*,?)+$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Drawing();
}
