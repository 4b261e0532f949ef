using KafkaWorkbook.Handouts.Print;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Annotations;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Outline;
using UglyToad.PdfPig.Tokens;

namespace KafkaWorkbook.Tests.Handouts.Print;

/// <summary>A PDF as its reader sees it: pages with words, bookmarks, links, fonts. Spaces are left out of all texts, because where they are drawn depends on the font.</summary>
internal sealed class PrintedPdf
{
    // Above these heights is the running head, below them the page's number.
    private const double HeadFrom = 841.9 - 62;
    private const double FootTo = 56;

    public PrintedPdf(byte[] pdf)
    {
        Bytes = pdf;
        using PdfDocument document = PdfDocument.Open(pdf);
        Pages = [.. document.GetPages().Select(p => new PrintedSheet(p))];
        Places = PdfDestinations.Of(pdf).Places;
        Bookmarks = document.TryGetBookmarks(out Bookmarks? found)
            ? [.. found.GetNodes().OfType<DocumentBookmarkNode>().Select(n => (Squeeze(n.Title), n.PageNumber, n.Level))]
            : [];
        Fonts = [.. FontsOf(document)];
        Title = document.Information.Title ?? "";
        Language = document.Structure.Catalog.CatalogDictionary.TryGet(NameToken.Create("Lang"), out IToken? language) && language is StringToken text ? text.Data : "";
        IsTagged = document.Structure.Catalog.CatalogDictionary.ContainsKey(NameToken.Create("StructTreeRoot"));
    }

    public byte[] Bytes { get; }

    public IReadOnlyList<PrintedSheet> Pages { get; }

    public IReadOnlyDictionary<string, int> Places { get; }

    public IReadOnlyList<(string Title, int Page, int Level)> Bookmarks { get; }

    /// <summary>Name, kind, and whether the font's program is in the file as TrueType.</summary>
    public IReadOnlyList<(string Name, string Kind, bool Embedded)> Fonts { get; }

    public string Title { get; }

    public string Language { get; }

    public bool IsTagged { get; }

    /// <summary>The first page behind the cover and the contents.</summary>
    public int First => Pages.TakeWhile(p => p.Head.Length == 0).Count() + 1;

    public string Text => string.Concat(Pages.Select(p => p.Text));

    public static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));

    /// <summary>The page that has a text in its body, counted from 1; 0 when none has, -1 when several have.</summary>
    public int PageOf(string text, int from = 1)
    {
        string squeezed = Squeeze(text);
        int[] found = [.. Pages.Index().Where(p => p.Index + 1 >= from && p.Item.Body.Contains(squeezed, StringComparison.Ordinal)).Select(p => p.Index + 1)];
        return found.Length switch { 0 => 0, 1 => found[0], _ => -1 };
    }

    private static IEnumerable<(string, string, bool)> FontsOf(PdfDocument document)
    {
        foreach (var place in document.Structure.CrossReferenceTable.ObjectOffsets.Keys)
        {
            if (document.Structure.GetObject(place)?.Data is DictionaryToken font && NameIn(font, "Type") == "Font"
                && NameIn(font, "Subtype") is { } kind && kind is not ("CIDFontType2" or "CIDFontType0"))
            {
                yield return (NameIn(font, "BaseFont") ?? "", kind, kind == "Type0" && HasTrueType(document, font));
            }
        }
    }

    private static string? NameIn(DictionaryToken dictionary, string key) =>
        dictionary.TryGet(NameToken.Create(key), out IToken? token) && token is NameToken name ? name.Data : null;

    private static bool HasTrueType(PdfDocument document, DictionaryToken font)
    {
        IToken? Follow(IToken? token) => token is IndirectReferenceToken reference ? document.Structure.GetObject(reference.Data)?.Data : token;
        return Follow(font.Data["DescendantFonts"]) is ArrayToken { Data: [var first, ..] } && Follow(first) is DictionaryToken descendant
            && descendant.Data["Subtype"] is NameToken { Data: "CIDFontType2" }
            && Follow(descendant.Data["FontDescriptor"]) is DictionaryToken descriptor && descriptor.ContainsKey(NameToken.Create("FontFile2"));
    }

    /// <summary>One page.</summary>
    internal sealed class PrintedSheet
    {
        public PrintedSheet(Page page)
        {
            Text = Squeeze(string.Concat(page.Letters.Select(l => l.Value)));
            Head = Squeeze(string.Concat(page.Letters.Where(l => l.StartBaseLine.Y >= HeadFrom).Select(l => l.Value)));
            Foot = Squeeze(string.Concat(page.Letters.Where(l => l.StartBaseLine.Y <= FootTo).Select(l => l.Value)));
            Letter[] body = [.. page.Letters.Where(l => l.StartBaseLine.Y is > FootTo and < HeadFrom && !string.IsNullOrWhiteSpace(l.Value))];
            Body = Squeeze(string.Concat(body.Select(l => l.Value)));
            double bottom = body.Length == 0 ? 0 : body.Min(l => l.StartBaseLine.Y);
            LastLine = Squeeze(string.Concat(body.Where(l => l.StartBaseLine.Y < bottom + 2).OrderBy(l => l.StartBaseLine.X).Select(l => l.Value)));
            Links = [.. page.GetAnnotations().Where(a => a.Type == AnnotationType.Link).Select(AddressOf)];
        }

        public string Text { get; }

        public string Head { get; }

        public string Foot { get; }

        public string Body { get; }

        public string LastLine { get; }

        /// <summary>Where the links lead: an address, or <c>#</c> with an element's id.</summary>
        public IReadOnlyList<string> Links { get; }

        private static string AddressOf(Annotation link) =>
            link.AnnotationDictionary.TryGet(NameToken.Create("Dest"), out IToken? place) ? "#" + Uri.UnescapeDataString(place switch { NameToken name => name.Data, StringToken text => text.Data, _ => "" })
            : link.AnnotationDictionary.TryGet(NameToken.Create("A"), out IToken? action) && action is DictionaryToken does
                && does.TryGet(NameToken.Create("URI"), out IToken? address) && address is StringToken words ? words.Data
            : "";
    }
}
