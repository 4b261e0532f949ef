using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Runs the consumers of a read run and samples them.</summary>
internal static class ReadRunner
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public static async Task<ReadRun> RunAsync(Topic topic, ReadOptions options, CancellationToken cancellationToken) =>
        await RunAsync(topic, options, await LogOffsets.QueryAsync(topic, IsolationLevel.ReadUncommitted, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Reads an empty topic while it is being filled, until there were so many records as the options say.</summary>
    public static Task<ReadRun> FollowAsync(Topic topic, ReadOptions options, CancellationToken cancellationToken) =>
        RunAsync(topic, options, [.. Enumerable.Range(0, topic.Partitions).Select(p => new LogRange(p, 0, long.MaxValue / topic.Partitions))], cancellationToken);

    /// <summary>The settings of a read run's consumers; both paths have the same.</summary>
    internal static ConsumerConfig Settings(ConsumerConfig config, ReadOptions options)
    {
        config.MaxPartitionFetchBytes = options.FetchBytes;

        // What follows belongs to a program's needs, not to reading: the offsets of a group, and the headers and time of a record.
        config.EnableAutoOffsetStore = false;
        config.ConsumeResultFields = "none";
        return config;
    }

    private static async Task<ReadRun> RunAsync(Topic topic, ReadOptions options, IReadOnlyList<LogRange> ranges, CancellationToken cancellationToken)
    {
        ReadAllowance allowance = new(options.Records ?? long.MaxValue);
        List<ILoadReader> readers = [];
        try
        {
            await Task.Run(() => readers.AddRange(Enumerable.Range(0, options.Consumers).Select(i => Reader(topic, options, ranges, allowance, i))), cancellationToken).ConfigureAwait(false);
            TimeSpan cpu = ProcessCpu.Now();
            long started = Stopwatch.GetTimestamp();
            List<ReadSample> samples = await ReadAsync(topic, options, readers, started, cancellationToken).ConfigureAwait(false);
            cpu = ProcessCpu.Now() - cpu;
            long last = readers.Max(r => r.Tally.LastRecord);
            long read = readers.Sum(r => r.Tally.Records);
            return new ReadRun(topic, options)
            {
                Samples = samples,
                Records = read,
                Bytes = readers.Sum(r => r.Tally.Bytes),
                Available = ranges.Sum(r => r.End - r.Start),
                Confirmed = readers.Sum(r => r.Tally.Passed),
                ByConsumer = [.. readers.Select(r => r.Tally.Records)],
                FirstError = readers.Select(r => r.Tally.FirstError).FirstOrDefault(e => e is not null),
                RatePastFirst = Past(readers.Select(r => r.Tally.FirstRecord).Where(f => f > 0), last, read),
                Elapsed = last == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(started, last),
                ProcessCpu = cpu,
                EndedEarly = readers.All(r => r.Tally.Done) || read >= (options.Records ?? long.MaxValue) ? null : Late(options),
            };
        }
        finally
        {
            await Task.WhenAll(readers.Select(r => Task.Run(r.Dispose, CancellationToken.None))).ConfigureAwait(false);
        }
    }

    private static ILoadReader Reader(Topic topic, ReadOptions options, IReadOnlyList<LogRange> ranges, ReadAllowance allowance, int number)
    {
        ReadTally tally = new(topic.Partitions, [.. ranges.Where(r => r.Partition % options.Consumers == number).Select(r => new ReadPart(r.Partition, r.Start, r.End))]);

        // A consumer needs a group id even when it neither joins the group nor commits.
        ConsumerConfig config = Settings(LogReader.Config(topic.Cluster, $"{Labels.Prefix}reader.{topic.Cluster.Owned.Id}"), options);
        return options.Path == LoadPath.NativeBatch
            ? new NativeBatchReader(config, topic.Name, tally, allowance)
            : new ClientReader(config, topic.Name, tally, allowance);
    }

    private static async Task<List<ReadSample>> ReadAsync(
        Topic topic, ReadOptions options, List<ILoadReader> readers, long started, CancellationToken cancellationToken)
    {
        long deadline = started + (long)(options.TimeLimit.TotalSeconds * Stopwatch.Frequency);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // A thread each: a consumer blocks.
        Task reading = Task.WhenAll(readers.Select(r => Task.Factory.StartNew(
            () => r.Read(deadline, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        try
        {
            return await SampleAsync(topic, readers, reading, started, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private static async Task<List<ReadSample>> SampleAsync(Topic topic, List<ILoadReader> readers, Task reading, long started, CancellationToken cancellationToken)
    {
        DelayedProgress progress = new(topic.Cluster.Progress);
        List<ReadSample> samples = [];
        (TimeSpan lastAt, long lastRecords, long lastBytes) = (TimeSpan.Zero, 0, 0);
        while (true)
        {
            await Task.WhenAny(reading, Task.Delay(Interval, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            bool done = reading.IsCompleted;
            long records = readers.Sum(r => r.Tally.Records);
            long bytes = readers.Sum(r => r.Tally.Bytes);
            TimeSpan at = done && readers.Max(r => r.Tally.LastRecord) is > 0 and var last ? Stopwatch.GetElapsedTime(started, last) : Stopwatch.GetElapsedTime(started);
            if (done && samples.Count > 0 && at - lastAt < Interval / 2)
            {
                // A rate over a few milliseconds says nothing, so a short last stretch is measured together with the one before it.
                samples.RemoveAt(samples.Count - 1);
                (lastAt, lastRecords, lastBytes) = samples.Count > 0 ? (samples[^1].At, samples[^1].Records, samples[^1].Bytes) : (TimeSpan.Zero, 0, 0);
            }

            if (at > lastAt)
            {
                double seconds = (at - lastAt).TotalSeconds;
                samples.Add(new ReadSample(at, records, bytes, (records - lastRecords) / seconds, (bytes - lastBytes) / seconds / 1e6));
                (lastAt, lastRecords, lastBytes) = (at, records, bytes);
                progress.Report(() => new($"{Payloads.Number(records)}건을 읽었다", $"Read {Payloads.Number(records)} records"));
            }

            if (done)
            {
                progress.Done(() => new($"{Payloads.Number(records)}건을 읽었다", $"Read {Payloads.Number(records)} records"));
                return samples;
            }
        }
    }

    private static double Past(IEnumerable<long> firsts, long last, long records) =>
        firsts.DefaultIfEmpty(last).Min() is var first && last > first ? records / Stopwatch.GetElapsedTime(first, last).TotalSeconds : 0;

    private static Text Late(ReadOptions options) => new(
        $"{options.TimeLimit.TotalSeconds:0}초(TimeLimit) 안에 다 읽지 못해 멈췄다.", $"Stopped: not everything could be read within {options.TimeLimit.TotalSeconds:0} seconds (TimeLimit).");
}
