using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Measures groups of growing size on one topic, each a new group that starts at the beginning.</summary>
internal sealed class ConsumerScalingRun(Topic topic, TimeSpan work, TimeSpan window, CancellationToken cancellationToken)
{
    private const int Quarters = 4;
    private const int RecordBytes = 100;
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WarmUpOnBrokers = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WarmUpOnEmbedded = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>While a group is forming its first members work on already; this much of it is stocked for.</summary>
    private static readonly TimeSpan Stock = TimeSpan.FromSeconds(4);

    private TimeSpan WarmUp => topic.Cluster.Kind == ClusterKind.Embedded ? WarmUpOnEmbedded : WarmUpOnBrokers;

    /// <summary>Measures each size.</summary>
    /// <param name="consumers">The sizes.</param>
    /// <param name="isFirst">Whether nothing of the kind has run in this call before.</param>
    public async Task<ConsumerScaling> RunAsync(IReadOnlyList<int> consumers, bool isFirst = true)
    {
        await FillAsync().ConfigureAwait(false);
        IProgressLine line = topic.Cluster.Progress.Begin(new("컨슈머를 늘려 가며 잰다.", "Measuring with more and more consumers."));
        List<ConsumerStep> steps = [];

        // The first group of a process is slow for reasons of its own, and the first step is what all others are compared with.
        if (isFirst)
        {
            _ = await StepAsync(1, WarmUp).ConfigureAwait(false);
        }

        foreach (int count in consumers)
        {
            line.Update(new($"컨슈머 {count}개로 재는 중", $"Measuring with {count} consumers"));
            steps.Add(await StepAsync(count, window).ConfigureAwait(false));
        }

        line.Done(new($"컨슈머 수를 {steps.Count}가지로 바꿔 가며 쟀다.", $"Measured {steps.Count} group sizes."));
        return new ConsumerScaling(topic, work, steps);
    }

    // Each partition alone has to last for the whole step: a consumer whose partition is empty would measure nothing.
    private async Task FillAsync()
    {
        int wanted = (int)Math.Ceiling((window + Stock) / work);
        IReadOnlyList<LogRange> ranges = await LogOffsets.QueryAsync(topic, IsolationLevel.ReadUncommitted, cancellationToken).ConfigureAwait(false);
        string value = new('x', RecordBytes);
        using IProducer<string?, string> producer = KafkaClients.Producer(new ProducerBuilder<string?, string>(topic.Cluster.ProducerConfig()));
        List<Task> last = [];
        foreach (LogRange range in ranges)
        {
            for (long have = range.End - range.Start; have < wanted; have++)
            {
                Task sent = producer.ProduceAsync(new TopicPartition(topic.Name, range.Partition), new Message<string?, string> { Value = value }, cancellationToken);
                last.Add(sent);
            }
        }

        await Task.WhenAll(last).ConfigureAwait(false);
    }

    private async Task<ConsumerStep> StepAsync(int count, TimeSpan time)
    {
        string group = topic.GroupName($"workers-{count}-{Guid.NewGuid().ToString("N")[..6]}");
        GroupMember[] members = [.. Enumerable.Range(1, count).Select(n => new GroupMember(topic, group, $"c{n}", (_, _) => Work(), Config()))];
        try
        {
            await SettledAsync(members).ConfigureAwait(false);

            // The first records of a new consumer wait for connections and for code that is being compiled.
            await Task.Delay(WarmUp, cancellationToken).ConfigureAwait(false);
            return await MeasureAsync(members, time).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(members.Select(m => m.DisposeAsync().AsTask())).ConfigureAwait(false);
        }
    }

    // Each member has a thread of its own, which sleeps more exactly than a timer wakes a busy pool.
    private Task Work()
    {
        Thread.Sleep(work);
        return Task.CompletedTask;
    }

    private async Task<ConsumerStep> MeasureAsync(GroupMember[] members, TimeSpan time)
    {
        long[] before = [.. members.Select(m => m.Records)];
        IReadOnlyList<int>[] owned = [.. members.Select(m => m.Partitions)];
        List<double> samples = [];
        Stopwatch clock = Stopwatch.StartNew();
        (long Records, TimeSpan At) then = (before.Sum(), TimeSpan.Zero);
        for (int quarter = 1; quarter <= Quarters; quarter++)
        {
            TimeSpan wait = (time * quarter / Quarters) - clock.Elapsed;
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            (long Records, TimeSpan At) now = (members.Sum(m => m.Records), clock.Elapsed);
            samples.Add((now.Records - then.Records) / (now.At - then.At).TotalSeconds);
            then = now;
        }

        ConsumerShare[] shares = [.. members.Select((m, i) => new ConsumerShare(m.Name, owned[i], m.Records - before[i]))];
        bool moved = members.Where((m, i) => !m.Partitions.SequenceEqual(owned[i])).Any();
        return moved ? throw Unsettled(members) : new ConsumerStep(members.Length, then.At, samples, shares, await WaitedAsync(members).ConfigureAwait(false));
    }

    // Somebody who has read all records of all its partitions had nothing to do for a while.
    private async Task<bool> WaitedAsync(GroupMember[] members)
    {
        IReadOnlyList<LogRange> ranges = await LogOffsets.QueryAsync(topic, IsolationLevel.ReadUncommitted, cancellationToken).ConfigureAwait(false);
        return members.Any(m => m.Partitions.Count > 0 && m.Partitions.All(p => m.RecordsByPartition.GetValueOrDefault(p) >= ranges[p].End - ranges[p].Start));
    }

    private async Task SettledAsync(GroupMember[] members)
    {
        Stopwatch clock = Stopwatch.StartNew(), calm = Stopwatch.StartNew();
        int working = Math.Min(members.Length, topic.Partitions);
        string last = "";
        while (calm.Elapsed < Calm)
        {
            await Task.Delay(Look, cancellationToken).ConfigureAwait(false);
            if (members.FirstOrDefault(m => m.Failure is not null) is { } ended)
            {
                throw new ClusterException(
                    ClusterProblem.BrokerError,
                    new($"컨슈머 {ended.Name}이(가) 멈췄다: {ended.Failure!.Message}", $"The consumer {ended.Name} ended: {ended.Failure!.Message}"),
                    new("셀을 다시 실행한다.", "Run the cell again."),
                    ended.Failure);
            }

            string now = string.Join('|', members.Select(m => string.Join(',', m.Partitions)));
            bool whole = members.SelectMany(m => m.Partitions).Order().SequenceEqual(Enumerable.Range(0, topic.Partitions)) && members.Count(m => m.Partitions.Count > 0) == working;
            if (!whole || now != last)
            {
                calm.Restart();
                last = now;
            }

            if (clock.Elapsed > SettleLimit)
            {
                throw Unsettled(members);
            }
        }
    }

    private ClusterException Unsettled(GroupMember[] members) => new(
        ClusterProblem.TimedOut,
        new(
            $"컨슈머 {members.Length}개가 파티션 {topic.Partitions}개를 나누는 일이 끝나지 않았다: {string.Join(" · ", members.Select(m => $"{m.Name} [{string.Join(",", m.Partitions)}]"))}",
            $"{members.Length} consumers did not settle on the {topic.Partitions} partitions: {string.Join(" · ", members.Select(m => $"{m.Name} [{string.Join(",", m.Partitions)}]"))}"),
        new("컴퓨터가 바쁘면 잠시 뒤 셀을 다시 실행한다.", "When the machine is busy, run the cell again in a moment."));

    // A group forms in steps of its heartbeat: 3 s by default, many times as long as what is to be measured. The mock's protocol leaves it to the broker.
    private ConsumerConfig? Config() => topic.Cluster.Kind == ClusterKind.Embedded ? null : new ConsumerConfig
    {
        HeartbeatIntervalMs = 300,
        SessionTimeoutMs = 6_000,
    };
}
