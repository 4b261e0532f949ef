using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Topics on a cluster: made fresh, and deleted only when this session made them.</summary>
public static class ClusterTopics
{
    private const int MostPartitions = 200;

    /// <summary>
    /// Creates a fresh, empty topic. Its full name is <c>workbook.LABEL.SESSION</c> with a counter, so the same cell can run twice and nobody else's topic
    /// is ever met. A second topic with the same label deletes this session's first one.
    /// </summary>
    /// <param name="cluster">Where.</param>
    /// <param name="label">The topic's short name: letters, digits, dot, underscore, hyphen.</param>
    /// <param name="partitions">How many partitions, 1 to 200.</param>
    /// <param name="replicationFactor">How many copies, 1 to the number of brokers; null for 3, or fewer when there are fewer brokers.</param>
    /// <param name="configs">Topic settings such as <c>retention.ms</c>; null for the broker's defaults.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ArgumentException">The label or a number is not allowed.</exception>
    /// <exception cref="NotOnThisClusterException">Settings were asked for on a cluster that has none.</exception>
    /// <exception cref="ClusterException">The cluster refused or did not answer in time.</exception>
    public static async Task<Topic> CreateTopicAsync(
        this Cluster cluster,
        string label,
        int partitions = 3,
        int? replicationFactor = null,
        IReadOnlyDictionary<string, string>? configs = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        Labels.Validate(label, nameof(label));
        ValidatePartitions(partitions);
        int copies = replicationFactor ?? Math.Min(3, cluster.BrokerIds.Count);
        ValidateCopies(copies, cluster.BrokerIds.Count);
        if (configs is { Count: > 0 })
        {
            cluster.Require(Capability.Configs);
        }

        // The old one goes first: should that fail, it is still ours, and a later CleanUpAsync finds it.
        if (cluster.Owned.Topics.TryGetValue(label, out string? before))
        {
            await cluster.DeleteTopicAsync(before, ct).ConfigureAwait(false);
        }

        string name = Labels.TopicName(label, cluster.Owned.Id, cluster.Owned.NextNumber());

        // Owned before it is there: a creation that is cancelled half-way is cleaned up, too, and deleting what is not there is no error.
        cluster.Owned.Add(label, name);
        await cluster.CreateTopicAsync(new TopicSpec(name, partitions, (short)copies, configs ?? new Dictionary<string, string>()), ct).ConfigureAwait(false);
        return new Topic(cluster, label, name, partitions, copies);
    }

    /// <summary>Deletes the topics that this session created and, where the cluster can, its consumer groups. Nothing else is touched.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ClusterException">The cluster did not answer in time.</exception>
    public static Task<CleanUpReport> CleanUpAsync(this Cluster cluster, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return CleanUp.RunAsync(cluster, ct);
    }

    private static void ValidatePartitions(int partitions)
    {
        if (partitions is < 1 or > MostPartitions)
        {
            throw new ArgumentOutOfRangeException(
                nameof(partitions),
                partitions,
                new Text($"파티션 수는 1부터 {MostPartitions}까지 쓸 수 있다.", $"The number of partitions is 1 to {MostPartitions}.").ToString());
        }
    }

    private static void ValidateCopies(int replicationFactor, int brokers)
    {
        if (replicationFactor < 1 || replicationFactor > brokers)
        {
            throw new ArgumentOutOfRangeException(
                nameof(replicationFactor),
                replicationFactor,
                new Text(
                    $"복제본 수는 1부터 브로커 수({brokers})까지 쓸 수 있다. 복제본은 저마다 다른 브로커에 놓인다.",
                    $"The replication factor is 1 to the number of brokers ({brokers}): each copy lies on a broker of its own.").ToString());
        }
    }
}
