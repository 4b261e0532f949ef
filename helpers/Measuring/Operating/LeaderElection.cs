using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using MessagingFailures = KafkaWorkbook.Messaging.KafkaFailures;

namespace KafkaWorkbook.Measuring;

/// <summary>What a preferred election changed: each partition went back to the first of its replicas.</summary>
/// <param name="Before">The partitions before.</param>
/// <param name="After">The partitions after.</param>
/// <param name="Took">From the request until the metadata named the new leaders.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record LeaderElection(IReadOnlyList<PartitionStatus> Before, IReadOnlyList<PartitionStatus> After, TimeSpan Took) : IHtmlView
{
    /// <summary>How many partitions changed their leader.</summary>
    public int Moved => Before.Zip(After).Count(p => p.First.Leader != p.Second.Leader);

    /// <summary>How many partitions each broker led before.</summary>
    public IReadOnlyDictionary<int, int> LeadersBefore => Count(Before);

    /// <summary>How many partitions each broker leads after.</summary>
    public IReadOnlyDictionary<int, int> LeadersAfter => Count(After);

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("파티션", "partition"), Say("복제본(맨 앞이 제자리)", "replicas (home first)"), Say("선출 전 리더", "leader before"), Say("선출 후 리더", "leader after")],
        Before.Zip(After).Select(p => (IReadOnlyList<string>)
            [$"{p.First.Topic} P{p.First.Partition}", $"[{string.Join(", ", p.First.Replicas)}]", Named(p.First.Leader), Named(p.Second.Leader)]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"파티션 {Before.Count}개 가운데 {Moved}개의 리더가 제자리로 돌아갔다 ({Payloads.Took(Took)}).",
        $"{Moved} of {Before.Count} partitions got their preferred leader back ({Payloads.Took(Took)}).");

    private static SortedDictionary<int, int> Count(IReadOnlyList<PartitionStatus> partitions) =>
        new(partitions.SelectMany(p => p.Replicas).Distinct().ToDictionary(b => b, b => partitions.Count(p => p.Leader == b)));

    private static string Named(int? broker) => broker is { } id ? $"{id}" : Say("없음", "none");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>Asking the controller for preferred leaders.</summary>
public static class ClusterElections
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks the controller to make the first replica of each partition its leader again, where it is up to date, and waits until that is so.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="topics">The topics, of this session.</param>
    /// <exception cref="NotOnThisClusterException">There are no real replicas here.</exception>
    /// <exception cref="ClusterException">The controller refused, or it was not so within 20 seconds.</exception>
    public static Task<LeaderElection> ElectPreferredLeadersAsync(this Cluster cluster, params IReadOnlyList<Topic> topics) =>
        ElectPreferredLeadersAsync(cluster, topics, CancellationToken.None);

    /// <summary>The same, with a way to end the wait.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="topics">The topics, of this session.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">There are no real replicas here.</exception>
    /// <exception cref="ClusterException">The controller refused, or it was not so within 20 seconds.</exception>
    public static async Task<LeaderElection> ElectPreferredLeadersAsync(this Cluster cluster, IReadOnlyList<Topic> topics, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(topics);
        cluster.Require(Capability.Replication);
        using StatusReader reader = new(cluster, topics);
        IReadOnlyList<PartitionStatus> before = await reader.PartitionsAsync(Limit, ct).ConfigureAwait(false);
        Stopwatch clock = Stopwatch.StartNew();
        TopicPartition[] all = [.. topics.SelectMany(t => Enumerable.Range(0, t.Partitions).Select(p => new TopicPartition(t.Name, p)))];
        using AdminConnection admin = new(cluster.ClientConfig);
        try
        {
            await admin.CallAsync((client, time, _) => ElectAsync(client, all, time), Limit, ct).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is KafkaException or TimeoutException)
        {
            Error error = failure is KafkaException kafka ? kafka.Error : new Error(ErrorCode.Local_TimedOut);
            throw MessagingFailures.From(new("리더를 제자리로 돌려보내지 못했다", "The preferred leaders could not be elected"), error, failure);
        }

        while (true)
        {
            IReadOnlyList<PartitionStatus> now = await reader.PartitionsAsync(Limit, ct).ConfigureAwait(false);
            if (now.All(p => !p.IsLedElsewhere || !p.InSync.Contains(p.Replicas[0])) || clock.Elapsed > Limit)
            {
                return new LeaderElection(before, now, clock.Elapsed);
            }

            await Task.Delay(Look, ct).ConfigureAwait(false);
        }
    }

    private static async Task<bool> ElectAsync(IAdminClient client, TopicPartition[] partitions, TimeSpan time)
    {
        try
        {
            await client.ElectLeadersAsync(ElectionType.Preferred, partitions, new ElectLeadersOptions { RequestTimeout = time, OperationTimeout = time }).ConfigureAwait(false);
        }
        catch (ElectLeadersException failure) when (failure.Results.TopicPartitions.All(p => !p.Error.IsError || Passable(p.Error.Code)))
        {
            // Partitions that are at home, or whose preferred leader is not up to date, are reported as errors; the caller sees them in the metadata.
        }

        return true;
    }

    private static bool Passable(ErrorCode code) => code is ErrorCode.ElectionNotNeeded or ErrorCode.PreferredLeaderNotAvailable or ErrorCode.EligibleLeadersNotAvailable;
}
