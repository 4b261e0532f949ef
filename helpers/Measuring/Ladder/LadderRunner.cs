using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Climbs a ladder: each round all steps on a topic of its own, so that a disk is not filled and a slow moment of the computer hits all steps alike.</summary>
internal static class LadderRunner
{
    private const string Label = "ladder";
    private const int Partitions = 6;
    private static readonly TimeSpan OnBrokers = TimeSpan.FromSeconds(0.9);
    private static readonly TimeSpan OnEmbedded = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan MostOnBrokers = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan MostOnEmbedded = TimeSpan.FromSeconds(4.5);
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(20);

    // Reading needs something to read, also when no step before it wrote.
    private const int LeastToRead = 200_000;

    public static async Task<Ladder> RunAsync(Cluster cluster, IReadOnlyList<LadderStep> steps, int repeats, CancellationToken cancellationToken)
    {
        bool embedded = cluster.Kind == ClusterKind.Embedded;
        List<LadderRun>[] runs = [.. steps.Select(_ => new List<LadderRun>())];
        int replicas = 0;
        IProgressLine line = cluster.Progress.Begin(new($"사다리를 {repeats}번 오른다.", $"Climbing the ladder {repeats} times."));
        RoundClock clock = new(embedded ? MostOnEmbedded : MostOnBrokers);
        for (int round = 1; round <= repeats && clock.HasTimeForAnother(); round++)
        {
            await using MeasuredTopic measured = await MeasuredTopic.CreateAsync(cluster, Label, Partitions, null, cancellationToken).ConfigureAwait(false);
            replicas = measured.Topic.ReplicationFactor;
            foreach ((int i, LadderStep step) in steps.Index())
            {
                line.Update(new($"사다리 {round}/{repeats}번째: {step.Name.Korean}", $"Ladder {round} of {repeats}: {step.Name.English}"));
                runs[i].Add(await RunAsync(measured.Topic, step, round, embedded ? OnEmbedded : OnBrokers, cancellationToken).ConfigureAwait(false));
            }
        }

        line.Done(new($"사다리를 {runs[0].Count}번 올랐다.", $"Climbed the ladder {runs[0].Count} times."));
        return new Ladder(cluster, [.. steps.Select((step, i) => new LadderRung(step, runs[i], i == 0 ? null : Factor(runs[i - 1], runs[i])))], Partitions, replicas, repeats);
    }

    private static async Task<LadderRun> RunAsync(Topic topic, LadderStep step, int round, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (step.Load is { } load)
        {
            LoadOptions timed = load.Records is null && load.Duration is null ? load with { Duration = duration } : load;
            LoadRun sent = await topic.RunLoadAsync(timed with { TimeLimit = Shorter(timed.TimeLimit) }, cancellationToken).ConfigureAwait(false);
            return new LadderRun(round, sent.Acked, sent.Confirmed, sent.RecordsPerSecond, sent.ProcessCpu);
        }

        if ((await topic.DistributionAsync(cancellationToken).ConfigureAwait(false)).Total == 0)
        {
            await topic.RunLoadAsync(new LoadOptions { Records = LeastToRead, Payload = PayloadKind.Json, Path = LoadPath.NativeBatch }, cancellationToken).ConfigureAwait(false);
        }

        ReadOptions read = step.Read ?? new ReadOptions();
        ReadRun got = await topic.RunReadAsync(read with { TimeLimit = Shorter(read.TimeLimit) }, cancellationToken).ConfigureAwait(false);
        return new LadderRun(round, got.Records, got.Confirmed, got.RecordsPerSecond, got.ProcessCpu);
    }

    private static TimeSpan Shorter(TimeSpan limit) => limit < StepLimit ? limit : StepLimit;

    private static StepFactor? Factor(List<LadderRun> before, List<LadderRun> after)
    {
        double[] factors = [.. before.Zip(after).Where(p => p.First.RecordsPerSecond > 0).Select(p => p.Second.RecordsPerSecond / p.First.RecordsPerSecond)];
        return factors.Length == 0 ? null : new StepFactor(Middle.Of(factors), factors.Min(), factors.Max());
    }
}

/// <summary>Ends repetitions in time: on a busy computer a result of two rounds is better than a cell that does not end.</summary>
/// <param name="most">How long all rounds together may take.</param>
internal sealed class RoundClock(TimeSpan most)
{
    private readonly Stopwatch _all = Stopwatch.StartNew();
    private TimeSpan _before;
    private TimeSpan _longest;
    private bool _begun;

    /// <summary>To be asked before every round. The first always has time; another one when it fits, should it take as long as the longest so far.</summary>
    public bool HasTimeForAnother()
    {
        TimeSpan now = _all.Elapsed;
        _longest = _begun && now - _before > _longest ? now - _before : _longest;
        _before = now;
        bool first = !_begun;
        _begun = true;
        return first || now + _longest <= most;
    }
}
