using System.CommandLine;
using System.Globalization;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Torture;

/// <summary>
/// <c>torture</c>: kills leaders under load and proves by reading back that nothing is lost, duplicated or reordered. A cluster that it had to start is stopped again; one that
/// ran before is left with all its brokers running and without the topic.
/// </summary>
internal sealed class TortureCommand(Screen screen, ClusterEnvironment environment, ClusterStarter clusters)
{
    private const int DefaultKills = 10;
    private const long DefaultRecords = 1_000_000;

    public Command Create()
    {
        string number = new Text("수", "N").ToString();
        Option<long?> kills = SharedOptions.Number("--kills", number, 1, 1_000, new($"리더를 몇 번 강제로 끝낼지. 주지 않으면 {DefaultKills}번.", $"How many leaders are killed; {DefaultKills} without it."));
        Option<long?> records = SharedOptions.Number("--records", number, 1, TortureOptions.MostRecords, new(
            $"적어도 몇 건을 쓸지. 주지 않으면 {Payloads.Number(DefaultRecords)}건.", $"How many records are written at least; {Payloads.Number(DefaultRecords)} without it."));
        Option<long?> seed = SharedOptions.Number("--seed", number, 0, int.MaxValue, new("어느 파티션의 리더를 언제 끝낼지 정하는 수. 주지 않으면 새로 뽑는다.", "Decides whose leaders are killed and when; without it a new one is drawn."));
        Option<string?> kind = SharedOptions.Cluster(ClusterKind.Local, ClusterKind.Docker);
        Option<string?> variant = SharedOptions.Variant();
        Command command = new("torture", new Text(
            "부하를 주면서 리더를 되풀이해 강제로 끝내고(kill -9), 사라지거나 두 번 쓰이거나 순서가 바뀐 것이 없는지 번호로 맞춰 본다.",
            "Kills leaders (kill -9) again and again under load, and compares by id that nothing is lost, duplicated or reordered.").ToString())
        {
            kills, records, seed, kind, variant,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new TortureOptions(
                (int)(parsed.GetValue(kills) ?? DefaultKills), parsed.GetValue(records) ?? DefaultRecords, (int)(parsed.GetValue(seed) ?? Random.Shared.Next())),
            SharedOptions.KindOf(parsed, kind) ?? ClusterKind.Local,
            SharedOptions.VariantOf(parsed, variant),
            cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(TortureOptions torture, ClusterKind kind, Variant? variant, CancellationToken cancellationToken)
    {
        ClusterOptions options = new ClusterOptions { Environment = environment, Kind = kind, Progress = screen.Progress }.WithVariant(variant);
        StartedHere started = await StartedHere.NoteAsync(clusters, options, cancellationToken).ConfigureAwait(false);
        try
        {
            bool wasRunning;
            Cluster first = await clusters.StartAsync(options, cancellationToken).ConfigureAwait(false);
            await using (first.ConfigureAwait(false))
            {
                ClusterLines.Show(screen, first);
                wasRunning = first.Report.Attached;
            }

            // Every restart would show its own progress; the run has one line for each kill.
            Cluster cluster = await clusters.StartAsync(options with { AttachOnly = true, Progress = ProgressDisplays.Silent }, cancellationToken).ConfigureAwait(false);
            await using (cluster.ConfigureAwait(false))
            {
                return await TortureAsync(cluster, torture, wasRunning, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await started.StopAsync(screen, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int> TortureAsync(Cluster cluster, TortureOptions torture, bool wasRunning, CancellationToken cancellationToken)
    {
        screen.Line(new Text(
            $"리더를 {torture.Kills}번 강제로 끝낸다. 적어도 {Payloads.Number(torture.Records)}건, 초당 {Payloads.Number(torture.RecordsPerSecond)}건, acks=all, 멱등, 파티션 {TortureOptions.Partitions}, 복제본 3, 시드 {torture.Seed}",
            $"Killing {torture.Kills} leaders: at least {Payloads.Number(torture.Records)} records, {Payloads.Number(torture.RecordsPerSecond)} a second, acks=all, idempotent, {TortureOptions.Partitions} partitions, 3 replicas, seed {torture.Seed}"));
        try
        {
            await cluster.StartAllBrokersAsync(cancellationToken).ConfigureAwait(false);
            TortureReport report = await new TortureRun(cluster, torture, screen.Progress).RunAsync(cancellationToken).ConfigureAwait(false);
            Show(report);
            return report.Held ? ExitCodes.Success : ExitCodes.Failed;
        }
        finally
        {
            if (wasRunning)
            {
                await LeaveAsItWasAsync(cluster).ConfigureAwait(false);
            }
        }
    }

    // Also after Ctrl-C, so with limits of its own; one that was started here is stopped anyway.
    private async Task LeaveAsItWasAsync(Cluster cluster)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(90));
        try
        {
            IReadOnlyList<int> back = await cluster.StartAllBrokersAsync(limit.Token).ConfigureAwait(false);
            if (back.Count > 0)
            {
                string ids = string.Join(", ", back);
                screen.Marked(Mark.Good, new Text($"브로커 {Particle.EulReul(ids)} 다시 띄웠다.", $"Broker {ids} runs again."));
            }

            await cluster.CleanUpAsync(limit.Token).ConfigureAwait(false);
        }
        catch (ClusterException failure)
        {
            screen.Failure(failure.What, failure.WhatToDo);
        }
        catch (OperationCanceledException)
        {
            screen.Failure(new("브로커가 제때 돌아오지 않았다.", "A broker did not come back in time."), new("`dotnet run -- status`로 본다.", "Look with `dotnet run -- status`."));
        }
    }

    private void Show(TortureReport report)
    {
        Delivery delivery = report.Delivery;
        screen.Table(
            [
                new("끝낸 횟수", "kills"), new("보냄", "sent"), new("확인받음", "acknowledged"), new("읽음", "read"), new("사라짐", "lost"), new("중복", "duplicated"), new("순서 바뀜", "reordered"),
                new("실패", "failed"),
            ],
            [[
                Payloads.Number(report.Kills.Count), Payloads.Number(delivery.Sent), Payloads.Number(delivery.Acked), Payloads.Number(delivery.Read), Payloads.Number(delivery.Lost),
                Payloads.Number(delivery.Duplicated), Payloads.Number(delivery.Reordered), Payloads.Number(delivery.Failed),
            ]]);
        if (report.Kills.Count > 0)
        {
            screen.Line(new Text(
                $"새 리더까지 {Spread(report.Kills.Select(k => k.NewLeader))}, 복제본이 모두 돌아오기까지 {Spread(report.Kills.Select(k => k.Whole))}. 한 파티션의 확인이 가장 오래 끊긴 것은 {AckTimeline.Seconds(report.LongestGap)}초. 모두 {Minutes(report.Took)}분.",
                $"New leaders after {Spread(report.Kills.Select(k => k.NewLeader))}, all in sync after {Spread(report.Kills.Select(k => k.Whole))}. The longest silence of a partition was {AckTimeline.Seconds(report.LongestGap)} s. {Minutes(report.Took)} min in all."));
        }

        screen.Marked(report.Held ? Mark.Good : Mark.Bad, report.Sentence);
        foreach (Text finding in report.Findings)
        {
            screen.Marked(Mark.Bad, finding);
        }

        foreach (string clue in report.Clues)
        {
            screen.Line("    " + clue);
        }
    }

    // Lowest, middle and highest: a mean would hide the kill that was different.
    private static string Spread(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] all = [.. times.Order()];
        return $"{AckTimeline.Seconds(all[0])} / {AckTimeline.Seconds(all[all.Length / 2])} / {AckTimeline.Seconds(all[^1])} s";
    }

    private static string Minutes(TimeSpan time) => time.TotalMinutes.ToString("0.0", CultureInfo.InvariantCulture);
}
