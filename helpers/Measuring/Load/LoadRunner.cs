using System.Diagnostics;
using Confluent.Kafka;
using HdrHistogram;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Runs the senders of a load run, samples them, and asks the brokers what came of it.</summary>
internal static class LoadRunner
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan ConfirmLimit = TimeSpan.FromSeconds(10);

    public static Task<LoadRun> RunAsync(Topic topic, LoadOptions options, CancellationToken cancellationToken) =>
        RunAsync(topic, options, number => Sender(topic, options, number), cancellationToken);

    internal static async Task<LoadRun> RunAsync(Topic topic, LoadOptions options, Func<int, ILoadSender> makeSender, CancellationToken cancellationToken)
    {
        (long records, Text? capped) = Plan(options, topic.Cluster.LoadRecordCap);
        IReadOnlyList<LogRange> before = await LogOffsets.QueryAsync(topic, IsolationLevel.ReadUncommitted, cancellationToken).ConfigureAwait(false);
        List<ILoadSender> senders = [];
        try
        {
            // Payloads and connections are made before the clock starts.
            await Task.Run(() => senders.AddRange(Enumerable.Range(0, options.Producers).Select(makeSender)), cancellationToken).ConfigureAwait(false);
            TimeSpan cpu = ProcessCpu.Now();
            long started = Stopwatch.GetTimestamp();
            (List<LoadSample> samples, bool outOfTime) = await SendAsync(topic, options, records, senders, started, cancellationToken).ConfigureAwait(false);
            cpu = ProcessCpu.Now() - cpu;
            long acked = senders.Sum(s => s.Acked);
            IReadOnlyList<LogRange> after = await ConfirmAsync(topic, options, before, acked, cancellationToken).ConfigureAwait(false);
            long lastAck = senders.Max(s => s.LastAck);
            return new LoadRun(topic, options)
            {
                Samples = samples,
                Acked = acked,
                Failed = senders.Sum(s => s.Sent - s.Acked),
                FirstError = senders.Select(s => s.FirstError).FirstOrDefault(e => e is not null),
                Confirmed = Growth(before, after).Sum(),
                Elapsed = lastAck == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(started, lastAck),
                ProcessCpu = cpu,
                Latency = new LatencyDistribution(Merge(senders)),
                Distribution = new PartitionDistribution(topic, Growth(before, after)),
                EndedEarly = outOfTime ? Late(options) : acked >= records ? capped : null,
            };
        }
        finally
        {
            await Task.WhenAll(senders.Select(s => Task.Run(s.Dispose, CancellationToken.None))).ConfigureAwait(false);
        }
    }

    private static ILoadSender Sender(Topic topic, LoadOptions options, int number) => options.Path == LoadPath.NativeBatch
        ? new NativeBatchSender(LoadSettings.Of(topic.Cluster.ProducerConfig(), options), topic.Name, topic.Partitions, options, number)
        : new ClientSender(topic, options, number);

    /// <summary>How many records the run sends at most, and why fewer than was asked for.</summary>
    internal static (long Records, Text? Capped) Plan(LoadOptions options, long? clusterCap)
    {
        long wanted = options.WantedRecords;
        long byBytes = options.MostBytes / options.RecordBytes;
        if (clusterCap is { } cap && cap < Math.Min(wanted, byBytes))
        {
            return (cap, new(
                $"이 클러스터에는 한 번에 {Payloads.Number(cap)}건까지만 보낸다. 우리 것이 아니기 때문이다.",
                $"No more than {Payloads.Number(cap)} records a run are sent to this cluster: it is not ours."));
        }

        return byBytes < wanted
            ? (byBytes, new(
                $"한 번에 쓸 수 있는 {Payloads.Number(options.MostBytes)}바이트(MostBytes)를 다 써서 멈췄다.",
                $"Stopped after the {Payloads.Number(options.MostBytes)} bytes that one run may write (MostBytes)."))
            : (wanted, null);
    }

    private static async Task<(List<LoadSample> Samples, bool OutOfTime)> SendAsync(
        Topic topic, LoadOptions options, long records, List<ILoadSender> senders, long started, CancellationToken cancellationToken)
    {
        TimeSpan limit = options.Duration ?? options.TimeLimit;
        long deadline = started + (long)(limit.TotalSeconds * Stopwatch.Frequency);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        LoadQuota QuotaOf(int i) => new(
            (records / senders.Count) + (i < records % senders.Count ? 1 : 0), started, deadline, options.RecordsPerSecond / senders.Count);

        // A thread each: a sender blocks. They are background threads, so Ctrl-C is not held up by them.
        Task sending = Task.WhenAll(senders.Select((s, i) => Task.Factory.StartNew(
            () => s.Send(QuotaOf(i), stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        try
        {
            List<LoadSample> samples = await SampleAsync(topic, options, records, senders, sending, started, limit, cancellationToken).ConfigureAwait(false);
            return (samples, options.Duration is null && senders.Sum(s => s.Sent) < records);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(false);
        }
    }

    private static async Task<List<LoadSample>> SampleAsync(
        Topic topic, LoadOptions options, long records, List<ILoadSender> senders, Task sending, long started, TimeSpan limit, CancellationToken cancellationToken)
    {
        DelayedProgress progress = new(topic.Cluster.Progress);
        List<LoadSample> samples = [];
        TimeSpan lastAt = TimeSpan.Zero;
        long lastAcked = 0;
        using PeriodicTimer timer = new(Interval);
        bool done;
        do
        {
            // The end is looked at more often than every 200 ms, so that the last stretch is not measured too long.
            Task tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            while (!(done = IsDone(senders, sending)) && await Task.WhenAny(tick, Task.Delay(10, cancellationToken)).ConfigureAwait(false) != tick)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            cancellationToken.ThrowIfCancellationRequested();
            long acked = senders.Sum(s => s.Acked);
            TimeSpan at = done && senders.Max(s => s.LastAck) is > 0 and var last ? Stopwatch.GetElapsedTime(started, last) : Stopwatch.GetElapsedTime(started);
            if (done && samples.Count > 0 && at - lastAt < Interval / 2)
            {
                // A rate over a few milliseconds says nothing, so a short last stretch is measured together with the one before it.
                samples.RemoveAt(samples.Count - 1);
                (lastAt, lastAcked) = samples.Count > 0 ? (samples[^1].At, samples[^1].Records) : (TimeSpan.Zero, 0);
            }

            if (at > lastAt)
            {
                double rate = (acked - lastAcked) / (at - lastAt).TotalSeconds;
                samples.Add(new LoadSample(at, acked, rate, rate * options.RecordBytes / 1e6));
                (lastAt, lastAcked) = (at, acked);
                progress.Report(() => Progress(options, records, acked, rate));
            }

            if (Stopwatch.GetElapsedTime(started) > limit + FlushLimit)
            {
                break;
            }
        }
        while (!done);

        progress.Done(() => new($"{Payloads.Number(lastAcked)}건을 보냈다", $"Sent {Payloads.Number(lastAcked)} records"));
        return samples;
    }

    private static bool IsDone(List<ILoadSender> senders, Task sending) => sending.IsCompleted && senders.All(s => s.Acked + s.Failed >= s.Sent);

    private static Text Progress(LoadOptions options, long records, long acked, double rate) => options.Duration is { } duration
        ? new(
            FormattableString.Invariant($"{duration.TotalSeconds:0.#}초 동안 보내는 중: {acked:N0}건, 초당 {rate:N0}건"),
            FormattableString.Invariant($"Sending for {duration.TotalSeconds:0.#} s: {acked:N0} records, {rate:N0} a second"))
        : new($"{Payloads.Number(records)}건 가운데 {Payloads.Number(acked)}건, 초당 {Payloads.Number((long)Math.Round(rate))}건", $"{Payloads.Number(acked)} of {Payloads.Number(records)} records, {Payloads.Number((long)Math.Round(rate))} a second");

    // With acks=0 the last records are still on the network when the client calls them sent, and with acks=1 their copies are: an offset counts when all have it.
    private static async Task<IReadOnlyList<LogRange>> ConfirmAsync(
        Topic topic, LoadOptions options, IReadOnlyList<LogRange> before, long acked, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            IReadOnlyList<LogRange> after = await LogOffsets.QueryAsync(topic, IsolationLevel.ReadUncommitted, cancellationToken).ConfigureAwait(false);
            if (options.Acks == Acks.All || Growth(before, after).Sum() >= acked || clock.Elapsed > ConfirmLimit)
            {
                return after;
            }

            await Task.Delay(50, cancellationToken).ConfigureAwait(false);
        }
    }

    private static long[] Growth(IReadOnlyList<LogRange> before, IReadOnlyList<LogRange> after) => [.. before.Zip(after, (b, a) => a.End - b.End)];

    private static Text Late(LoadOptions options) => new(
        $"{options.TimeLimit.TotalSeconds:0}초(TimeLimit) 안에 다 보내지 못해 멈췄다.", $"Stopped: not everything could be sent within {options.TimeLimit.TotalSeconds:0} seconds (TimeLimit).");

    private static LongHistogram Merge(List<ILoadSender> senders)
    {
        LongHistogram all = new(1, 600_000_000, 3);
        senders.ForEach(s => all.Add(s.Latencies));
        return all;
    }
}
