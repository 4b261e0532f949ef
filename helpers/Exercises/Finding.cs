using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <summary>How a sentence of the document fared.</summary>
public enum FindingKind
{
    /// <summary>The run showed it.</summary>
    Shown,

    /// <summary>The run contradicts it.</summary>
    Contradicted,

    /// <summary>The run showed some of it: the direction, not the whole figure.</summary>
    Partly,

    /// <summary>Not measured here: another chapter does, or this cluster cannot show it.</summary>
    NotMeasured,
}

/// <summary>One row of "the document says / we measured". The chapters' own rows are in the other parts of this class.</summary>
/// <param name="Section">The document's section, 1 to 6.</param>
/// <param name="Says">The document's words.</param>
/// <param name="Measured">What this run measured; its figures come from the run's results.</param>
/// <param name="Kind">Shown, partly shown, contradicted or not measured.</param>
public sealed partial record Finding(int Section, Text Says, Text Measured, FindingKind Kind)
{
    /// <summary>Lays rows out as the table that ends a chapter.</summary>
    /// <param name="findings">The rows in the document's order.</param>
    public static FindingTable Table(params IReadOnlyList<Finding> findings) => new(findings);

    private static FindingKind Holds(bool holds) => holds ? FindingKind.Shown : FindingKind.Contradicted;
}

/// <summary>The table "the document says / we measured".</summary>
/// <param name="Findings">Its rows.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record FindingTable(IReadOnlyList<Finding> Findings) : IHtmlView
{
    /// <summary>Whether the run contradicts none of the sentences.</summary>
    public bool NothingContradicted => Findings.All(f => f.Kind != FindingKind.Contradicted);

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(null, Heads(), Rows());

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Rows().Select(row => string.Join(" | ", row)));

    private static string[] Heads() =>
    [
        "§",
        new Text("문서의 말", "The document says").ToString(),
        new Text("우리가 잰 것", "We measured").ToString(),
        "",
    ];

    private IEnumerable<string[]> Rows() => Findings.Select(f => new[]
    {
        $"§{f.Section}",
        f.Says.ToString(),
        f.Measured.ToString(),
        (f.Kind switch
        {
            FindingKind.Shown => new Text("✓ 보았다", "✓ seen"),
            FindingKind.Partly => new Text("△ 일부만 보았다", "△ partly seen"),
            FindingKind.Contradicted => new Text("✗ 다르다", "✗ differs"),
            _ => new Text("– 재지 않았다", "– not measured"),
        }).ToString(),
    });
}
