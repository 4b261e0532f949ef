using System.Globalization;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <content>Chapter 2, section 2 of the document.</content>
public sealed partial record Finding
{
    /// <summary>
    /// "Fast": the fastest way to send, and the fastest way to read of ladder and LinkedIn's tests: the sentence says "handle", which is both. A computer on which both
    /// are below "millions" has not shown it; that contradicts nobody.
    /// </summary>
    /// <param name="ladder">The ladder.</param>
    /// <param name="linkedIn">LinkedIn's tests, for their consumers.</param>
    public static Finding HighPerformance(Ladder ladder, LinkedIn2014 linkedIn)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        ArgumentNullException.ThrowIfNull(linkedIn);
        double slowest = ladder.Rungs[0].RecordsPerSecond, fastest = ladder.Fastest?.RecordsPerSecond ?? 0;
        (Text By, double Rate)[] reads =
        [
            .. ladder.Rungs.Where(r => r.Step.Read is not null).Select(r => (new Text($"사다리의 '{r.Step.Name.Korean}'", $"the ladder's '{r.Step.Name.English}'"), r.RecordsPerSecond)),
            .. linkedIn.Tests.Where(t => t is { ReadsOnly: true, Ours: not null }).Select(t => (new Text($"LinkedIn의 시험 '{t.Name.Korean}'", $"LinkedIn's test '{t.Name.English}'"), t.Ours!.Value)),
        ];
        (Text by, double read) = reads.OrderByDescending(r => r.Rate).FirstOrDefault();
        Reach reach = ladder.Reach();
        double most = Math.Max(fastest, read);
        Text share = most >= reach.Goal
            ? new($" 초당 {Payloads.Number((long)reach.Goal)}건을 넘었다.", $" More than {Payloads.Number((long)reach.Goal)} a second.")
            : new($" '수백만'을 초당 {Payloads.Number((long)reach.Goal)}건으로 치면 {100 * most / reach.Goal:0} %다.", $" That is {100 * most / reach.Goal:0} % of {Payloads.Number((long)reach.Goal)} a second, the least that 'millions' means.");
        string best = Payloads.Number((long)Math.Round(fastest)), times = Payloads.Number((long)(fastest / slowest));
        Text reading = read > 0 ? new($", 가장 빠른 읽기는 초당 {Payloads.Number((long)Math.Round(read))}건({by.Korean})", $", to read {Payloads.Number((long)Math.Round(read))} ({by.English})") : Text.Same("");
        Text embedded = ladder.Kind == ClusterKind.Embedded ? new(" 복제도 디스크도 없는 내장 클러스터라 클라이언트의 속도일 뿐이다.", " The embedded cluster has neither replicas nor a disk: only a client's speed.") : Text.Same("");
        return new(
            2,
            new("고성능: 초당 수백만 개의 메시지를 처리 가능", "fast: millions of messages a second"),
            new(
                $"이 컴퓨터에서 가장 빠른 쓰기는 초당 {best}건(한 건씩 보낼 때의 {times}배){reading.Korean}. 모두 브로커가 확인한 수다.{share.Korean}{embedded.Korean}",
                $"The fastest way to send on this computer: {best} a second ({times} times one by one){reading.English}. All confirmed by the brokers.{share.English}{embedded.English}"),
            !ladder.Whole || !linkedIn.Whole ? FindingKind.Contradicted
                : ladder.Kind == ClusterKind.Embedded ? FindingKind.NotMeasured
                : most >= reach.Goal ? FindingKind.Shown : FindingKind.Partly);
    }

    /// <summary>"Scales out": consumers up to the number of partitions, and brokers that take over their share.</summary>
    /// <param name="scaling">What more consumers brought.</param>
    /// <param name="shares">How the brokers shared a stream before and after partitions were moved.</param>
    public static Finding ScalesOut(ConsumerScaling scaling, Outcome<BrokerShares> shares)
    {
        ArgumentNullException.ThrowIfNull(scaling);
        ArgumentNullException.ThrowIfNull(shares);
        int partitions = scaling.Topic.Partitions;
        ConsumerStep most = scaling.Steps.Last(s => s.Consumers <= partitions), over = scaling.Steps[^1];
        string factor = scaling.Factor(most).ToString("0.0", CultureInfo.InvariantCulture);
        Text moved = shares.Ran
            ? new($" 브로커의 몫은 {shares.Value.Shares(shares.Value.ShareBefore)} %에서 {shares.Value.Shares(shares.Value.ShareAfter)} %로 바뀌었다.",
                $" The brokers' shares went from {shares.Value.Shares(shares.Value.ShareBefore)} % to {shares.Value.Shares(shares.Value.ShareAfter)} %.")
            : new(" 브로커를 늘리는 실험은 이 클러스터에서 할 수 없었다.", " More brokers could not be shown on this cluster.");
        return new(
            2,
            new("확장성: 브로커를 추가하여 수평 확장 가능", "scalability: add brokers to scale out"),
            new(
                $"컨슈머 {most.Consumers}개에서 한 개의 {factor}배, {over.Consumers}개여도 일하는 것은 {over.Working}개(파티션 {partitions}개).{moved.Korean}",
                $"{most.Consumers} consumers did {factor} times what one did; of {over.Consumers} only {over.Working} had work ({partitions} partitions).{moved.English}"),
            Holds(scaling.Steps.All(s => s.Working == Math.Min(s.Consumers, partitions)) && most.RecordsPerSecond > scaling.Steps[0].RecordsPerSecond && (!shares.Ran || Spread(shares.Value))));
    }

    /// <summary>"Fault tolerant": a leader was killed and nothing that was acknowledged is lost.</summary>
    /// <param name="run">The steady stream during which the leader was killed.</param>
    /// <param name="delivery">What was read back.</param>
    public static Finding FaultTolerant(Outcome<AckTimeline> run, Outcome<Delivery> delivery)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(delivery);
        Text says = new("내결함성: 데이터 복제를 통해 장애 대비 가능", "fault tolerance: replication prepares for failures");
        if (!run.Ran || !delivery.Ran)
        {
            return NotHere(says);
        }

        string gap = run.Value.LongestGap.Length.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return new(
            2,
            says,
            new(
                $"리더를 kill -9로 죽였다. 확인받은 {Payloads.Number(delivery.Value.Acked)}건 가운데 {Payloads.Number(delivery.Value.Lost)}건이 사라졌고, 답이 가장 오래 끊긴 것은 {gap}초다.",
                $"The leader was killed with kill -9: {Payloads.Number(delivery.Value.Lost)} of {Payloads.Number(delivery.Value.Acked)} acknowledged records lost; the longest silence was {gap} s."),
            Holds(delivery.Value.Lost == 0));
    }

    /// <summary>"Durable": all brokers were stopped and started, and every record is there.</summary>
    /// <param name="compared">What was read afterwards beside what was sent.</param>
    /// <param name="disk">What lies on the disks.</param>
    public static Finding Durable(Outcome<Comparison> compared, Outcome<DiskUsage> disk)
    {
        ArgumentNullException.ThrowIfNull(compared);
        ArgumentNullException.ThrowIfNull(disk);
        Text says = new("내구성: 메시지가 디스크에 저장되어 영속성 보장", "durability: records are stored on disk and persist");
        if (!compared.Ran)
        {
            return NotHere(says);
        }

        Text bytes = disk.Ran
            ? new($" 디스크에 {Payloads.Number(disk.Value.TotalBytes)}바이트가 있다(복제본 모두).", $" {Payloads.Number(disk.Value.TotalBytes)} bytes lie on the disks, all replicas together.")
            : Text.Same("");
        return new(
            2,
            says,
            new(
                $"브로커를 모두 멈췄다가 켰다. {Payloads.Number(compared.Value.Sent)}건 가운데 {Payloads.Number(compared.Value.Found)}건이 제자리에 있었다.{bytes.Korean}",
                $"All brokers were stopped and started: {Payloads.Number(compared.Value.Found)} of {Payloads.Number(compared.Value.Sent)} records were in their places.{bytes.English}"),
            Holds(compared.Value.Whole));
    }

    /// <summary>"Flexible consumption": groups of different speed each got everything.</summary>
    /// <param name="run">The run.</param>
    public static Finding IndependentGroups(GroupRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string lags = string.Join(", ", run.Parts.Select(p => $"{p.Group} {Payloads.Number(run.Timeline.HighestLag(p.Group))}"));
        return new(
            2,
            new("유연한 소비자 처리: 여러 Consumer Group이 독립적으로 처리 가능", "flexible consumption: several consumer groups work independently"),
            new(
                $"속도가 다른 그룹 {run.Parts.Count}개가 {Payloads.Number(run.Records)}건을 저마다 한 번씩 처리했다. 가장 컸던 지연: {lags}건.",
                $"{run.Parts.Count} groups of different speed each worked on all {Payloads.Number(run.Records)} records once. Highest lag: {lags}."),
            Holds(run.AllGotAll));
    }

    /// <summary>"A learning curve": one of its stones, the consumer that reads nothing.</summary>
    /// <param name="starts">Where groups began.</param>
    public static Finding LearningCurve(StartReads starts)
    {
        ArgumentNullException.ThrowIfNull(starts);
        int latest = starts.Of(AutoOffsetReset.Latest, committed: false).Received, earliest = starts.Of(AutoOffsetReset.Earliest, committed: false).Received;
        return new(
            2,
            new("초기 학습 곡선이 있음", "there is a learning curve"),
            new(
                $"메시지 {starts.Records}건이 있는 토픽에서 새 그룹은 기본값(latest)으로 {latest}건, earliest로 {earliest}건을 받았다. 오류는 없었다.",
                $"Of {starts.Records} records a new group got {latest} with the default (latest) and {earliest} with earliest. There was no error."),
            Holds(latest == 0 && earliest == starts.Records));
    }

    /// <summary>"Operating takes learning": what one broker's pause did to partitions and leaders, and what mended it.</summary>
    /// <param name="outage">The status over time.</param>
    /// <param name="election">The election that brought the leaders home.</param>
    public static Finding OperatingEffort(Outcome<StatusTimeline> outage, Outcome<LeaderElection> election)
    {
        ArgumentNullException.ThrowIfNull(outage);
        ArgumentNullException.ThrowIfNull(election);
        Text says = new("운영 난이도: 클러스터 운영/모니터링/장애 처리에 대한 학습 필요", "operating: running, watching and mending a cluster has to be learned");
        if (!outage.Ran || !election.Ran)
        {
            return NotHere(says);
        }

        StatusPanel worst = outage.Value.Worst;
        return new(
            2,
            says,
            new(
                $"브로커 하나가 쉬는 동안 복제가 모자란 파티션 {worst.UnderReplicated}개, 리더가 없는 파티션 {worst.Offline}개. 돌아온 뒤에도 리더 {election.Value.Moved}개는 선출을 시켜야 제자리로 갔다.",
                $"With one broker away {worst.UnderReplicated} partitions were under-replicated and {worst.Offline} offline. After its return {election.Value.Moved} leaders went home only when told to."),
            Holds(worst.UnderReplicated > 0 && outage.Value.After.UnderReplicated == 0));
    }

    /// <summary>"Short retention by default": the brokers' answer, and records that went.</summary>
    /// <param name="defaults">The brokers' settings, <c>log.retention.hours</c> among them.</param>
    /// <param name="fates">What became of a topic with a short retention and of one without.</param>
    public static Finding ShortRetention(Outcome<SettingTable> defaults, Outcome<OffsetTimeline[]> fates)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        ArgumentNullException.ThrowIfNull(fates);
        Text says = new("짧은 메시지 보존이 디폴트: 장기 저장은 별도 설정 필요", "short retention by default: keeping for long takes a setting");
        if (!defaults.Ran || !fates.Ran)
        {
            return NotHere(says);
        }

        Text kept = SettingWords.Of("log.retention.hours", defaults.Value["log.retention.hours"]);
        string left = string.Join(", ", fates.Value.Select(t => $"{t.Topic.Label} {Payloads.Number(Left(t))}"));
        return new(
            2,
            says,
            new($"브로커의 답은 {kept.Korean}이다. 설정만 다른 두 토픽에 남은 메시지: {left}건.", $"The brokers answer {kept.English}. Left in two topics that differ in one setting: {left}."),
            Holds(Left(fates.Value[0]) == 0 && Left(fates.Value[^1]) > 0));
    }

    private static long Left(OffsetTimeline timeline) => timeline.Moments[^1].Snapshot.Partitions.Sum(p => p.LogEnd - p.LogStart);

    private static bool Spread(BrokerShares shares) => shares.Brokers.Count(b => shares.ShareBefore(b) > 0) < shares.Brokers.Count(b => shares.ShareAfter(b) > 0);

    private static Finding NotHere(Text says) => new(
        2, says, new("여기서는 재지 못했다. Docker나 로컬 Kafka가 있어야 한다.", "Not measured here: it takes Docker or a local Kafka."), FindingKind.NotMeasured);
}
