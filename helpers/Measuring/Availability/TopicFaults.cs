using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Faults aimed at a partition's leader, and waiting for a topic to be whole again.</summary>
public static class TopicFaults
{
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeaderLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan InSyncLimit = TimeSpan.FromSeconds(45);

    /// <summary>
    /// Kills the broker that leads a partition, as <c>kill -9</c> does. It stays down until <see cref="BrokerRecovery.StartAllBrokersAsync"/> or
    /// <see cref="Cluster.StartBrokerAsync"/> brings it back.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition, from 0.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    /// <exception cref="NotOnThisClusterException">The cluster has no broker that can be killed.</exception>
    /// <exception cref="ClusterException">The leader could not be found out, or another notebook is breaking the cluster.</exception>
    public static Task<LeaderFault> KillLeaderAsync(this Topic topic, int partition = 0, CancellationToken ct = default) =>
        FaultAsync(topic, partition, TimelineEventKind.Killed, ct);

    /// <summary>Stops the broker that leads a partition cleanly: it hands its leaders over first. It stays down until it is started again.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition, from 0.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    /// <exception cref="NotOnThisClusterException">The cluster has no broker that can be stopped.</exception>
    /// <exception cref="ClusterException">The leader could not be found out, or another notebook is breaking the cluster.</exception>
    public static Task<LeaderFault> StopLeaderAsync(this Topic topic, int partition = 0, CancellationToken ct = default) =>
        FaultAsync(topic, partition, TimelineEventKind.Stopped, ct);

    /// <summary>
    /// Waits 2 seconds, kills the broker that leads a partition, starts it again after a while, and waits until all replicas are in sync: a whole fault, for
    /// <see cref="SteadyProducing.ProduceSteadilyAsync"/>.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition, from 0.</param>
    /// <param name="down">How long the broker is down at least. With ZooKeeper a new leader takes about 6 seconds.</param>
    /// <param name="ct">Ends it; the broker is brought back all the same.</param>
    /// <exception cref="NotOnThisClusterException">The cluster has no broker that can be killed.</exception>
    /// <exception cref="ClusterException">A step did not succeed; the message says which.</exception>
    public static Task<LeaderFault> KillLeaderForAsync(this Topic topic, int partition, TimeSpan down, CancellationToken ct = default) =>
        FaultForAsync(topic, partition, down, TimelineEventKind.Killed, ct);

    /// <summary>The same with a clean stop.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition, from 0.</param>
    /// <param name="down">How long the broker is down at least.</param>
    /// <param name="ct">Ends it; the broker is brought back all the same.</param>
    /// <exception cref="NotOnThisClusterException">The cluster has no broker that can be stopped.</exception>
    /// <exception cref="ClusterException">A step did not succeed; the message says which.</exception>
    public static Task<LeaderFault> StopLeaderForAsync(this Topic topic, int partition, TimeSpan down, CancellationToken ct = default) =>
        FaultForAsync(topic, partition, down, TimelineEventKind.Stopped, ct);

    /// <summary>Leaders and in-sync replicas as the brokers' metadata has them now.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ClusterException">No broker answered within 10 seconds.</exception>
    public static async Task<IReadOnlyList<PartitionLeader>> PartitionLeadersAsync(this Topic topic, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return Of(await TopicHealth.NowAsync(topic, LookLimit, ct).ConfigureAwait(false));
    }

    /// <summary>Waits until every partition has a leader that runs. After a kill that takes about 6 seconds.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ClusterException">Not within 30 seconds.</exception>
    public static async Task<IReadOnlyList<PartitionLeader>> WaitForLeadersAsync(this Topic topic, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        IReadOnlyList<int> down = await topic.Cluster.DownAsync(ct).ConfigureAwait(false);
        return Of(await TopicHealth.WaitAsync(
            topic,
            partitions => partitions.All(p => p.Leader is { } leader && !down.Contains(leader)),
            new($"토픽 {topic.Label}의 새 리더를 기다린다", $"Waiting for new leaders of the topic {topic.Label}"),
            LeaderLimit,
            ct).ConfigureAwait(false));
    }

    /// <summary>Waits until all replicas of all partitions are in sync.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ClusterException">Not within 45 seconds: a broker is down, perhaps.</exception>
    public static async Task<IReadOnlyList<PartitionLeader>> WaitForIsrAsync(this Topic topic, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return Of(await TopicHealth.WaitAsync(
            topic,
            partitions => partitions.All(p => p.Leader is not null && p.InSync.Count == p.Replicas.Count),
            new($"토픽 {topic.Label}의 ISR이 모두 차기를 기다린다", $"Waiting until all replicas of the topic {topic.Label} are in sync"),
            InSyncLimit,
            ct).ConfigureAwait(false));
    }

    private static async Task<LeaderFault> FaultAsync(Topic topic, int partition, TimelineEventKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (partition < 0 || partition >= topic.Partitions)
        {
            throw new ArgumentOutOfRangeException(
                nameof(partition),
                partition,
                new Text($"토픽 {topic.Label}의 파티션은 0부터 {topic.Partitions - 1}까지다.", $"The topic {topic.Label} has the partitions 0 to {topic.Partitions - 1}.").ToString());
        }

        topic.Cluster.Require(kind == TimelineEventKind.Killed ? Capability.KillBroker : Capability.StopBroker);
        topic.ThrowIfGone();
        IReadOnlyList<PartitionView> partitions = await TopicHealth.WaitAsync(
            topic,
            all => all[partition].Leader is not null,
            new($"파티션 {partition}의 리더를 묻는다", $"Asking for the leader of partition {partition}"),
            LookLimit,
            cancellationToken).ConfigureAwait(false);
        int broker = partitions[partition].Leader!.Value;
        await (kind == TimelineEventKind.Killed
            ? topic.Cluster.KillBrokerAsync(broker, cancellationToken)
            : topic.Cluster.StopBrokerAsync(broker, cancellationToken)).ConfigureAwait(false);
        return new LeaderFault(topic, broker, kind, [.. partitions.Where(p => p.Leader == broker).Select(p => p.Partition)]);
    }

    private static Task<LeaderFault> FaultForAsync(Topic topic, int partition, TimeSpan down, TimelineEventKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (down < TimeSpan.Zero || down > TimeSpan.FromSeconds(30))
        {
            throw new ArgumentOutOfRangeException(nameof(down), down, new Text("꺼 두는 시간은 0초에서 30초까지다.", "The time down is 0 to 30 seconds.").ToString());
        }

        topic.Cluster.Require(kind == TimelineEventKind.Killed ? Capability.KillBroker : Capability.StopBroker);
        return topic.Cluster.WithRescueAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken).ConfigureAwait(false);
            LeaderFault fault = await FaultAsync(topic, partition, kind, cancellationToken).ConfigureAwait(false);
            await Task.Delay(down, cancellationToken).ConfigureAwait(false);
            await topic.WaitForLeadersAsync(cancellationToken).ConfigureAwait(false);
            await topic.Cluster.StartBrokerAsync(fault.BrokerId, cancellationToken).ConfigureAwait(false);
            await topic.WaitForIsrAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
            return fault;
        });
    }

    private static IReadOnlyList<PartitionLeader> Of(IReadOnlyList<PartitionView> partitions) =>
        [.. partitions.Select(p => new PartitionLeader(p.Partition, p.Leader, [.. p.InSync.Order()]))];
}

/// <summary>A leader that was taken away.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="BrokerId">The broker.</param>
/// <param name="Kind">Killed or stopped.</param>
/// <param name="Partitions">The partitions of the topic that it led.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record LeaderFault(Topic Topic, int BrokerId, TimelineEventKind Kind, IReadOnlyList<int> Partitions) : IHtmlView
{
    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString());

    /// <inheritdoc/>
    public override string ToString()
    {
        string partitions = string.Join(", ", Partitions);
        return new Text(
            $"브로커 {Particle.EulReul(BrokerId)} {(Kind == TimelineEventKind.Killed ? "강제로 끝냈다" : "멈췄다")}. 토픽 {Topic.Label}에서 이 브로커가 리더였던 파티션: {partitions}",
            $"Broker {BrokerId} was {(Kind == TimelineEventKind.Killed ? "killed" : "stopped")}. It had led these partitions of the topic {Topic.Label}: {partitions}").ToString();
    }
}
