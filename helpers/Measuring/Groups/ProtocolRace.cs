using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Runs the same change of a group under all protocols, at the same time and with one stream of records.</summary>
internal sealed class ProtocolRace(Topic topic)
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(12);
    private static readonly GroupPlan WarmUp = GroupPlan.Start("a", "b") with { Settle = TimeSpan.FromMilliseconds(500) };
    private static readonly GroupPlan Plan = GroupPlan.Start("a", "b", "c", "d").Join("e");

    private int _unsettled;

    public async Task<ProtocolComparison> RunAsync(int repeats, CancellationToken cancellationToken)
    {
        IProgressLine line = topic.Cluster.Progress.Begin(new("세 프로토콜을 나란히 돌린다: 몸풀기", "Running three protocols side by side: warming up"));
        List<GroupTimeline> runs = [];
        await using SteadyFeed feed = new(topic);

        // Brokers that see their first group answer so late that it is their start that would be measured.
        await Task.WhenAll(Enum.GetValues<RebalanceProtocol>().Select(p => SettledAsync(p, WarmUp, cancellationToken))).ConfigureAwait(false);
        _unsettled = 0;
        for (int i = 1; i <= repeats; i++)
        {
            line.Update(new($"세 프로토콜을 나란히 돌린다 ({i}/{repeats})", $"Running three protocols side by side ({i}/{repeats})"));
            runs.AddRange(await Task.WhenAll(Enum.GetValues<RebalanceProtocol>().Select(p => SettledAsync(p, Plan, cancellationToken))).ConfigureAwait(false));
        }

        line.Done(new($"세 프로토콜을 {repeats}번씩 돌렸다", $"Ran three protocols {repeats} times each"));
        return new ProtocolComparison(topic, runs, _unsettled);
    }

    // Seen with librdkafka 2.16 and the new protocol on busy machines, once in some twenty joins: a member misses what the broker tells it to give back, and the group
    // stands still until max.poll.interval.ms, 5 minutes. Such a run says nothing about the protocol; it is counted and done again.
    private async Task<GroupTimeline> SettledAsync(RebalanceProtocol protocol, GroupPlan plan, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await new GroupWatch(topic, protocol.ToString().ToLowerInvariant(), plan.Under(protocol), null, StepLimit).RunAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ClusterException late) when (late.Problem == ClusterProblem.TimedOut && attempt < MostAttempts)
            {
                Interlocked.Increment(ref _unsettled);
            }
        }
    }
}
