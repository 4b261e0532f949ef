using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <content>Chapter 4, section 4 of the document.</content>
public sealed partial record Finding
{
    /// <summary>"Pub/Sub": every subscriber got everything that was published, also one that came late.</summary>
    /// <param name="published">How many records were published.</param>
    /// <param name="subscribers">The subscribers, each alone in its group.</param>
    public static Finding Subscribed(int published, IReadOnlyList<GroupMember> subscribers)
    {
        ArgumentNullException.ThrowIfNull(subscribers);
        string counts = string.Join(", ", subscribers.Select(s => Payloads.Number(s.Records)));
        return new(
            4,
            new("Pub/Sub 메시징: 발행하고 구독하는 모델 지원", "Pub/Sub messaging: publish and subscribe"),
            new(
                $"한 번 발행한 {Payloads.Number(published)}건을 그룹 {subscribers.Count}개가 저마다 받았다({counts}건). 마지막 그룹은 발행이 끝난 뒤에 왔다.",
                $"{Payloads.Number(published)} records, published once, reached each of {subscribers.Count} groups ({counts}); the last one came when publishing was over."),
            Holds(subscribers.Count > 0 && subscribers.All(s => s.Records == published)));
    }

    /// <summary>"Durable": what survived when every broker was killed, and when disks were lost.</summary>
    /// <param name="survived">What was read after every broker had been killed, beside what was sent.</param>
    /// <param name="oneDisk">One broker's disk was lost.</param>
    /// <param name="everyDisk">Every disk was lost.</param>
    public static Finding SurvivesCrashes(Outcome<Comparison> survived, Outcome<DiskLoss> oneDisk, Outcome<DiskLoss> everyDisk)
    {
        ArgumentNullException.ThrowIfNull(survived);
        ArgumentNullException.ThrowIfNull(oneDisk);
        ArgumentNullException.ThrowIfNull(everyDisk);
        Text says = new("내구성: 디스크에 메시지를 저장하여 데이터 유실 방지", "durability: records are on disk, so that none is lost");
        if (!survived.Ran || !oneDisk.Ran || !everyDisk.Ran)
        {
            return Unseen(says);
        }

        DiskLossCase copied = oneDisk.Value.Cases.MaxBy(c => c.Copies)!, single = oneDisk.Value.Cases.MinBy(c => c.Copies)!, wiped = everyDisk.Value.Cases[0];
        return new(
            4,
            says,
            new(
                $"브로커를 모두 kill -9로 죽였다 살리자 {Payloads.Number(survived.Value.Sent)}건 가운데 {Payloads.Number(survived.Value.Found)}건이 남았다. 디스크 하나를 잃으면 복제본 {copied.Copies}개는 {Payloads.Number(copied.Left)}건, 복제본 1개는 {Payloads.Number(single.Left)}건, 디스크를 모두 잃으면 {Payloads.Number(wiped.Left)}건이 남는다.",
                $"After kill -9 of every broker {Payloads.Number(survived.Value.Found)} of {Payloads.Number(survived.Value.Sent)} records were there. With one disk lost, {copied.Copies} replicas keep {Payloads.Number(copied.Left)} and a single one keeps {Payloads.Number(single.Left)}; with every disk lost {Payloads.Number(wiped.Left)} are left."),
            Holds(survived.Value.Whole && copied.Left == copied.Written));
    }

    /// <summary>"Scalable": partitions are the ceiling for consumers, and adding some moves keys.</summary>
    /// <param name="ceiling">What a group of the same size got done with more partitions.</param>
    /// <param name="moves">The keys that moved.</param>
    public static Finding ScalesByPartitions(PartitionCeiling ceiling, KeyMoves moves)
    {
        ArgumentNullException.ThrowIfNull(ceiling);
        ArgumentNullException.ThrowIfNull(moves);
        string working = string.Join(", ", ceiling.Steps.Select(s => $"{s.Partitions} → {s.Step.Working}"));
        return new(
            4,
            new("확장성: 파티션을 통해 수평 확장 가능", "scalability: partitions make it scale out"),
            new(
                $"컨슈머는 늘 {ceiling.Consumers}개인데 일한 컨슈머는 파티션 수를 따라갔다({working}). 파티션을 {moves.PartitionsBefore}개에서 {moves.Topic.Partitions}개로 늘리면 키 {moves.Keys.Count}개 가운데 {moves.Moved}개가 옮겨 간다.",
                $"Of always {ceiling.Consumers} consumers as many worked as there were partitions ({working}). From {moves.PartitionsBefore} to {moves.Topic.Partitions} partitions {moves.Moved} of {moves.Keys.Count} keys move."),
            Holds(ceiling.Steps.All(s => s.Step.Working == Math.Min(s.Partitions, ceiling.Consumers))));
    }

    /// <summary>"Highly available": a leader went away, another one took over, and nothing that was acknowledged is lost.</summary>
    /// <param name="kill">A leader was killed.</param>
    /// <param name="stop">A leader was stopped cleanly.</param>
    /// <param name="delivered">What was read back after the kill.</param>
    public static Finding RecoversByItself(Outcome<AckTimeline> kill, Outcome<AckTimeline> stop, Outcome<Delivery> delivered)
    {
        ArgumentNullException.ThrowIfNull(kill);
        ArgumentNullException.ThrowIfNull(stop);
        ArgumentNullException.ThrowIfNull(delivered);
        Text says = new("고가용성(HA): 브로커 장애 시 복제된 데이터로 자동 복구", "high availability: recovers by itself from replicas");
        if (!kill.Ran || !stop.Ran || !delivered.Ran)
        {
            return Unseen(says);
        }

        string killed = AckTimeline.Seconds(kill.Value.LongestGap.Length), stopped = AckTimeline.Seconds(stop.Value.LongestGap.Length);
        return new(
            4,
            says,
            new(
                $"리더를 kill -9로 죽이자 확인이 {killed}초 끊겼다가 저절로 이어졌다(깨끗이 멈추면 {stopped}초). 확인받은 {Payloads.Number(delivered.Value.Acked)}건 가운데 사라진 것 {Payloads.Number(delivered.Value.Lost)}건.",
                $"After kill -9 of a leader acknowledgements were missing for {killed} s, and came back by themselves ({stopped} s after a clean stop). Lost of {Payloads.Number(delivered.Value.Acked)} acknowledged: {Payloads.Number(delivered.Value.Lost)}."),
            Holds(delivered.Value.Lost == 0 && kill.Value.NewLeaderAfter is not null));
    }

    /// <summary>"Ordered": inside a partition, and not over all of them; what sending again can do to it.</summary>
    /// <param name="order">Numbered records over several partitions.</param>
    /// <param name="injected">The order broken by an injected error.</param>
    /// <param name="refused">Producers on real brokers that refused writes.</param>
    public static Finding OrderedInsidePartitions(OrderCheck order, RetryRun injected, Outcome<RefusedWrites> refused)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(injected);
        ArgumentNullException.ThrowIfNull(refused);
        Text kept = refused.Ran
            ? new(
                $" 진짜 브로커가 쓰기를 거절하는 동안: {string.Join(" / ", refused.Value.Runs.Select(r => $"{r.Name} 순서 바뀜 {r.Order.Reordered}건, 중복 {Payloads.Number(r.Order.Duplicated)}건"))}.",
                $" While real brokers refused writes: {string.Join(" / ", refused.Value.Runs.Select(r => $"{r.Name} {r.Order.Reordered} out of order, {Payloads.Number(r.Order.Duplicated)} duplicates"))}.")
            : Text.Same("");
        return new(
            4,
            new("순서 보장(Ordering): 파티션 내에서 메시지 순서 보장", "ordering: kept inside a partition"),
            new(
                $"{Payloads.Number(order.Records)}건: 파티션 안에서 바뀐 것 {order.Reordered}건, 전체로는 {Payloads.Number(order.StepsBack)}번 되돌아갔다. 오류를 주입하고 멱등성을 끄면 {Payloads.Number(injected.Order.Reordered)}건이 바뀌었다.{kept.Korean}",
                $"{Payloads.Number(order.Records)} records: {order.Reordered} out of order inside a partition; over all of them the number went back {Payloads.Number(order.StepsBack)} times. With an injected error and no idempotence {Payloads.Number(injected.Order.Reordered)} were out of order.{kept.English}"),
            Holds(order.InOrderInsidePartitions && (!refused.Ran || refused.Value.Runs[^1].Whole)));
    }

    /// <summary>"No data lost", the producer's side: what each setting lost.</summary>
    /// <param name="ledger">The settings side by side, or why not.</param>
    public static Finding LossBySetting(Outcome<DeliveryLedger> ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        Text says = new("데이터 유실 방지: 보내는 쪽", "no data lost: the producer's side");
        if (!ledger.Ran)
        {
            return Unseen(says);
        }

        LedgerRow[] safe = [.. ledger.Value.Rows.Where(r => r.Case.Idempotent)];
        string lost = string.Join(", ", ledger.Value.Rows.GroupBy(r => r.Case.Setting).Select(g => $"{g.Key.Korean} {Payloads.Number(g.Sum(r => r.Lost))}"));
        string english = string.Join(", ", ledger.Value.Rows.GroupBy(r => r.Case.Setting).Select(g => $"{g.Key.English} {Payloads.Number(g.Sum(r => r.Lost))}"));
        return new(
            4,
            says,
            new($"확인받고도 사라진 레코드: {lost}.", $"Acknowledged, and lost: {english}."),
            Holds(safe.Length > 0 && safe.All(r => r.Whole)));
    }

    /// <summary>"No data lost", the consumer's side: where the commit stands decides.</summary>
    /// <param name="before">Committed before the work.</param>
    /// <param name="after">Committed after the work.</param>
    public static Finding LossByCommit(WorkReport before, WorkReport after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new(
            4,
            new("데이터 유실 방지: 읽는 쪽", "no data lost: the consumer's side"),
            new(
                $"일하다 전원이 나가면: 먼저 커밋 → 잃은 것 {before.Lost}건, 나중에 커밋 → 두 번 처리한 것 {after.Twice}건, 잃은 것 {after.Lost}건.",
                $"The power went off during the work: committed before it, {before.Lost} lost; committed after it, {after.Twice} done twice and {after.Lost} lost."),
            Holds(after.Lost == 0 && after.Processed == after.Records));
    }

    /// <summary>"Can be processed again": a group went back and computed the same result.</summary>
    /// <param name="first">What it read the first time.</param>
    /// <param name="again">What it read after going back.</param>
    /// <param name="sameResult">Whether both gave the same result.</param>
    public static Finding Reprocessed(ReadResult first, ReadResult again, bool sameResult)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(again);
        return new(
            4,
            new("재처리 지원: 오프셋을 통해 특정 시점부터 재처리", "reprocessing: from any offset"),
            new(
                $"같은 그룹이 {Payloads.Number(first.Records.Count)}건을 처리하고, 처음으로 돌아가 {Payloads.Number(again.Records.Count)}건을 다시 처리했다. 두 결과는 {(sameResult ? "같다" : "다르다")}.",
                $"One group processed {Payloads.Number(first.Records.Count)} records, went back and processed {Payloads.Number(again.Records.Count)} again. The results are {(sameResult ? "equal" : "different")}."),
            Holds(sameResult && first.Records.Count > 0 && first.Records.Count == again.Records.Count));
    }

    private static Finding Unseen(Text says) => new(
        4, says, new("여기서는 재지 못했다. Docker나 로컬 Kafka가 있어야 한다.", "Not measured here: it takes Docker or a local Kafka."), FindingKind.NotMeasured);
}
