using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Groups whose members come and go.</summary>
public static class TopicGroupWatching
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(25);

    /// <summary>
    /// Lets members join, leave and die as the plan says, each step when the group has settled, while a record goes to every partition 20 times a second; writes
    /// down who had which partition, and for how long a partition was not read. Members that are left at the end leave. The classic protocol runs with a heartbeat of
    /// 0.5 s and a session of 6 s, which our brokers have for the new one.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="group">The group's label; each call makes a group of its own.</param>
    /// <param name="plan">Who comes and goes.</param>
    /// <param name="ct">Ends it; the members leave.</param>
    /// <exception cref="NotOnThisClusterException">The brokers do not have the protocol.</exception>
    /// <exception cref="ClusterException">The group did not settle within 25 seconds after a step, or the topic is gone.</exception>
    public static async Task<GroupTimeline> WatchGroupAsync(this Topic topic, string group, GroupPlan plan, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(plan);
        topic.ThrowIfGone();
        Prepare(topic, plan);
        IProgressLine line = topic.Cluster.Progress.Begin(new($"그룹 {group}의 컨슈머를 움직인다", $"Moving the members of the group {group}"));
        await using SteadyFeed feed = new(topic);
        GroupTimeline timeline = await new GroupWatch(topic, group, plan, line, StepLimit).RunAsync(ct).ConfigureAwait(false);
        line.Done(new($"그룹 {Particle.EulReul(group)} {GroupWords.Seconds(timeline.Length).Korean} 동안 지켜보았다", $"Watched the group {group} for {GroupWords.Seconds(timeline.Length).English}"));
        return timeline;
    }

    /// <summary>
    /// Runs the same join under the three protocols, all at the same time on one topic with one stream of records: four members share twelve partitions, a fifth one
    /// joins. What is compared is how many partitions were disturbed by it, and for how long.
    /// </summary>
    /// <param name="cluster">A KRaft cluster of Kafka 4.</param>
    /// <param name="repeats">How often, 1 to 5: chance decides how the heartbeats fall.</param>
    /// <param name="ct">Ends it; the members leave.</param>
    /// <exception cref="NotOnThisClusterException">The cluster lacks the new protocol, or its times are not those of real brokers.</exception>
    /// <exception cref="ClusterException">A group did not settle within 25 seconds after a step.</exception>
    public static async Task<ProtocolComparison> CompareProtocolsAsync(this Cluster cluster, int repeats = 3, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(repeats, 5);
        cluster.Require(Capability.ConsumerGroupProtocol);
        if (cluster.Kind == ClusterKind.Embedded)
        {
            throw new NotOnThisClusterException(
                Capability.ConsumerGroupProtocol,
                cluster.Kind,
                new(
                    "프로토콜을 견주기: 내장 클러스터의 모의 브로커는 클래식 프로토콜의 리밸런스를 세션 시간만큼 붙잡아 두므로 시간이 사실과 다르다.",
                    "Comparing protocols: the embedded cluster's mock brokers hold every rebalance of the classic protocol for a session's time, so that times are not true."),
                new("Docker 또는 로컬 Kafka 4(KAFKA_KRAFT_HOME)가 있으면 된다.", "Docker or a local Kafka 4 (KAFKA_KRAFT_HOME) has it."));
        }

        Topic topic = await cluster.CreateTopicAsync("protocols", partitions: 12, ct: ct).ConfigureAwait(false);
        return await new ProtocolRace(topic).RunAsync(repeats, ct).ConfigureAwait(false);
    }

    private static void Prepare(Topic topic, GroupPlan plan)
    {
        if (plan.Protocol == RebalanceProtocol.Consumer)
        {
            topic.Cluster.Require(Capability.ConsumerGroupProtocol);
        }

        if (plan.Settle < TimeSpan.FromMilliseconds(200) || plan.Settle > TimeSpan.FromSeconds(10))
        {
            throw new ArgumentOutOfRangeException(nameof(plan), plan.Settle, new Text("Settle은 0.2초에서 10초까지다.", "Settle is 0.2 to 10 seconds.").ToString());
        }
    }
}
