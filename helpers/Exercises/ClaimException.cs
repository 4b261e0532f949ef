using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <summary>What a cell claims does not hold: the cell fails, in the reader's words.</summary>
/// <param name="what">What was claimed, and what was found instead.</param>
public sealed class ClaimException(Text what) : Exception(what.ToString())
{
    /// <summary>What was claimed, and what was found instead.</summary>
    public Text What { get; } = what;
}
