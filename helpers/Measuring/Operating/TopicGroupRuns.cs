using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Several groups on one topic.</summary>
public static class TopicGroupRuns
{
    private const int MostRecords = 100_000;

    /// <summary>
    /// Sends records at a steady pace while several groups read the topic, each with one consumer that needs its own time for a record, until all have read all. The
    /// offsets and lag of all groups are watched meanwhile.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="groups">The groups' labels and the milliseconds that one record keeps each of them, 0 to 100.</param>
    /// <param name="records">How many records to send, 1 to 100,000.</param>
    /// <param name="recordsPerSecond">How many a second, 1 to 10,000.</param>
    /// <param name="ct">Ends the run; the consumers leave.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or a name is not allowed or given twice.</exception>
    /// <exception cref="ClusterException">A consumer ended, or the cluster did not answer.</exception>
    public static Task<GroupRun> RunGroupsAsync(
        this Topic topic, IReadOnlyList<(string Group, int WorkMilliseconds)> groups, int records = 1_000, double recordsPerSecond = 400, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count == 0 || groups.Select(g => g.Group).Distinct().Count() != groups.Count || groups.Any(g => g.WorkMilliseconds is < 0 or > 100))
        {
            throw new ArgumentException(
                new Text(
                    "그룹을 하나 이상, 이름이 겹치지 않게, 한 건의 일을 0에서 100 ms로 적는다. 예: [(\"fast\", 0), (\"slow\", 8)]",
                    "Give one or more groups with different names and 0 to 100 ms of work, such as [(\"fast\", 0), (\"slow\", 8)].").ToString(),
                nameof(groups));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(records, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records, MostRecords);
        ArgumentOutOfRangeException.ThrowIfLessThan(recordsPerSecond, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(recordsPerSecond, 10_000);
        topic.ThrowIfGone();
        return new GroupRunner(topic, [.. groups.Select(g => (g.Group, TimeSpan.FromMilliseconds(g.WorkMilliseconds)))], records, recordsPerSecond, ct).RunAsync();
    }
}
