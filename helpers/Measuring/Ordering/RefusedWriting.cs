using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Lets real brokers refuse writes for a moment, again and again, and looks at what sending again does to the order.</summary>
public static class RefusedWriting
{
    private const int Refusals = 3;
    private const int MostProducers = 2;
    private const int RequestLimitMs = 200;
    private const string MinIsr = "min.insync.replicas";
    private static readonly TimeSpan SendingTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan RefusalTime = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Sends numbered records for 4 seconds, each producer into a topic of its own with one partition. One broker that leads neither is stopped, so that two replicas are in sync.
    /// Three times the topics ask for three for 0.6 seconds: then the brokers answer NOT_ENOUGH_REPLICAS, or not within the 200 ms that the producers wait, and
    /// the clients send again. Nothing is injected.
    /// </summary>
    /// <param name="cluster">A cluster of ours with real brokers.</param>
    /// <param name="configs">The producers' settings, one or two. With acks=0 or 1 nothing is refused.</param>
    /// <param name="records">How many records each sends, 100 to 1,000,000.</param>
    /// <param name="ct">Ends the run; the broker is started all the same.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    /// <exception cref="NotOnThisClusterException">There are no real brokers of ours.</exception>
    /// <exception cref="ClusterException">The brokers did not answer.</exception>
    public static Task<RefusedWrites> ProduceThroughRefusalsAsync(
        this Cluster cluster, IReadOnlyList<ProducerConfig> configs, int records = 100_000, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(configs);
        RetryRuns.RequireRecords(records);
        if (configs.Count is < 1 or > MostProducers)
        {
            throw new ArgumentException(new Text("프로듀서 설정은 하나나 둘을 넘긴다.", "Give the settings of one or two producers.").ToString(), nameof(configs));
        }

        cluster.Require(Capability.Idempotence);
        cluster.Require(Capability.Acks);
        cluster.Require(Capability.Configs);
        cluster.Require(Capability.StopBroker);
        return RunAsync(cluster, configs, records, ct);
    }

    private static async Task<RefusedWrites> RunAsync(Cluster cluster, IReadOnlyList<ProducerConfig> configs, int records, CancellationToken cancellationToken)
    {
        List<Topic> topics = [];
        HashSet<int> leaders = [];
        foreach ((int i, _) in configs.Index())
        {
            Topic topic = await cluster.CreateTopicAsync(FormattableString.Invariant($"refused-{i + 1}"), partitions: 1, ct: cancellationToken).ConfigureAwait(false);
            topics.Add(topic);
            leaders.Add((await topic.LeadersAsync(cancellationToken).ConfigureAwait(false))[0]);
        }

        int follower = cluster.BrokerIds.First(id => !leaders.Contains(id));
        IReadOnlyList<bool>[] acked = await cluster.WithRescueAsync(async () =>
        {
            await cluster.StopBrokerAsync(follower, cancellationToken).ConfigureAwait(false);
            Task refusing = RefuseAsync(topics, cancellationToken);
            IReadOnlyList<bool>[] all = await Task.WhenAll(
                topics.Zip(configs, (topic, config) => new NumberedSender(topic, Impatient(config)).RunAsync(records, SendingTime, cancellationToken))).ConfigureAwait(false);
            await refusing.ConfigureAwait(false);
            return all;
        }).ConfigureAwait(false);
        Text trouble = new(
            $"진짜 브로커({cluster.Kind})가 {SendingTime.TotalSeconds:0}초 동안 {Refusals}번, {RefusalTime.TotalMilliseconds:0} ms씩 쓰기를 거절했다. 주입한 것이 아니다: 브로커 {Particle.EulReul(follower)} 끄고 min.insync.replicas를 2에서 3으로 올렸다 내렸다. 프로듀서는 답을 {RequestLimitMs} ms 기다린다.",
            $"Real brokers ({cluster.Kind}) refused writes {Refusals} times in {SendingTime.TotalSeconds:0} seconds, {RefusalTime.TotalMilliseconds:0} ms each. Not injected: broker {follower} was stopped and min.insync.replicas went from 2 to 3 and back. The producers wait {RequestLimitMs} ms for an answer.");
        List<RetryRun> runs = [];
        foreach ((int i, Topic topic) in topics.Index())
        {
            await topic.WaitForIsrAsync(cancellationToken).ConfigureAwait(false);
            OrderCheck order = OrderCheck.Of(await topic.ReadAllAsync(cancellationToken).ConfigureAwait(false));
            runs.Add(RetryRun.Of(RetryRuns.NameOf(configs[i]), trouble, injected: false, acked[i], order));
        }

        return new RefusedWrites(trouble, runs);
    }

    // A broker with too few replicas in sync holds back what it has already appended, and the connection with it, until the client's own limit.
    private static ProducerConfig Impatient(ProducerConfig config) => new(new Dictionary<string, string>(config)) { RequestTimeoutMs = RequestLimitMs };

    private static async Task RefuseAsync(List<Topic> topics, CancellationToken cancellationToken)
    {
        using BriefAdmin admin = KafkaClients.Admin(topics[0].Cluster);
        TimeSpan pause = (SendingTime / (Refusals + 1)) - RefusalTime;
        pause = pause > RefusalTime ? pause : RefusalTime;
        for (int i = 0; i < Refusals; i++)
        {
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            await SetAsync(admin.Client, topics, "3", cancellationToken).ConfigureAwait(false);
            try
            {
                await Task.Delay(RefusalTime, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                // Else the records would wait for their time limit.
                await SetAsync(admin.Client, topics, "2", CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static async Task SetAsync(IAdminClient admin, List<Topic> topics, string value, CancellationToken cancellationToken) => await admin.IncrementalAlterConfigsAsync(
        topics.ToDictionary(
            t => new ConfigResource { Type = ResourceType.Topic, Name = t.Name },
            _ => new List<ConfigEntry> { new() { Name = MinIsr, Value = value, IncrementalOperation = AlterConfigOpType.Set } }),
        new IncrementalAlterConfigsOptions { RequestTimeout = Limit }).WaitAsync(cancellationToken).ConfigureAwait(false);
}
