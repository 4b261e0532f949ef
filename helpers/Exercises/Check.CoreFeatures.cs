using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <content>Chapter 4.</content>
public static partial class Check
{
    private const int Orders = 10;
    private const int CrashAt = 5;
    private static readonly int[] Broken = [3, 7];

    /// <summary>4-1: how many of so many consumers have work. Tries it.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="partitions">The topic's partitions.</param>
    /// <param name="consumers">The group's consumers.</param>
    /// <param name="answer">The answer, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Verdict> WorkingConsumersAsync(
        Cluster cluster, int partitions, int consumers, int? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        const string Exercise = "4-1";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        Topic topic = await cluster.CreateTopicAsync("check-consumers", partitions, ct: cancellationToken);
        ConsumerScaling tried = await topic.ScaleConsumersAsync([consumers], TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(0.2), cancellationToken);
        int working = tried.Steps[0].Working;
        return answer == working
            ? Verdict.Right(Exercise, new(
                $"정말 컨슈머 {consumers}개를 붙여 보니 {working}개가 파티션을 받았다. 나머지는 누군가 죽을 때까지 기다린다.",
                $"Tried with {consumers} consumers: {working} got partitions. The others wait until somebody dies."))
            : answer == consumers
            ? Verdict.Wrong(Exercise, new(
                "컨슈머가 모두 일하려면 파티션을 나눠 쓸 수 있어야 한다. 한 파티션은 그룹 안에서 몇 명이 읽을까?",
                "For all to work they would have to share partitions. How many members of a group read one partition?"))
            : Verdict.Wrong(Exercise, new(
                $"{Particle.IGa(answer)} 아니다. 파티션 {partitions}개를 컨슈머 {consumers}개가 나눠 가진다. 4.3의 표를 다시 보자.",
                $"Not {answer}. {consumers} consumers share {partitions} partitions: look at the table in 4.3."));
    }

    /// <summary>4-2: records from one offset on.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="offset">The first offset.</param>
    /// <param name="count">How many records.</param>
    /// <param name="answer">What was read; null or empty when not answered.</param>
    public static Verdict ReadFromOffset(Topic topic, long offset, int count, IReadOnlyList<ConsumeResult<string, string>>? answer)
    {
        ArgumentNullException.ThrowIfNull(topic);
        const string Exercise = "4-2";
        if (answer is null or [])
        {
            return Verdict.Unanswered(Exercise);
        }

        if (answer.Any(r => r.Topic != topic.Name))
        {
            return Verdict.Wrong(Exercise, new($"토픽 {topic.Label}에서 읽은 것이 아니다.", $"That was not read from the topic {topic.Label}."));
        }

        long[] offsets = [.. answer.Select(r => r.Offset.Value)];
        if (offsets[0] != offset)
        {
            return Verdict.Wrong(Exercise, offsets[0] == 0
                ? new("처음부터 읽었다. Assign에 넘기는 위치를 바꿔 보자.", "That starts at the beginning. Change the place that you give to Assign.")
                : new($"오프셋 {offsets[0]}부터 읽었다. {offset}부터 읽어야 한다.", $"That starts at offset {offsets[0]}, not at {offset}."));
        }

        return offsets.SequenceEqual(Enumerable.Range(0, count).Select(i => offset + i))
            ? Verdict.Right(Exercise, new(
                $"오프셋 {offset}부터 {count}건이다. 그룹의 커밋과 상관없이 원하는 자리에서 바로 읽었다.",
                $"{count} records from offset {offset} on, read right there, whatever any group has committed."))
            : Verdict.Wrong(Exercise, new($"{count}건이어야 하는데 {offsets.Length}건이다.", $"{count} records are asked for; these are {offsets.Length}."));
    }

    /// <summary>4-3: a key that stays and one that moves when partitions are added. Tries both with two topics.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="before">How many partitions before.</param>
    /// <param name="after">How many afterwards.</param>
    /// <param name="answer">The two keys; empty ones when not answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Verdict> KeysAsync(
        Cluster cluster, int before, int after, (string Stays, string Moves) answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        const string Exercise = "4-3";
        if (string.IsNullOrEmpty(answer.Stays) || string.IsNullOrEmpty(answer.Moves))
        {
            return Verdict.Unanswered(Exercise);
        }

        Event[] events = [new(answer.Stays, "stays"), new(answer.Moves, "moves")];
        Topic few = await cluster.CreateTopicAsync("check-few", before, ct: cancellationToken), many = await cluster.CreateTopicAsync("check-many", after, ct: cancellationToken);
        KeyMoves moves = KeyMoves.Of(await few.ProduceAsync(events, ct: cancellationToken), await many.ProduceAsync(events, ct: cancellationToken));
        KeyMove stays = moves.Keys.Single(k => k.Key == answer.Stays), goes = moves.Keys.Single(k => k.Key == answer.Moves);
        return (stays.Moved, goes.Moved) switch
        {
            (false, true) => Verdict.Right(Exercise, new(
                $"정말 보내 보니 {Escaped(stays.Key)}: P{stays.Before} → P{stays.After}, {Escaped(goes.Key)}: P{goes.Before} → P{goes.After}다.",
                $"Sent just now: {Escaped(stays.Key)} P{stays.Before} → P{stays.After}, {Escaped(goes.Key)} P{goes.Before} → P{goes.After}.")),
            (true, _) => Verdict.Wrong(Exercise, new(
                $"{Escaped(stays.Key)}: P{stays.Before}에서 P{stays.After}로 옮겨 간다. 머무는 키를 찾아야 한다.",
                $"{Escaped(stays.Key)} goes from P{stays.Before} to P{stays.After}; the first key has to stay.")),
            _ => Verdict.Wrong(Exercise, new(
                $"{Escaped(goes.Key)}: P{goes.Before}에 그대로 있다. 옮겨 가는 키를 찾아야 한다.",
                $"{Escaped(goes.Key)} stays in P{goes.Before}; the second key has to move.")),
        };
    }

    /// <summary>4-4: a step that sets broken records aside and goes on. Runs it.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="answer">The step, or null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<Verdict> SetsAsideAsync(Cluster cluster, WorkStep? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        const string Exercise = "4-4";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        Topic topic = await cluster.CreateTopicAsync("check-poison", partitions: 1, ct: cancellationToken);
        await topic.ProduceAsync(
            Sample.Orders(Orders).Select((e, i) => Broken.Contains(i) ? e with { Value = e.Value[..(e.Value.Length / 2)] } : e), ct: cancellationToken);
        WorkReport report = await topic.WorkAsync("check-poison", answer, lives: 2, ct: cancellationToken);
        WorkPlace[] broken = [.. Broken.Select(b => new WorkPlace(0, b))];
        return report switch
        {
            { Waiting: > 0 } or { Crashes: > 0 } => Verdict.Wrong(Exercise, new(
                $"{report.Records}건 가운데 {report.Processed}건을 처리하고 멈췄다. 깨진 레코드에서 예외가 새어 나와 컨슈머가 죽거나, 커밋하지 않은 것이 있다.",
                $"It stopped after {report.Processed} of {report.Records} records: an exception of a broken record ended the consumer, or something was not committed.")),
            _ when broken.Any(b => report.TimesDone(b) > 0) => Verdict.Wrong(Exercise, new(
                "깨진 레코드까지 처리했다고 적었다. 값을 읽어 보기 전에 Do를 부르지 않았는지 보자.",
                "Broken records were noted as done. See that Do is not called before the value was read.")),
            { Lost: > 0 } => Verdict.Wrong(Exercise, new(
                $"{report.Lost}건을 처리하지도 따로 두지도 않고 지나갔다. 잃어버린 것이다.",
                $"{report.Lost} records were passed over, neither done nor set aside: they are lost.")),
            { Twice: > 0 } => Verdict.Wrong(Exercise, new($"{report.Twice}건을 두 번 처리했다.", $"{report.Twice} records were done twice.")),
            _ when report.Parked != Broken.Length => Verdict.Wrong(Exercise, new(
                $"멀쩡한 레코드까지 따로 두었다. 따로 둘 것은 {Broken.Length}건이다.", $"Sound records were set aside, too; only {Broken.Length} are broken.")),
            _ => Verdict.Right(Exercise, new(
                $"{report.Processed}건을 처리하고 깨진 {report.Parked}건은 따로 두었다. 뒤에 선 레코드가 기다리지 않는다.",
                $"{report.Processed} records done, the {report.Parked} broken ones set aside. Nothing behind them had to wait.")),
        };
    }

    /// <summary>4-5: a step that loses nothing and does nothing twice, wherever the power goes off. Runs it three times.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="answer">The step, or null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<Verdict> OnceEachAsync(Cluster cluster, WorkStep? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        const string Exercise = "4-5";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        Topic topic = await cluster.CreateTopicAsync("check-once", partitions: 1, ct: cancellationToken);
        await topic.ProduceAsync(Sample.Orders(Orders), ct: cancellationToken);
        WorkReport calm = await topic.WorkAsync("check-calm", answer, lives: 2, ct: cancellationToken);
        if (calm.Processed < calm.Records || calm.Waiting > 0 || calm.Crashes > 0)
        {
            return Verdict.Wrong(Exercise, new(
                $"전원이 나가지 않아도 {calm.Records}건 가운데 {calm.Processed}건만 처리했다. Do와 Commit이 모두 있는지 보자.",
                $"Even with the power on only {calm.Processed} of {calm.Records} records were done. See that both Do and Commit are there."));
        }

        WorkReport before = await CutAsync(PlugPlace.BeforeWork), after = await CutAsync(PlugPlace.AfterWork);
        return (before.Lost + after.Lost, before.Twice + after.Twice, before.Waiting + after.Waiting) switch
        {
            ( > 0, _, _) => Verdict.Wrong(Exercise, new(
                "일을 하기 직전에 전원이 나가면 그 레코드를 잃는다. 커밋이 일보다 먼저 있지 않은가?",
                "When the power goes off just before the work, the record is lost. Does the commit stand before the work?")),
            (_, > 0, _) => Verdict.Wrong(Exercise, new(
                "일을 하고 커밋하기 전에 전원이 나가면 그 레코드를 두 번 처리한다. 두 번째 컨슈머가 장부를 먼저 들여다보면 어떨까?",
                "When the power goes off between the work and the commit, the record is done twice. What if the second consumer looked into the ledger first?")),
            (_, _, > 0) => Verdict.Wrong(Exercise, new("되살아난 컨슈머가 끝까지 가지 못했다.", "The consumer that came back did not reach the end.")),
            _ => Verdict.Right(Exercise, new(
                "일하기 직전에 끊어도, 직후에 끊어도 모두 한 번씩이다. 브로커는 두 번 줄 수 있지만 장부에 이미 있는 것은 건너뛴다.",
                "Whether the power goes off just before the work or just after it, everything is done once. The broker may hand a record out again; what stands in the ledger is passed over.")),
        };

        Task<WorkReport> CutAsync(PlugPlace place) =>
            TopicWork.WorkAsync(topic, $"check-{place.ToString().ToLowerInvariant()}", answer, null, 3, (place, CrashAt), cancellationToken);
    }
}
