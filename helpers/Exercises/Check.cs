using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Exercises;

/// <summary>
/// Checks the answers to the exercises, each against the cluster itself where that is possible, so that no answer is written down anywhere. The chapters'
/// own checks are in the other parts of this class.
/// </summary>
public static partial class Check
{
    // A cell that checks is run over and over, and a group that has read once reads nothing more: each check takes a group of its own.
    private static string FreshGroup(string label) => $"{label}-{Guid.NewGuid().ToString("N")[..6]}";

    private static bool SamePlaces(IEnumerable<SentRecord> sent, IEnumerable<ReadRecord> read) =>
        read.Select(r => (r.Partition, r.Offset, r.Key, r.Value)).Order().SequenceEqual(sent.Select(s => (s.Partition, s.Offset, s.Key, s.Value)).Order());

    private static string Escaped(string? text) => text is null ? "null" : $"\"{text}\"";
}
