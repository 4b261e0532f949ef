using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Killing every broker, and losing disks. Whatever happens, all brokers run again afterwards.</summary>
public static class ClusterDurability
{
    private const int Records = 1_000;

    /// <summary>
    /// Kills every broker at once, as <c>kill -9</c> does, starts them all again and waits until the cluster is ready. In ZooKeeper mode that takes over 6 seconds: a
    /// killed broker has to be forgotten before it may come back.
    /// </summary>
    /// <param name="cluster">A cluster of ours.</param>
    /// <param name="ct">Ends the experiment; the brokers are started all the same.</param>
    /// <exception cref="NotOnThisClusterException">The brokers cannot be killed here.</exception>
    /// <exception cref="ClusterException">They did not come back in time.</exception>
    public static async Task<Blackout> BlackoutAsync(this Cluster cluster, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        cluster.Require(Capability.Durability);
        cluster.Require(Capability.KillBroker);
        IProgressLine line = cluster.Progress.Begin(new("브로커를 모두 kill -9로 죽인다.", "Killing every broker with -9."));
        Blackout blackout = await cluster.WithRescueAsync(async () =>
        {
            Stopwatch clock = Stopwatch.StartNew();
            await Task.WhenAll(cluster.BrokerIds.Select(id => cluster.KillBrokerAsync(id, ct))).ConfigureAwait(false);
            line.Update(new("모두 죽었다. 다시 띄운다.", "All are dead. Starting them again."));
            await cluster.RestartAllAsync(ct).ConfigureAwait(false);
            return new Blackout([.. cluster.BrokerIds], clock.Elapsed);
        }).ConfigureAwait(false);
        line.Done(Text.Same(blackout.ToString()));
        return blackout;
    }

    /// <summary>
    /// Writes two topics, one with a replica on every broker and one with a single one, stops the broker that leads the second, deletes the data of both topics from its
    /// disk, starts it again, waits until the replicas have caught up, and reads both. Only these two topics are touched.
    /// </summary>
    /// <param name="cluster">A cluster of ours.</param>
    /// <param name="ct">Ends the experiment; the brokers are started all the same.</param>
    /// <exception cref="NotOnThisClusterException">There is no disk of ours.</exception>
    /// <exception cref="ClusterException">A broker did not come back in time.</exception>
    public static async Task<DiskLoss> LoseOneDiskAsync(this Cluster cluster, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        RequireDisks(cluster);
        int all = cluster.BrokerIds.Count;
        (Topic copied, Sent sent) = await WriteAsync(cluster, "copied", all, ct).ConfigureAwait(false);
        (Topic single, Sent once) = await WriteAsync(cluster, "single", 1, ct).ConfigureAwait(false);
        int victim = (await single.LeadersAsync(ct).ConfigureAwait(false))[0];
        Stopwatch clock = Stopwatch.StartNew();
        return await cluster.WithRescueAsync(async () =>
        {
            await StopAsync(cluster, victim, ct).ConfigureAwait(false);
            foreach (Topic topic in new[] { copied, single })
            {
                await cluster.EraseAsync(victim, topic.Name, topic.Partitions, ct).ConfigureAwait(false);
            }

            await cluster.StartBrokerAsync(victim, ct).ConfigureAwait(false);
            return new DiskLoss(
                [victim],
                [
                    new(new($"복제본 {all}개", $"{all} replicas"), all, 1, sent.Records.Count, await LeftAsync(copied, sent, ct).ConfigureAwait(false)),
                    new(new("복제본 1개", "1 replica"), 1, 1, once.Records.Count, await LeftAsync(single, once, ct).ConfigureAwait(false)),
                ],
                clock.Elapsed);
        }).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes a topic with a replica on every broker, stops every broker, deletes the topic's data from every disk, starts them again and reads it: what
    /// <c>docker compose down -v</c> does to all topics. Only this topic is touched.
    /// </summary>
    /// <param name="cluster">A cluster of ours.</param>
    /// <param name="ct">Ends the experiment; the brokers are started all the same.</param>
    /// <exception cref="NotOnThisClusterException">There is no disk of ours.</exception>
    /// <exception cref="ClusterException">The brokers did not come back in time.</exception>
    public static async Task<DiskLoss> LoseEveryDiskAsync(this Cluster cluster, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        RequireDisks(cluster);
        int all = cluster.BrokerIds.Count;
        (Topic topic, Sent sent) = await WriteAsync(cluster, "wiped", all, ct).ConfigureAwait(false);
        Stopwatch clock = Stopwatch.StartNew();
        return await cluster.WithRescueAsync(async () =>
        {
            await Task.WhenAll(cluster.BrokerIds.Select(id => StopAsync(cluster, id, ct))).ConfigureAwait(false);
            foreach (int broker in cluster.BrokerIds)
            {
                await cluster.EraseAsync(broker, topic.Name, topic.Partitions, ct).ConfigureAwait(false);
            }

            await cluster.RestartAllAsync(ct).ConfigureAwait(false);
            long left = await LeftAsync(topic, sent, ct).ConfigureAwait(false);
            return new DiskLoss([.. cluster.BrokerIds], [new(new($"복제본 {all}개, 모두 지움", $"{all} replicas, all deleted"), all, all, sent.Records.Count, left)], clock.Elapsed);
        }).ConfigureAwait(false);
    }

    private static void RequireDisks(Cluster cluster)
    {
        cluster.Require(Capability.Durability);
        cluster.Require(Capability.KillBroker);
    }

    // min.insync.replicas has to fit: a topic with one replica never has two in sync.
    private static async Task<(Topic Topic, Sent Sent)> WriteAsync(Cluster cluster, string label, int copies, CancellationToken cancellationToken)
    {
        Dictionary<string, string> configs = new() { ["min.insync.replicas"] = copies > 1 ? "2" : "1" };
        Topic topic = await cluster.CreateTopicAsync(label, partitions: 1, replicationFactor: copies, configs: configs, ct: cancellationToken).ConfigureAwait(false);
        return (topic, await topic.ProduceAsync(Sample.Orders(Records), ct: cancellationToken).ConfigureAwait(false));
    }

    private static Task StopAsync(Cluster cluster, int broker, CancellationToken cancellationToken) => cluster.Can(Capability.StopBroker)
        ? cluster.StopBrokerAsync(broker, cancellationToken)
        : cluster.KillBrokerAsync(broker, cancellationToken);

    // Read when every replica is in sync again: what comes back only later is not lost.
    private static async Task<long> LeftAsync(Topic topic, Sent sent, CancellationToken cancellationToken)
    {
        await topic.WaitForIsrAsync(cancellationToken).ConfigureAwait(false);
        return (await topic.ReadAllAsync(cancellationToken).ConfigureAwait(false)).ComparedWith(sent).Found;
    }
}
