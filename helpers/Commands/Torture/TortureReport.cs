using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Torture;

/// <summary>One kill.</summary>
/// <param name="BrokerId">The broker.</param>
/// <param name="Led">How many partitions of the topic it led.</param>
/// <param name="NewLeader">From the kill until all of them had another leader.</param>
/// <param name="Whole">From the kill until the broker was back and all replicas in sync.</param>
internal sealed record Kill(int BrokerId, int Led, TimeSpan NewLeader, TimeSpan Whole);

/// <summary>What became of it all.</summary>
/// <param name="Options">What was to be done.</param>
/// <param name="Kills">The kills.</param>
/// <param name="Delivery">The records, read back by id.</param>
/// <param name="Waiting">Records that were neither acknowledged nor given up in the end.</param>
/// <param name="FirstError">The client's first error, or null.</param>
/// <param name="Clues">Where the first few things went wrong.</param>
/// <param name="LongestGap">The longest time in which a partition acknowledged nothing.</param>
/// <param name="Took">The whole of it, reading back included.</param>
internal sealed record TortureReport(
    TortureOptions Options, IReadOnlyList<Kill> Kills, Delivery Delivery, long Waiting, string? FirstError, IReadOnlyList<string> Clues, TimeSpan LongestGap, TimeSpan Took)
{
    /// <summary>Whether everything was as acks=all and idempotence promise, over as many kills and records as were asked for.</summary>
    public bool Held => Findings.Count == 0;

    /// <summary>What was not as promised, a sentence for each; empty when all was.</summary>
    public IReadOnlyList<Text> Findings =>
    [
        .. If(Delivery.Lost > 0, new(
            $"확인받은 {N(Delivery.Lost)}건이 사라졌다. acks=all과 min.insync.replicas=2라면 일어나지 않아야 한다. 뒤처진 복제본이 리더가 되었거나(unclean leader election), 확인이 한 복제본에만 쓰인 채 나갔다는 뜻이다. 브로커 로그에서 그 시각의 리더 교체와 truncation을 본다.",
            $"{N(Delivery.Lost)} acknowledged records are lost. With acks=all and min.insync.replicas=2 that must not be: a replica that was behind became the leader (unclean election), or an acknowledgement went out with one copy only. Look in the brokers' logs for the leader's change and a truncation at that time.")),
        .. If(Delivery.Duplicated > 0, new(
            $"{N(Delivery.Duplicated)}건이 두 번 저장되었다. 멱등 프로듀서의 순번을 새 리더가 알아보지 못했다는 뜻이다. 프로듀서가 도중에 새 번호(producer id)를 받았는지 본다.",
            $"{N(Delivery.Duplicated)} copies are stored: the new leader did not recognise the idempotent producer's sequence. See whether the producer got a new producer id on the way.")),
        .. If(Delivery.Reordered > 0, new(
            $"{N(Delivery.Reordered)}건의 순서가 파티션 안에서 바뀌었다. 멱등이면 순번이 건너뛴 요청은 거절되어야 한다.",
            $"{N(Delivery.Reordered)} records are out of order inside their partition: with idempotence a request whose sequence has a gap has to be refused.")),
        .. If(Delivery.Failed > 0, new(
            $"{N(Delivery.Failed)}건을 클라이언트가 포기했다: {FirstError}. 사라진 것은 아니지만(확인받지 못했다) 브로커 하나를 죽인 것만으로는 일어나지 않아야 한다.",
            $"The client gave up {N(Delivery.Failed)} records: {FirstError}. They are not lost (nobody acknowledged them), but killing one broker at a time must not lead to it.")),
        .. If(Waiting > 0, new($"{N(Waiting)}건은 끝까지 답이 없었다.", $"{N(Waiting)} records were never answered.")),
        .. If(Delivery.Others > 0, new($"다른 프로듀서의 레코드가 {N(Delivery.Others)}건 섞여 있다.", $"{N(Delivery.Others)} records of some other producer are among them.")),
        .. If(Kills.Count < Options.Kills, new(
            $"{Options.Kills}번 가운데 {Kills.Count}번만 죽였다: 한 번에 쓸 수 있는 {N(TortureOptions.MostRecords)}건을 다 썼다.",
            $"Only {Kills.Count} of {Options.Kills} kills: the {N(TortureOptions.MostRecords)} records that one run may write were used up.")),
        .. If(Delivery.Acked < Options.Records, new(
            $"확인받은 것이 {N(Delivery.Acked)}건뿐이다. {N(Options.Records)}건을 쓰려고 했다.", $"Only {N(Delivery.Acked)} records were acknowledged; {N(Options.Records)} were asked for.")),
    ];

    /// <summary>The result in one line.</summary>
    public Text Sentence => new(
        $"리더를 {Kills.Count}번 강제로 끝내는 동안 {N(Delivery.Acked)}건을 썼다: 사라짐 {N(Delivery.Lost)}, 중복 {N(Delivery.Duplicated)}, 순서 바뀜 {N(Delivery.Reordered)}",
        $"{Kills.Count} leaders killed, {N(Delivery.Acked)} records written: {N(Delivery.Lost)} lost, {N(Delivery.Duplicated)} duplicated, {N(Delivery.Reordered)} reordered");

    private static IEnumerable<Text> If(bool holds, Text text) => holds ? [text] : [];

    private static string N(long value) => Payloads.Number(value);
}
