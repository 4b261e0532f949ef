using System.Collections.Immutable;
using System.Globalization;
using KafkaWorkbook.Handouts.Model;

namespace KafkaWorkbook.Handouts.Export;

/// <summary>Which forms of a handout are written, and what stands on them. Immutable.</summary>
public sealed record ExportOptions
{
    private static readonly ImmutableArray<HandoutForm> s_allForms = [HandoutForm.Ipynb, HandoutForm.Html, HandoutForm.Pdf];

    /// <summary>The forms; empty for all that can be made here.</summary>
    public ImmutableArray<HandoutForm> Forms { get; init; } = [];

    /// <summary>The editions; empty for the notebook as it is, and for both editions of what is printed.</summary>
    public ImmutableArray<Edition> Editions { get; init; } = [];

    /// <summary>Where the notebooks are to be found, as a link and a QR code; null for none.</summary>
    public Uri? Url { get; init; }

    /// <summary>The day on the cover; null for today on paper, and none on the screen: the same notebook gives the same page on any day.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The browser that prints, by name or path; null for the first one found.</summary>
    public string? Browser { get; init; }

    /// <summary>Pages of each booklet that also become pictures (PNG), counted from 1.</summary>
    public ImmutableArray<int> Pictures { get; init; } = [];

    /// <summary>Whether a booklet was asked for by name, so that it is a failure when none can be printed.</summary>
    public bool PdfIsAsked => Forms.Contains(HandoutForm.Pdf) || !Pictures.IsEmpty;

    /// <summary>Every file that a handout becomes: its form, its edition, and the ending of its name.</summary>
    internal IEnumerable<(HandoutForm Form, Edition Edition, string Ending)> Files =>
        from form in Forms.IsEmpty ? s_allForms : Pictures.IsEmpty ? Forms.Distinct() : Forms.Append(HandoutForm.Pdf).Distinct()
        from edition in !Editions.IsEmpty ? Editions.Distinct() : form == HandoutForm.Pdf ? [Edition.Learner, Edition.Trainer] : (IEnumerable<Edition>)[Edition.AsIs]
        select (form, edition, EndingOf(form, edition));

    private static string EndingOf(HandoutForm form, Edition edition)
    {
        string suffix = edition == Edition.AsIs ? "" : $"-{edition.ToString().ToLower(CultureInfo.InvariantCulture)}";
        return $"{suffix}.{form.ToString().ToLower(CultureInfo.InvariantCulture)}";
    }
}
