using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Runs LinkedIn's tests, round by round, each round on fresh topics.</summary>
internal sealed class LinkedInRunner
{
    private const string Label = "linkedin";
    private const int Partitions = 6;
    private const int Copies = 3;
    private const int OneConsumer = 4;
    private const int ThreeConsumers = 5;
    private static readonly TimeSpan MostForRounds = TimeSpan.FromSeconds(38);
    private const int MostToRead = 2_000_000;
    private const int LeastTogether = 100_000;

    // As published: "Benchmarking Apache Kafka: 2 Million Writes Per Second (On Three Cheap Machines)", LinkedIn, April 2014.
    private static readonly (Text Name, Text ShortName, double Theirs)[] Published =
    [
        (new("프로듀서 하나, 복제 없음", "one producer, no replication"), new("프로듀서 1, 복제 없음", "1 producer, no copies"), 821_557),
        (new("프로듀서 하나, 3중 복제, 비동기", "one producer, 3 copies, asynchronous"), new("프로듀서 1, 3중 비동기", "1 producer, 3 async"), 786_980),
        (new("프로듀서 하나, 3중 복제, 동기", "one producer, 3 copies, synchronous"), new("프로듀서 1, 3중 동기", "1 producer, 3 sync"), 421_823),
        (new("프로듀서 셋, 3중 복제, 비동기", "three producers, 3 copies, asynchronous"), new("프로듀서 3, 3중 비동기", "3 producers, 3 async"), 2_024_032),
        (new("컨슈머 하나", "one consumer"), new("컨슈머 1", "1 consumer"), 940_521),
        (new("컨슈머 셋", "three consumers"), new("컨슈머 3", "3 consumers"), 2_615_968),
        (new("프로듀서와 컨슈머 함께", "producer and consumer together"), new("쓰기와 읽기 함께", "both at once"), 795_064),
    ];

    private static readonly LatencyPoint[] PublishedLatency = [new(50, 2), new(99, 3), new(99.9, 14)];

    private readonly Cluster _cluster;
    private readonly bool _embedded;
    private readonly List<LinkedInRun>[] _runs = [.. Published.Select(_ => new List<LinkedInRun>())];

    private LinkedInRunner(Cluster cluster)
    {
        _cluster = cluster;
        _embedded = cluster.Kind == ClusterKind.Embedded;
    }

    // Mock brokers keep no copies, and what a live consumer did not fetch in time they forget: those tests would be untrue there.
    private bool Replicates => _cluster.Can(Capability.Replication) && _cluster.BrokerIds.Count >= Copies;

    public static async Task<LinkedIn2014> RunAsync(Cluster cluster, int rounds, CancellationToken cancellationToken)
    {
        LinkedInRunner runner = new(cluster);
        IProgressLine line = cluster.Progress.Begin(new("LinkedIn의 2014년 시험을 한다.", "Running LinkedIn's tests of 2014."));
        RoundClock clock = new(MostForRounds);
        for (int round = 1; round <= rounds && clock.HasTimeForAnother(); round++)
        {
            line.Update(new($"LinkedIn의 2014년 시험: {round}/{rounds}번째", $"LinkedIn's tests of 2014: round {round} of {rounds}"));
            await runner.RoundAsync(cancellationToken).ConfigureAwait(false);
        }

        line.Update(new("끝에서 끝까지 걸리는 시간을 잰다.", "Measuring the time from end to end."));
        LinkedInLatency latency = await runner.LatencyAsync(cancellationToken).ConfigureAwait(false);
        line.Done(new("LinkedIn의 2014년 시험을 마쳤다.", "LinkedIn's tests of 2014 are done."));
        Text? why = runner.Replicates ? null : Refusals.For(Capability.Replication, cluster).Why;
        return new LinkedIn2014(
            cluster,
            [.. Published.Select((p, i) => new LinkedInTest(p.Name, p.ShortName, p.Theirs, runner._runs[i], runner._runs[i].Count == 0 ? why : null) { ReadsOnly = i is OneConsumer or ThreeConsumers })],
            latency);
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        await using (MeasuredTopic single = await MeasuredTopic.CreateAsync(_cluster, Label, Partitions, 1, cancellationToken).ConfigureAwait(false))
        {
            await SendAsync(0, single.Topic, Acks.Leader, 1, cancellationToken).ConfigureAwait(false);
            if (!Replicates)
            {
                await ReadAsync(single.Topic, cancellationToken).ConfigureAwait(false);
            }
        }

        if (!Replicates)
        {
            return;
        }

        await using (MeasuredTopic copied = await MeasuredTopic.CreateAsync(_cluster, Label, Partitions, Copies, cancellationToken).ConfigureAwait(false))
        {
            await SendAsync(1, copied.Topic, Acks.Leader, 1, cancellationToken).ConfigureAwait(false);
            await SendAsync(2, copied.Topic, Acks.All, 1, cancellationToken).ConfigureAwait(false);
            await SendAsync(3, copied.Topic, Acks.Leader, 3, cancellationToken).ConfigureAwait(false);
            await ReadAsync(copied.Topic, cancellationToken).ConfigureAwait(false);
        }

        await using MeasuredTopic both = await MeasuredTopic.CreateAsync(_cluster, Label, Partitions, Copies, cancellationToken).ConfigureAwait(false);
        await TogetherAsync(both.Topic, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(int test, Topic topic, Acks acks, int producers, CancellationToken cancellationToken)
    {
        LoadRun run = await topic.RunLoadAsync(Options(acks, producers) with { Duration = TimeSpan.FromSeconds(_embedded ? 0.2 : 1.3) }, cancellationToken).ConfigureAwait(false);
        _runs[test].Add(new LinkedInRun(run.RecordsPerSecond, run.Acked, run.Confirmed));
    }

    private async Task ReadAsync(Topic topic, CancellationToken cancellationToken)
    {
        foreach ((int test, int consumers) in ((int, int)[])[(OneConsumer, 1), (ThreeConsumers, 3)])
        {
            ReadRun run = await topic.RunReadAsync(new ReadOptions { Consumers = consumers, Records = MostToRead, Path = LoadPath.NativeBatch }, cancellationToken).ConfigureAwait(false);
            _runs[test].Add(new LinkedInRun(run.RecordsPerSecond, run.Records, run.Confirmed));
        }
    }

    private async Task TogetherAsync(Topic topic, CancellationToken cancellationToken)
    {
        // About as long as the other tests, by the rate that the producer had alone.
        long records = Math.Clamp((long)(_runs[1][^1].RecordsPerSecond * 1.3), LeastTogether, MostToRead);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ReadRun> reading = ReadRunner.FollowAsync(topic, new ReadOptions { Records = records, Path = LoadPath.NativeBatch, TimeLimit = TimeSpan.FromSeconds(20) }, stop.Token);
        try
        {
            LoadRun sent = await topic.RunLoadAsync(Options(Acks.Leader, 1) with { Records = records, TimeLimit = TimeSpan.FromSeconds(15) }, cancellationToken).ConfigureAwait(false);
            if (sent.Acked < records)
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }

            ReadRun read = await reading.ConfigureAwait(false);
            _runs[6].Add(new LinkedInRun(read.RatePastFirst, read.Records, sent.Confirmed));
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<LinkedInLatency> LatencyAsync(CancellationToken cancellationToken)
    {
        if (_embedded)
        {
            return new LinkedInLatency(PublishedLatency, null, new(
                "끝에서 끝까지 걸린 시간은 재지 않았다: 모의 브로커는 새 레코드가 와도 기다리던 컨슈머에게 바로 알리지 않는다.",
                "The time from end to end was not measured: a mock broker does not tell a waiting consumer at once that a record has come."));
        }

        await using MeasuredTopic topic = await MeasuredTopic.CreateAsync(_cluster, Label, 1, Replicates ? Copies : 1, cancellationToken).ConfigureAwait(false);
        return new LinkedInLatency(PublishedLatency, await EndToEnd.MeasureAsync(topic.Topic, TimeSpan.FromSeconds(4), cancellationToken).ConfigureAwait(false), null);
    }

    private static LoadOptions Options(Acks acks, int producers) => new()
    {
        RecordBytes = 100,
        Acks = acks,
        Producers = producers,
        Path = LoadPath.NativeBatch,
        InFlight = 200_000,
        MostBytes = 300_000_000,
    };
}
