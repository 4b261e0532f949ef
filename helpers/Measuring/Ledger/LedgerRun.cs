using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>One fault, and all its producers side by side.</summary>
/// <param name="cluster">Where.</param>
/// <param name="fault">What happens.</param>
/// <param name="cases">The producers' settings.</param>
/// <param name="recordsPerSecond">The pace of each under a steady load.</param>
internal sealed class LedgerRun(Cluster cluster, LedgerFault fault, IReadOnlyList<LedgerCase> cases, int recordsPerSecond)
{
    /// <summary>How many records each producer writes while the followers are frozen.</summary>
    public const int FrozenRecords = 1_000;

    private const int Attempts = 3;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OutcomeLimit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan FrozenWrites = TimeSpan.FromSeconds(1);

    // A follower asks for records and is answered within half a second (replica.fetch.wait.max.ms). A question that was on its way when it froze would be answered with the first records
    // of the experiment, and it would find them in its mailbox when it is thawed.
    private static readonly TimeSpan LastFetch = TimeSpan.FromMilliseconds(800);

    // The session is 6 seconds; somebody who was frozen for less is not missed.
    private static readonly TimeSpan MostFrozen = TimeSpan.FromSeconds(4.5);

    public async Task<IReadOnlyList<LedgerEntry>> RunAsync(CancellationToken cancellationToken)
    {
        IProgressLine line = cluster.Progress.Begin(Say("토픽을 만든다", "making a topic"));
        for (int attempt = 1; ; attempt++)
        {
            if (await TryAsync(line, cancellationToken).ConfigureAwait(false) is { } entries)
            {
                line.Done(Say("끝났다", "done"));
                return entries;
            }

            // Whether an attempt counts depends on its timing alone, which is known before anything is read.
            if (attempt == Attempts)
            {
                Text late = new(
                    FormattableString.Invariant($"팔로워를 {MostFrozen.TotalSeconds:0.0}초 안에 녹이지 못했다."),
                    FormattableString.Invariant($"The followers could not be thawed within {MostFrozen.TotalSeconds:0.0} seconds."));
                line.Done(late);
                throw new ClusterException(
                    ClusterProblem.TimedOut, late, new("컴퓨터를 바쁘게 하는 것을 닫고 다시 실행한다.", "Close what keeps the computer busy, and run it again."));
            }
        }
    }

    private async Task<IReadOnlyList<LedgerEntry>?> TryAsync(IProgressLine line, CancellationToken cancellationToken)
    {
        Topic topic = await cluster.CreateTopicAsync(
            $"ledger-{fault.ToString().ToLowerInvariant()}", 1, 3, new Dictionary<string, string> { ["min.insync.replicas"] = "2" }, cancellationToken).ConfigureAwait(false);
        IdSender[] senders = [];
        try
        {
            senders = [.. cases.Select(c => new IdSender(topic, c.Config()))];
            await Task.WhenAll(senders.Select(s => s.WarmUpAsync(cancellationToken))).ConfigureAwait(false);
            long[]? atFault = fault == LedgerFault.FreezeFollowersThenKillLeader
                ? await FreezeAsync(topic, senders, line, cancellationToken).ConfigureAwait(false)
                : await UnderLoadAsync(topic, senders, line, cancellationToken).ConfigureAwait(false);
            await cluster.StartAllBrokersAsync(cancellationToken).ConfigureAwait(false);
            line.Update(Say("남은 확인을 기다린다", "waiting for the last acknowledgements"));
            await Task.WhenAll(senders.Select(s => s.WaitForOutcomesAsync(OutcomeLimit, cancellationToken))).ConfigureAwait(false);
            if (atFault is null)
            {
                return null;
            }

            line.Update(Say("모두 읽어 번호를 맞춰 본다", "reading everything back by id"));
            DeliveryTally tally = await IdReader.ReadAsync(topic, [.. senders.Select(s => s.Ids)], cancellationToken).ConfigureAwait(false);
            return [.. cases.Select((c, i) => new LedgerEntry(c, tally.Of(senders[i].Ids), atFault[i]))];
        }
        finally
        {
            await Task.WhenAll(senders.Select(s => Task.Run(s.Dispose, CancellationToken.None))).ConfigureAwait(false);
            await DeleteAsync(topic).ConfigureAwait(false);
        }
    }

    // A steady load, in which the leader goes; until a second after there is a new one.
    private async Task<long[]> UnderLoadAsync(Topic topic, IdSender[] senders, IProgressLine line, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task sending = Task.WhenAll(senders.Select(s => Start(() => s.Send(long.MaxValue, recordsPerSecond, stop.Token))));
        try
        {
            line.Update(Say("부하를 준다", "under load"));
            await Task.Delay(Before, cancellationToken).ConfigureAwait(false);
            long[] atFault = [.. senders.Select(s => s.Ids.Acked)];
            LeaderFault gone = await (fault == LedgerFault.KillLeader ? topic.KillLeaderAsync(0, cancellationToken) : topic.StopLeaderAsync(0, cancellationToken)).ConfigureAwait(false);
            line.Update(Say($"브로커 {Particle.IGa(gone.BrokerId)} 없다. 새 리더를 기다린다", $"broker {gone.BrokerId} is gone, waiting for a new leader"));
            await topic.WaitForLeadersAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(After, cancellationToken).ConfigureAwait(false);
            return atFault;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(false);
        }
    }

    // Null when the followers were frozen for so long that they may have been missed: then the leader's death would be another experiment.
    private async Task<long[]?> FreezeAsync(Topic topic, IdSender[] senders, IProgressLine line, CancellationToken cancellationToken)
    {
        PartitionLeader before = (await topic.WaitForIsrAsync(cancellationToken).ConfigureAwait(false))[0];
        int leader = before.Leader!.Value;
        int[] followers = [.. before.InSync.Where(id => id != leader)];
        line.Update(Say($"팔로워 {string.Join(", ", followers)}을(를) 얼리고 {Payloads.Number(FrozenRecords)}건씩 쓴다", $"freezing the followers {string.Join(", ", followers)}, writing {Payloads.Number(FrozenRecords)} records each"));
        long frozen = Stopwatch.GetTimestamp();
        long[] atFault;
        try
        {
            await Task.WhenAll(followers.Select(f => cluster.FreezeBrokerAsync(f, cancellationToken))).ConfigureAwait(false);
            await Task.Delay(LastFetch, cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(senders.Select(s => Start(() => s.Send(FrozenRecords, null, cancellationToken)))).ConfigureAwait(false);
            await Task.WhenAll(senders.Where((_, i) => cases[i].Acks != Confluent.Kafka.Acks.All).Select(s => s.WaitForOutcomesAsync(FrozenWrites, cancellationToken))).ConfigureAwait(false);
            atFault = [.. senders.Select(s => s.Ids.Acked)];
            await cluster.KillBrokerAsync(leader, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
            await Task.WhenAll(followers.Select(f => cluster.ThawBrokerAsync(f, limit.Token))).ConfigureAwait(false);
        }

        TimeSpan took = Stopwatch.GetElapsedTime(frozen);
        line.Update(Say($"브로커 {Particle.EulReul(leader)} 강제로 끝냈다. 새 리더를 기다린다", $"broker {leader} killed, waiting for a new leader"));
        if (took > MostFrozen)
        {
            return null;
        }

        await topic.WaitForLeadersAsync(cancellationToken).ConfigureAwait(false);
        return atFault;
    }

    private async Task DeleteAsync(Topic topic)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(10));
        try
        {
            await cluster.DeleteTopicAsync(topic.Name, limit.Token).ConfigureAwait(false);
            cluster.Owned.RemoveTopic(topic.Label, topic.Name);
        }
        catch (Exception failure) when (failure is ClusterException or OperationCanceledException)
        {
            // It is still ours: CleanUpAsync finds it.
        }
    }

    private static Task Start(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private Text Say(string korean, string english) => new($"{LedgerCase.NameOf(fault).Korean}: {korean}", $"{LedgerCase.NameOf(fault).English}: {english}");
}
