using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Torture;

/// <summary>
/// Kills random leaders, one after the other, while one producer with acks=all and idempotence writes on, then reads everything back by id. The broker is started again after each
/// kill, and the next one waits until all replicas are in sync; the pauses are random, so that kills meet the cluster in different states.
/// </summary>
/// <param name="cluster">The cluster; all its brokers run.</param>
/// <param name="options">How often, how much.</param>
/// <param name="progress">Where to show how far it is; the cluster's own messages would be too many.</param>
internal sealed class TortureRun(Cluster cluster, TortureOptions options, IProgressDisplay progress)
{
    private const int MessageLimitMs = 120_000;
    private static readonly TimeSpan OutcomeLimit = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan LeaderLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan InSyncLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Visible = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);

    private readonly Dice _dice = new(options.Seed, 0);
    private readonly List<Kill> _kills = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Runs it. Brokers that are down when it fails or is cancelled are the caller's to bring back.</summary>
    /// <exception cref="ClusterException">A broker did not come back, or no leader was found; the message says which kill.</exception>
    public async Task<TortureReport> RunAsync(CancellationToken cancellationToken)
    {
        cluster.Require(Capability.KillBroker);
        cluster.Require(Capability.Idempotence);
        Topic topic = await cluster.CreateTopicAsync(
            "torture", TortureOptions.Partitions, 3, new Dictionary<string, string> { ["min.insync.replicas"] = "2", ["retention.ms"] = "-1" }, cancellationToken).ConfigureAwait(false);
        IdSender sender = new(topic, new ProducerConfig { Acks = Acks.All, EnableIdempotence = true, MessageTimeoutMs = MessageLimitMs });
        try
        {
            await sender.WarmUpAsync(cancellationToken).ConfigureAwait(false);
            AckMeter meter = new(topic.Partitions, Stopwatch.GetTimestamp(), Visible);
            sender.MeasureWith(meter);
            await LoadAsync(topic, sender, meter, cancellationToken).ConfigureAwait(false);
            return await ReadBackAsync(topic, sender, meter, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await Task.Run(sender.Dispose, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task LoadAsync(Topic topic, IdSender sender, AckMeter meter, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task sending = Task.Factory.StartNew(
            () => sender.Send(TortureOptions.MostRecords, options.RecordsPerSecond, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        IProgressLine line = progress.Begin(new("부하를 준다", "Under load"));
        Task showing = ShowAsync(line, sender, meter, stop.Token);
        try
        {
            while (_kills.Count < options.Kills && !sending.IsCompleted)
            {
                await PauseAsync(2, cancellationToken).ConfigureAwait(false);
                _kills.Add(await KillAsync(topic, cancellationToken).ConfigureAwait(false));
            }

            while (sender.Ids.Sent < options.Records && !sending.IsCompleted)
            {
                await Task.Delay(Refresh, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(false);
            await showing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            line.Done(Status(sender, meter));
        }
    }

    private async Task<Kill> KillAsync(Topic topic, CancellationToken cancellationToken)
    {
        int number = _kills.Count + 1, partition = _dice.Next(topic.Partitions);
        string count = FormattableString.Invariant($"{number}/{options.Kills}");
        LeaderFault fault = await topic.KillLeaderAsync(partition, cancellationToken).ConfigureAwait(false);
        long killed = Stopwatch.GetTimestamp();
        IProgressLine line = progress.Begin(new($"{count}: 브로커 {Particle.EulReul(fault.BrokerId)} 강제로 끝냈다 (리더였던 파티션 {fault.Partitions.Count}개)", $"{count}: broker {fault.BrokerId} killed (it led {fault.Partitions.Count} partitions)"));
        _ = await TopicHealth.WaitAsync(
            topic,
            partitions => partitions.All(p => p.Leader is { } leader && leader != fault.BrokerId),
            new($"{count}: 새 리더를 기다린다", $"{count}: waiting for new leaders"),
            LeaderLimit,
            cancellationToken).ConfigureAwait(false);
        TimeSpan newLeader = Stopwatch.GetElapsedTime(killed);
        await PauseAsync(1, cancellationToken).ConfigureAwait(false);
        await cluster.StartBrokerAsync(fault.BrokerId, cancellationToken).ConfigureAwait(false);
        _ = await TopicHealth.WaitAsync(
            topic,
            partitions => partitions.All(p => p.Leader is not null && p.InSync.Count == p.Replicas.Count),
            new($"{count}: 복제본이 모두 따라잡기를 기다린다", $"{count}: waiting until all replicas are in sync"),
            InSyncLimit,
            cancellationToken).ConfigureAwait(false);
        TimeSpan whole = Stopwatch.GetElapsedTime(killed);
        line.Done(new(
            $"{count}: 브로커 {fault.BrokerId}, 리더였던 파티션 {fault.Partitions.Count}개. 새 리더까지 {AckTimeline.Seconds(newLeader)}초, 복제본이 모두 돌아오기까지 {AckTimeline.Seconds(whole)}초",
            $"{count}: broker {fault.BrokerId}, leader of {fault.Partitions.Count}. New leaders after {AckTimeline.Seconds(newLeader)} s, all in sync after {AckTimeline.Seconds(whole)} s"));
        return new Kill(fault.BrokerId, fault.Partitions.Count, newLeader, whole);
    }

    private async Task<TortureReport> ReadBackAsync(Topic topic, IdSender sender, AckMeter meter, CancellationToken cancellationToken)
    {
        IProgressLine line = progress.Begin(new("남은 확인을 기다린다", "Waiting for the last acknowledgements"));
        await sender.WaitForOutcomesAsync(OutcomeLimit, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PartitionAcks> partitions = meter.Result(Stopwatch.GetTimestamp());
        line.Update(new("모두 읽어 번호를 맞춰 본다", "Reading everything back by id"));
        DeliveryTally tally = await IdReader.ReadAsync(topic, [sender.Ids], cancellationToken).ConfigureAwait(false);
        Delivery delivery = tally.Of(sender.Ids);
        line.Done(new($"{Payloads.Number(delivery.Read)}건을 읽어 번호를 맞춰 보았다", $"{Payloads.Number(delivery.Read)} records read back and compared by id"));
        return new TortureReport(
            options,
            _kills,
            delivery,
            sender.Ids.Waiting,
            sender.Ids.FirstError,
            [.. tally.Clues(sender.Ids)],
            partitions.Select(p => p.LongestGap?.Length ?? TimeSpan.Zero).Max(),
            _clock.Elapsed);
    }

    private async Task ShowAsync(IProgressLine line, IdSender sender, AckMeter meter, CancellationToken cancellationToken)
    {
        while (true)
        {
            line.Update(Status(sender, meter));
            await Task.Delay(Refresh, cancellationToken).ConfigureAwait(false);
        }
    }

    private Text Status(IdSender sender, AckMeter meter)
    {
        string acked = Payloads.Number(sender.Ids.Acked), waiting = Payloads.Number(sender.Ids.Waiting);
        (int _, TimeSpan silent) = meter.Silences(Stopwatch.GetTimestamp()).MaxBy(s => s.Silent);
        TimeSpan? left = _kills.Count == 0 ? null : (options.Kills - _kills.Count) * (_clock.Elapsed / _kills.Count);
        Text rest = left is { } time && time > TimeSpan.FromSeconds(30)
            ? new($", 남은 시간 {Math.Ceiling(time.TotalMinutes):0}분쯤", $", about {Math.Ceiling(time.TotalMinutes):0} min left")
            : Text.Same("");
        Text gap = silent > Visible ? new($", {silent.TotalSeconds:0}초째 끊김", $", silent for {silent.TotalSeconds:0} s") : Text.Same("");
        string kills = FormattableString.Invariant($"{_kills.Count}/{options.Kills}");
        return new(
            $"{kills}번 끝냄, 확인 {acked}건, 기다리는 것 {waiting}건{gap.Korean}{rest.Korean}",
            $"{kills} killed, {acked} acknowledged, {waiting} waiting{gap.English}{rest.English}");
    }

    private Task PauseAsync(double mostSeconds, CancellationToken cancellationToken) => Task.Delay(TimeSpan.FromSeconds(_dice.NextShare() * mostSeconds), cancellationToken);
}
