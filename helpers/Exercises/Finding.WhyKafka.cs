using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Shop;

namespace KafkaWorkbook.Exercises;

/// <content>Chapter 5, section 5 of the document.</content>
public sealed partial record Finding
{
    /// <summary>"An architecture around the flow of events": every service took part by topics alone.</summary>
    /// <param name="flow">The flow as it was measured.</param>
    public static Finding AroundEvents(ShopFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return new(
            5,
            new("시스템 전체의 이벤트 흐름을 중심으로 구성하는 아키텍처", "an architecture around the flow of events of the whole system"),
            new(
                $"서비스 {flow.Services.Count}개가 서로를 부르지 않고 토픽 {flow.Topics.Count}개만으로 일을 마쳤다.",
                $"{flow.Services.Count} services got their work done through {flow.Topics.Count} topics, without calling each other."),
            Holds(flow.AllRead && flow.Services.Count > flow.Topics.Count));
    }

    /// <summary>"Looser coupling": a service that is down, and one that comes later, are not the caller's business.</summary>
    /// <param name="calls">The run with calls and an outage.</param>
    /// <param name="events">The run with events and the same outage.</param>
    /// <param name="callsLater">Calls, with a service more.</param>
    /// <param name="eventsLater">Events, with the same service more.</param>
    public static Finding Decoupled(ShopRun calls, ShopRun events, ShopRun callsLater, ShopRun eventsLater)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(events);
        int byCalls = CallerChange.Between(calls, callsLater).Changed, byEvents = CallerChange.Between(events, eventsLater).Changed;
        return new(
            5,
            new("서비스 간 결합도 낮추기", "looser coupling between services"),
            new(
                $"서비스 하나가 멈춘 동안 손님이 본 오류: 호출 {calls.Errors}건, 이벤트 {events.Errors}건. 서비스를 하나 더할 때 바뀐 주문 코드: 호출 {byCalls}줄, 이벤트 {byEvents}줄.",
                $"Errors that customers saw while a service was down: {calls.Errors} with calls, {events.Errors} with events. Lines of the order service changed for one service more: {byCalls} and {byEvents}."),
            Holds(calls.Errors > 0 && events.Errors == 0 && byCalls > 0 && byEvents == 0));
    }

    /// <summary>"Asynchronous": a burst waits in the topic and is worked off.</summary>
    /// <param name="calls">The burst with calls.</param>
    /// <param name="events">The same burst with events.</param>
    public static Finding Asynchronous(BurstRun calls, BurstRun events)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(events);
        string off = events.Drain is { } drain ? BurstRun.Deviation(drain) : "–";
        return new(
            5,
            new("비동기 처리: 대량 요청에도 유연하게 대응 가능", "asynchronous processing copes with many requests"),
            new(
                $"평소의 {events.Options.Times}배가 몰렸다. 손님이 본 오류: 호출 {calls.Errors}건, 이벤트 {events.Errors}건. {Payloads.Number(events.MostWaiting)}건까지 밀렸다가 {BurstRun.Seconds(events.Drain?.Measured)} 만에 따라잡았다(예측 {BurstRun.Seconds(events.Drain?.Predicted)}, 차이 {off}).",
                $"{events.Options.Times} times the usual load. Errors that customers saw: {calls.Errors} with calls, {events.Errors} with events. Up to {Payloads.Number(events.MostWaiting)} waited, caught up within {BurstRun.Seconds(events.Drain?.Measured)} (predicted {BurstRun.Seconds(events.Drain?.Predicted)}, deviation {off})."),
            Holds(events.Errors == 0 && events.Confirmed == events.Orders.Count && events.Read == events.Confirmed));
    }

    /// <summary>"Event sourcing": state rebuilt by replay, as of now and as of an earlier time, also after a mistake of ours.</summary>
    /// <param name="wrong">What the mistaken rule made of the log.</param>
    /// <param name="mended">What the mended rule made of it.</param>
    /// <param name="earlier">The same as of an earlier time.</param>
    public static Finding EventSourcing(BalanceComparison wrong, BalanceComparison mended, BalanceComparison earlier)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        ArgumentNullException.ThrowIfNull(mended);
        ArgumentNullException.ThrowIfNull(earlier);
        return new(
            5,
            new("감사 로그 및 이벤트 저장소 역할: 이벤트 소싱 패턴에 적합", "audit log and event store: fit for event sourcing"),
            new(
                $"재생해서 얻은 잔액이 장부와 다른 손님: 틀린 규칙으로 {wrong.Wrong}명, 고친 규칙으로 {mended.Wrong}명, 지난 시각의 잔액은 {earlier.Wrong}명. 로그는 손대지 않았다.",
                $"Customers whose replayed balance differs from the book: {wrong.Wrong} by the mistaken rule, {mended.Wrong} by the mended one, {earlier.Wrong} as of an earlier time. The log was not touched."),
            Holds(mended.Wrong == 0 && earlier.Wrong == 0));
    }

    /// <summary>"Event store": a compacted topic as a table.</summary>
    /// <param name="compaction">The compaction, where the cluster can.</param>
    public static Finding EventStore(Outcome<CompactionRun> compaction)
    {
        ArgumentNullException.ThrowIfNull(compaction);
        Text says = new("이벤트 저장소 (압축 토픽)", "event store (a compacted topic)");
        return compaction.Ran
            ? new(
                5,
                says,
                new(
                    $"{compaction.Value.Before.Count}건이 {compaction.Value.After.Count}건으로 줄었고, 키 {compaction.Value.Keys}개의 마지막 값은 그대로다.",
                    $"{compaction.Value.Before.Count} records became {compaction.Value.After.Count}; the last values of the {compaction.Value.Keys} keys are as they were."),
                Holds(compaction.Value.SameTable && compaction.Value.After.Count < compaction.Value.Before.Count))
            : new(5, says, NeedsRealBrokers, FindingKind.NotMeasured);
    }

    /// <summary>"The hub of microservices": who would have to know whom without it.</summary>
    /// <param name="flow">The flow as it was measured.</param>
    public static Finding Hub(ShopFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        long written = flow.Writes.Sum(w => w.Records), read = flow.Reads.Sum(r => r.Records);
        return new(
            5,
            new("마이크로서비스의 커뮤니케이션 허브", "the hub through which microservices communicate"),
            new(
                $"이벤트 {Payloads.Number(written)}건을 쓰고 {Payloads.Number(read)}건을 읽었다. 호출로 만들었다면 화살표가 {flow.DirectCalls.Count}개다(계산).",
                $"{Payloads.Number(written)} events written, {Payloads.Number(read)} read. By calls that would be {flow.DirectCalls.Count} arrows (computed)."),
            Holds(flow.AllRead && read > written));
    }

    /// <summary>Going on: exactly once, beyond what the document says.</summary>
    /// <param name="plain">The program without transactions, killed.</param>
    /// <param name="killed">The program with transactions, killed at the same place, where the cluster can.</param>
    public static Finding ExactlyOnce(PipeRun plain, Outcome<PipeRun> killed)
    {
        ArgumentNullException.ThrowIfNull(plain);
        ArgumentNullException.ThrowIfNull(killed);
        Text says = new("(문서에 없는 덤) 정확히 한 번", "(beyond the document) exactly once");
        return killed.Ran
            ? new(
                5,
                says,
                new(
                    $"일하던 프로그램을 강제 종료했다. 두 번 나온 영수증: 트랜잭션 없이 {plain.Twice}건, 트랜잭션으로 {killed.Value.Twice}건. 빠진 것: {plain.Lost}건, {killed.Value.Lost}건.",
                    $"The program was killed at work. Receipts that came twice: {plain.Twice} without transactions, {killed.Value.Twice} with. Missing: {plain.Lost} and {killed.Value.Lost}."),
                Holds(plain.Twice > 0 && plain.Lost == 0 && killed.Value is { Twice: 0, Lost: 0 }))
            : new(5, says, new(
                $"트랜잭션 없이 강제 종료하자 {plain.Twice}건이 두 번 나왔다. {NeedsRealBrokers.Korean}",
                $"Killed without transactions, {plain.Twice} receipts came twice. {NeedsRealBrokers.English}"), FindingKind.NotMeasured);
    }

    private static Text NeedsRealBrokers => new("진짜 브로커에서만 잴 수 있다.", "Only real brokers can show it.");
}
