using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Going below <c>min.insync.replicas</c> on purpose.</summary>
public static class MinIsrRunning
{
    private const int MinInSync = 2;
    private const int MessageLimitMs = 10_000;
    private static readonly TimeSpan ShrinkLimit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan OutcomeLimit = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Writes with acks=1 and with acks=all, without retries: with all brokers, with one follower stopped, with both stopped, and when all are back. The topic has one partition,
    /// three replicas and <c>min.insync.replicas=2</c>. Takes about 15 seconds; however it ends, all brokers run again afterwards.
    /// </summary>
    /// <param name="cluster">Where.</param>
    /// <param name="records">How many records each producer sends at each step, 1 to 10,000.</param>
    /// <param name="ct">Ends it; the brokers are brought back all the same.</param>
    /// <exception cref="NotOnThisClusterException">The cluster's brokers cannot be stopped, or do not tell acks apart.</exception>
    /// <exception cref="ClusterException">A step did not succeed; the message says which.</exception>
    public static Task<MinIsrSteps> RunMinIsrAsync(this Cluster cluster, int records = 100, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        if (records is < 1 or > 10_000)
        {
            throw new ArgumentOutOfRangeException(nameof(records), records, new Text("1건에서 10,000건까지다.", "1 to 10,000 records.").ToString());
        }

        cluster.Require(Capability.Acks);
        cluster.Require(Capability.StopBroker);
        return cluster.WithRescueAsync(() => RunAsync(cluster, records, ct));
    }

    private static async Task<MinIsrSteps> RunAsync(Cluster cluster, int records, CancellationToken cancellationToken)
    {
        await cluster.StartAllBrokersAsync(cancellationToken).ConfigureAwait(false);
        Topic topic = await cluster.CreateTopicAsync(
            "min-isr", 1, 3, new Dictionary<string, string> { ["min.insync.replicas"] = $"{MinInSync}" }, cancellationToken).ConfigureAwait(false);
        int leader = (await topic.WaitForIsrAsync(cancellationToken).ConfigureAwait(false))[0].Leader!.Value;
        int[] followers = [.. cluster.BrokerIds.Where(b => b != leader)];
        List<(MinIsrStep Step, SentIds One, SentIds All)> steps = [await StepAsync(topic, records, [], cancellationToken).ConfigureAwait(false)];
        for (int i = 0; i < followers.Length; i++)
        {
            await cluster.StopBrokerAsync(followers[i], cancellationToken).ConfigureAwait(false);
            await WaitForAsync(topic, followers.Length - i, cancellationToken).ConfigureAwait(false);
            steps.Add(await StepAsync(topic, records, [.. followers.Take(i + 1)], cancellationToken).ConfigureAwait(false));
        }

        await cluster.StartAllBrokersAsync(cancellationToken).ConfigureAwait(false);
        await topic.WaitForIsrAsync(cancellationToken).ConfigureAwait(false);
        steps.Add(await StepAsync(topic, records, [], cancellationToken).ConfigureAwait(false));
        DeliveryTally tally = await IdReader.ReadAsync(topic, [.. steps.SelectMany(s => new[] { s.One, s.All })], cancellationToken).ConfigureAwait(false);
        return new MinIsrSteps(
            records, topic.ReplicationFactor, MinInSync, [.. steps.Select(s => s.Step)], [.. steps.Select(s => tally.Of(s.One))], [.. steps.Select(s => tally.Of(s.All))]);
    }

    private static async Task<(MinIsrStep Step, SentIds One, SentIds All)> StepAsync(Topic topic, int records, IReadOnlyList<int> stopped, CancellationToken cancellationToken)
    {
        int inSync = (await topic.PartitionLeadersAsync(cancellationToken).ConfigureAwait(false))[0].InSync.Count;
        SentIds[] sent = await Task.WhenAll(
            SendAsync(topic, Acks.Leader, records, cancellationToken), SendAsync(topic, Acks.All, records, cancellationToken)).ConfigureAwait(false);
        return (new MinIsrStep(inSync, stopped, Answer(sent[0]), Answer(sent[1])), sent[0], sent[1]);
    }

    private static async Task<SentIds> SendAsync(Topic topic, Acks acks, int records, CancellationToken cancellationToken)
    {
        // With retries the client would hide the refusal until its time limit, and then call it a timeout.
        IdSender sender = new(topic, new ProducerConfig { Acks = acks, EnableIdempotence = false, MessageSendMaxRetries = 0, MessageTimeoutMs = MessageLimitMs });
        try
        {
            await Task.Run(() => sender.Send(records, null, cancellationToken), cancellationToken).ConfigureAwait(false);
            await sender.WaitForOutcomesAsync(OutcomeLimit, cancellationToken).ConfigureAwait(false);
            return sender.Ids;
        }
        finally
        {
            await Task.Run(sender.Dispose, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static MinIsrAnswer Answer(SentIds sent) => new(sent.Sent, sent.Acked, sent.Errors.Count == 0 ? null : sent.Errors.MaxBy(e => e.Value).Key);

    private static async Task WaitForAsync(Topic topic, int inSync, CancellationToken cancellationToken) => _ = await TopicHealth.WaitAsync(
        topic,
        partitions => partitions[0].InSync.Count == inSync,
        new($"ISR이 {Particle.IGa(inSync)} 되기를 기다린다", $"Waiting for {inSync} in sync"),
        ShrinkLimit,
        cancellationToken).ConfigureAwait(false);
}
