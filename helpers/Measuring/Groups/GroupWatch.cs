using System.Collections.Concurrent;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Lets members come and go as a plan says, while records flow, and writes down who had what.</summary>
internal sealed class GroupWatch(Topic topic, string label, GroupPlan plan, IProgressLine? line, TimeSpan stepLimit)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentQueue<GroupRead> _reads = new();
    private readonly Dictionary<string, GroupMember> _members = [];

    public async Task<GroupTimeline> RunAsync(CancellationToken cancellationToken)
    {
        // A group of its own each time: the old one may still be there under another protocol.
        string group = topic.GroupName(FormattableString.Invariant($"{label}-{Guid.NewGuid().ToString("N")[..6]}"));
        try
        {
            foreach (GroupStep step in plan.Steps)
            {
                line?.Update(Doing(step));
                Begin(step, group);
                await SettleAsync(step, cancellationToken).ConfigureAwait(false);
            }

            return GroupTimelineBuilder.Build([.. _members.Values], label, plan.Protocol, [.. _reads]);
        }
        finally
        {
            await Task.WhenAll(_members.Values.Select(m => m.DisposeAsync().AsTask())).ConfigureAwait(false);
        }
    }

    /// <summary>The settings of a member: heartbeats and sessions of the classic protocol as the brokers set them for the new one, so that they can be compared.</summary>
    internal static ConsumerConfig ConfigOf(Topic topic, RebalanceProtocol? protocol)
    {
        RebalanceProtocol wanted = protocol ?? GroupWords.UsualOf(topic);
        ConsumerConfig config = new() { GroupProtocol = wanted == RebalanceProtocol.Consumer ? GroupProtocol.Consumer : GroupProtocol.Classic };
        if (wanted != RebalanceProtocol.Consumer)
        {
            config.PartitionAssignmentStrategy = wanted == RebalanceProtocol.Eager ? PartitionAssignmentStrategy.Range : PartitionAssignmentStrategy.CooperativeSticky;
            if (topic.Cluster.Kind != ClusterKind.Embedded)
            {
                config.HeartbeatIntervalMs = 500;
                config.SessionTimeoutMs = 6_000;
            }
        }

        return config;
    }

    private void Begin(GroupStep step, string group)
    {
        foreach (string name in step.Members)
        {
            switch (step.Kind)
            {
                case GroupChangeKind.Joined:
                    _members[name] = new GroupMember(topic, group, name, NoteAsync, ConfigOf(topic, plan.Protocol));
                    break;
                case GroupChangeKind.Left:
                    _ = _members[name].DisposeAsync().AsTask();
                    break;
                default:
                    _ = _members[name].DieAsync();
                    break;
            }
        }
    }

    private Task NoteAsync(ReadRecord record, CancellationToken cancellationToken)
    {
        _reads.Enqueue(new GroupRead(record.Partition, SteadyClock.Now));
        return Task.CompletedTask;
    }

    // Settled: every partition has one owner that lives, the shares differ by one at most, and nothing has changed for a while.
    private async Task SettleAsync(GroupStep step, CancellationToken cancellationToken)
    {
        DateTimeOffset began = SteadyClock.Now;
        while (true)
        {
            GroupMember[] live = [.. _members.Values.Where(m => m.Stopped is null)];
            if (Array.Find(live, m => m.Failure is not null) is { Failure: { } failure } broken)
            {
                throw new ClusterException(
                    ClusterProblem.BadConfiguration,
                    new($"컨슈머 {Particle.IGa(broken.Name)} 스스로 끝났다: {failure.Message}", $"The member {broken.Name} ended by itself: {failure.Message}"),
                    new("설정과 클러스터의 상태를 확인한다: `dotnet run -- status`", "Check its settings and the cluster: `dotnet run -- status`"),
                    failure);
            }

            int[][] held = [.. live.Select(m => m.Partitions.ToArray())];
            DateTimeOffset last = _members.Values.SelectMany(m => m.Events).Select(e => e.At).Append(began).Max();
            if (held.Sum(h => h.Length) == topic.Partitions
                && held.SelectMany(h => h).Distinct().Count() == topic.Partitions
                && held.Max(h => h.Length) - held.Min(h => h.Length) <= 1
                && SteadyClock.Now - last >= plan.Settle)
            {
                return;
            }

            if (SteadyClock.Now - began > stepLimit)
            {
                string now = string.Join(", ", live.Select(m => $"{m.Name}: {GroupWords.Partitions(m.Partitions)}"));
                throw new ClusterException(
                    ClusterProblem.TimedOut,
                    new(
                        $"{Doing(step).Korean}: {stepLimit.TotalSeconds:0}초가 지나도 파티션이 고르게 나뉘지 않았다. 지금은 {now}.",
                        $"{Doing(step).English}: after {stepLimit.TotalSeconds:0} seconds the partitions are not shared evenly. Now: {now}."),
                    new("브로커가 모두 떠 있는지 확인한다: `dotnet run -- status`", "See whether all brokers run: `dotnet run -- status`"));
            }

            await Task.Delay(LookAgain, cancellationToken).ConfigureAwait(false);
        }
    }

    private Text Doing(GroupStep step)
    {
        string names = string.Join(", ", step.Members);
        return step.Kind switch
        {
            GroupChangeKind.Joined => new($"그룹 {label}에 {Particle.IGa(names)} 들어간다", $"{names} joins the group {label}"),
            GroupChangeKind.Left => new($"그룹 {label}에서 {Particle.IGa(names)} 나간다", $"{names} leaves the group {label}"),
            _ => new($"그룹 {label}의 {Particle.IGa(names)} 말없이 죽었다. 세션이 끝나기를 기다린다", $"{names} of the group {label} died; waiting for its session to time out"),
        };
    }
}
