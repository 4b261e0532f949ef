using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>One measurement of acknowledgements over time.</summary>
internal sealed class SteadyRun
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostLonger = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OutcomeLimit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan FirstLookLimit = TimeSpan.FromSeconds(10);

    private readonly Topic _topic;
    private readonly int _pace;
    private readonly IdSender _sender;
    private readonly AckMeter _meter;
    private readonly ITopicObserver _observer;
    private readonly List<LeaderMoment> _moments = [];
    private readonly DelayedProgress _progress;
    private readonly long _started;

    private SteadyRun(Topic topic, int pace, IdSender sender, AckMeter meter, ITopicObserver observer, long started)
    {
        _topic = topic;
        _pace = pace;
        _sender = sender;
        _meter = meter;
        _observer = observer;
        _started = started;
        _progress = new DelayedProgress(topic.Cluster.Progress);
    }

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    public static async Task<AckTimeline> RunAsync(
        Topic topic, int pace, TimeSpan duration, ProducerConfig? config, Func<CancellationToken, Task>? meanwhile, CancellationToken cancellationToken)
    {
        long most = (long)(pace * (duration + MostLonger).TotalSeconds);
        if (topic.Cluster.LoadRecordCap is { } cap && pace * duration.TotalSeconds > cap)
        {
            throw new ArgumentOutOfRangeException(
                nameof(pace), pace, new Text($"이 클러스터는 우리 것이 아니므로 한 번에 {Payloads.Number(cap)}건까지만 보낸다.", $"This cluster is not ours: no more than {Payloads.Number(cap)} records a run.").ToString());
        }

        // Nothing is measured before the cluster can be seen and the connections stand.
        _ = await TopicHealth.NowAsync(topic, FirstLookLimit, cancellationToken).ConfigureAwait(false);
        ITopicObserver observer = topic.Cluster.Observe(topic.Name);
        await using (observer.ConfigureAwait(false))
        {
            IdSender sender = new(topic, config);
            try
            {
                await sender.WarmUpAsync(cancellationToken).ConfigureAwait(false);
                long started = Stopwatch.GetTimestamp();
                AckMeter meter = new(topic.Partitions, started, Visible(pace, topic.Partitions));
                sender.MeasureWith(meter);
                SteadyRun run = new(topic, pace, sender, meter, observer, started);
                return await run.MeasureAsync(duration, most, config, meanwhile, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                // Closing waits for the client's threads: not on the caller's.
                await Task.Run(sender.Dispose, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>From which length on a gap is one: well above the time from record to record.</summary>
    internal static TimeSpan Visible(int pace, int partitions) => TimeSpan.FromSeconds(Math.Max(0.5, 4.0 * partitions / pace));

    private async Task<AckTimeline> MeasureAsync(
        TimeSpan duration, long most, ProducerConfig? config, Func<CancellationToken, Task>? meanwhile, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> downBefore = await _topic.Cluster.DownAsync(cancellationToken).ConfigureAwait(false);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task sending = Task.Factory.StartNew(() => _sender.Send(most, _pace, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task watching = WatchAsync(over.Token);
        try
        {
            try
            {
                await WhileSendingAsync(duration, meanwhile, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await sending.ConfigureAwait(false);
                if (meanwhile is not null)
                {
                    await BringBackAsync(downBefore).ConfigureAwait(false);
                }
            }

            await _sender.WaitForOutcomesAsync(OutcomeLimit, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return Result(config);
    }

    private static async Task WhileSendingAsync(TimeSpan duration, Func<CancellationToken, Task>? meanwhile, CancellationToken cancellationToken)
    {
        if (meanwhile is null)
        {
            await Task.Delay(duration, cancellationToken).ConfigureAwait(false);
            return;
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(duration + MostLonger);
        Task happening = Task.Run(() => meanwhile(limit.Token), CancellationToken.None);
        try
        {
            Task enough = Task.Delay(duration, cancellationToken);

            // What fails meanwhile ends the measurement at once.
            await (await Task.WhenAny(happening, enough).ConfigureAwait(false)).ConfigureAwait(false);
            await Task.WhenAll(happening, enough).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ClusterException(
                ClusterProblem.TimedOut,
                new(
                    $"보내는 동안 하기로 한 일(meanwhile)이 {(duration + MostLonger).TotalSeconds:0}초 안에 끝나지 않았다.",
                    $"What was to happen meanwhile was not over within {(duration + MostLonger).TotalSeconds:0} seconds."),
                new("브로커의 상태를 `dotnet run -- status`로 보고 다시 실행한다.", "Look at the brokers with `dotnet run -- status`, and try again."));
        }
        finally
        {
            await limit.CancelAsync().ConfigureAwait(false);
            await happening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Also after a cancellation, so with a limit of its own. Brokers that were down before stay down: somebody wants them so.
    private async Task BringBackAsync(IReadOnlyList<int> downBefore)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(120));
        IReadOnlyList<int> down = await _topic.Cluster.DownAsync(limit.Token).ConfigureAwait(false);
        if (down.Except(downBefore).ToArray() is { Length: > 0 } mine)
        {
            await _topic.Cluster.StartBrokersAsync(mine, limit.Token).ConfigureAwait(false);
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Interval);
        do
        {
            if (_observer.Now is { } now && now.Count == _topic.Partitions)
            {
                _moments.Add(new LeaderMoment(Elapsed, [.. now.Select(p => new PartitionLeader(p.Partition, p.Leader, [.. p.InSync.Order()]))]));
            }

            _progress.Report(Progress);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private Text Progress()
    {
        string silent = string.Join(", ", _meter.Silences(Stopwatch.GetTimestamp()).Where(s => s.Silent > TimeSpan.FromSeconds(1)).Select(s => $"P{s.Partition} {AckTimeline.Seconds(s.Silent)}"));
        string acked = Payloads.Number(_sender.Ids.Acked), sent = Payloads.Number(_sender.Ids.Sent);
        return silent.Length == 0
            ? new($"{Elapsed.TotalSeconds:0}초: {sent}건을 보내 {acked}건을 확인받았다", $"{Elapsed.TotalSeconds:0} s: {sent} sent, {acked} acknowledged")
            : new($"{Elapsed.TotalSeconds:0}초: {sent}건을 보내 {acked}건을 확인받았다. 확인이 끊긴 시간(초): {silent}", $"{Elapsed.TotalSeconds:0} s: {sent} sent, {acked} acknowledged. Silent for (s): {silent}");
    }

    private AckTimeline Result(ProducerConfig? config)
    {
        long end = Stopwatch.GetTimestamp();
        _progress.Done(() => new($"{Payloads.Number(_sender.Ids.Acked)}건을 확인받았다", $"{Payloads.Number(_sender.Ids.Acked)} records acknowledged"));
        return new AckTimeline
        {
            Topic = _topic,
            RecordsPerSecond = _pace,
            Acks = IdSender.Config(_topic, config).Acks switch { Confluent.Kafka.Acks.None => "0", Confluent.Kafka.Acks.Leader => "1", _ => "all" },
            Took = Stopwatch.GetElapsedTime(_started, end),
            Ids = _sender.Ids,
            Partitions = _meter.Result(end),
            Moments = _moments,
            Events = TimelineEvents.Of(_topic.Cluster.Journal.Since(_started), _moments, _topic.ReplicationFactor, _started),
        };
    }
}
