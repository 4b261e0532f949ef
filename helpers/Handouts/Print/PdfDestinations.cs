using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace KafkaWorkbook.Handouts.Print;

/// <summary>Reads from a printed PDF on which page each place is that a link leads to.</summary>
internal static class PdfDestinations
{
    /// <summary>The page, counted from 1, by the element's id; and how many pages there are.</summary>
    /// <param name="pdf">A PDF that Chromium printed.</param>
    public static (IReadOnlyDictionary<string, int> Places, int Pages) Of(byte[] pdf)
    {
        using PdfDocument document = PdfDocument.Open(pdf);
        return (Of(document), document.NumberOfPages);
    }

    private static Dictionary<string, int> Of(PdfDocument document)
    {
        Dictionary<string, int> found = new(StringComparer.Ordinal);
        if (Resolve(document, document.Structure.Catalog.CatalogDictionary, "Dests") is not DictionaryToken places)
        {
            return found;
        }

        Dictionary<IndirectReference, int> pages = [];
        Count(document, Resolve(document, document.Structure.Catalog.CatalogDictionary, "Pages"), pages);
        foreach ((string name, IToken place) in places.Data)
        {
            if (Resolve(document, place) is ArrayToken { Data: [IndirectReferenceToken page, ..] } && pages.TryGetValue(page.Data, out int number))
            {
                found[Uri.UnescapeDataString(name)] = number;
            }
        }

        return found;
    }

    private static void Count(PdfDocument document, IToken? node, Dictionary<IndirectReference, int> pages)
    {
        if (node is not DictionaryToken tree || Resolve(document, tree, "Kids") is not ArrayToken kids)
        {
            return;
        }

        foreach (IndirectReferenceToken kid in kids.Data.OfType<IndirectReferenceToken>())
        {
            IToken? child = Resolve(document, kid);
            if (child is DictionaryToken dictionary && dictionary.ContainsKey(NameToken.Kids))
            {
                Count(document, child, pages);
            }
            else
            {
                pages[kid.Data] = pages.Count + 1;
            }
        }
    }

    private static IToken? Resolve(PdfDocument document, DictionaryToken dictionary, string name) =>
        dictionary.TryGet(NameToken.Create(name), out IToken? token) ? Resolve(document, token) : null;

    private static IToken? Resolve(PdfDocument document, IToken? token) =>
        token is IndirectReferenceToken reference ? document.Structure.GetObject(reference.Data)?.Data : token;
}
