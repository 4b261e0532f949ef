using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <content>Chapter 1.</content>
public static partial class Check
{
    /// <summary>1-1: how many records a group reads that has never read the topic. Reads it with such a group.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="answer">The answer, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Verdict> NewGroupReadsAsync(Topic topic, int? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        const string Exercise = "1-1";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        int read = (await topic.ReadAsync(FreshGroup("audit"), ct: cancellationToken)).Records.Count;
        return answer == read
            ? Verdict.Right(Exercise, new(
                $"새 그룹으로 정말 읽어 보니 {read}건이 왔다. 다른 그룹이 읽은 것은 이 그룹의 몫을 줄이지 않는다.",
                $"Read just now with a new group: {read} records. What other groups have read takes nothing from this one."))
            : answer == 0
            ? Verdict.Wrong(Exercise, new(
                "0건이라면 누군가 읽은 메시지가 사라졌다는 뜻이다. Kafka의 토픽은 큐가 아니라 로그다. 1.6의 결과를 다시 보자.",
                "0 would mean that records vanish when somebody reads them. A topic is a log, not a queue: look at 1.6 again."))
            : Verdict.Wrong(Exercise, new(
                $"{answer}건이 아니다. 커밋한 적이 없는 그룹이 어디서부터 읽는지, 그 자리부터 몇 건이 있는지 생각해 보자.",
                $"Not {answer}. Think of where a group starts that has never committed, and how many records there are from there on."));
    }

    /// <summary>1-2: the offset that the next record of a partition will get.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="answer">The answer, or null.</param>
    public static async Task<Verdict> NextOffsetAsync(Topic topic, int partition, long? answer)
    {
        ArgumentNullException.ThrowIfNull(topic);
        const string Exercise = "1-2";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        OffsetSnapshot offsets = await topic.OffsetsAsync();
        long next = offsets.Partitions.Single(p => p.Partition == partition).LogEnd;
        long inAll = offsets.Partitions.Sum(p => p.LogEnd);
        return answer == next
            ? Verdict.Right(Exercise, new(
                $"파티션 {partition}의 끝 오프셋은 {next}이다. 끝 오프셋은 마지막 메시지가 아니라 다음 메시지가 놓일 자리를 가리킨다.",
                $"The end offset of partition {partition} is {next}. It is the place of the next record, not of the last one."))
            : answer == next - 1
            ? Verdict.Wrong(Exercise, new(
                "그것은 마지막 메시지의 오프셋이다. 물은 것은 그다음에 올 메시지의 오프셋이다.",
                "That is the last record's offset. The question is about the record that comes after it."))
            : answer == inAll
            ? Verdict.Wrong(Exercise, new(
                "세 파티션의 메시지를 모두 셌다. 오프셋은 파티션마다 따로 센다.",
                "That counts the records of all partitions. Each partition counts its own."))
            : Verdict.Wrong(Exercise, new(
                $"{Particle.IGa(answer)} 아니다. sent의 표에서 파티션 {partition}의 줄만 골라 오프셋을 차례로 적어 보자.",
                $"Not {answer}. Pick the rows of partition {partition} in the table of sent and write down their offsets in order."));
    }

    /// <summary>1-3: a group reads some records, stops, comes back and reads the rest.</summary>
    /// <param name="inAll">How many records there are.</param>
    /// <param name="firstPart">How many it reads before it stops.</param>
    /// <param name="answer">The two reads in order; null or empty when not answered.</param>
    public static Verdict StoppedAndWentOn(int inAll, int firstPart, IReadOnlyList<ReadResult>? answer)
    {
        const string Exercise = "1-3";
        if (answer is null or [])
        {
            return Verdict.Unanswered(Exercise);
        }

        if (answer is not [ReadResult first, ReadResult second])
        {
            return Verdict.Wrong(Exercise, new($"두 번 읽은 결과가 있어야 하는데 {answer.Count}개가 있다.", $"Two reads are asked for, there are {answer.Count}."));
        }

        if (first.Group is null || first.Group != second.Group)
        {
            return Verdict.Wrong(Exercise, new(
                "두 번 모두 같은 그룹으로 읽어야 이어서 읽는다. 그룹이 다르면 저마다 처음부터 읽고, 그룹이 없으면 기억하는 이도 없다.",
                "Both reads have to be of one group. Different groups both start at the beginning, and without a group nobody remembers."));
        }

        if (first.Records.Count != firstPart)
        {
            return Verdict.Wrong(Exercise, new(
                $"첫 번째에 {firstPart}건을 읽어야 하는데 {first.Records.Count}건을 읽었다. 셀을 다시 실행했다면 그 그룹은 이미 읽은 적이 있다. 토픽을 만드는 줄도 함께 실행하자.",
                $"The first read has to be of {firstPart} records, but is of {first.Records.Count}. If the cell ran before, the group has read already: run the line that creates the topic, too."));
        }

        int together = first.Records.Concat(second.Records).Select(r => (r.Partition, r.Offset)).Distinct().Count();
        return together == inAll && first.Records.Count + second.Records.Count == inAll
            ? Verdict.Right(Exercise, new(
                $"{first.Records.Count}건을 읽고 쉬었다가 나머지 {second.Records.Count}건을 읽었다. 겹친 것도 빠진 것도 없다.",
                $"{first.Records.Count} records, a rest, and the other {second.Records.Count}. None twice, none missing."))
            : Verdict.Wrong(Exercise, new(
                $"둘을 합쳐 서로 다른 메시지 {inAll}건이어야 하는데 {together}건이다.",
                $"Together there have to be {inAll} different records; there are {together}."));
    }

    /// <summary>1-4: everything is read again by a group, and nothing is sent again.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="sent">What was sent to it, all of it.</param>
    /// <param name="answer">What was read again, or null.</param>
    public static async Task<Verdict> ReadAgainAsync(Topic topic, Sent sent, ReadResult? answer)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(sent);
        const string Exercise = "1-4";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        long inLog = (await topic.OffsetsAsync()).Partitions.Sum(p => p.LogEnd - p.LogStart);
        if (inLog != sent.Records.Count)
        {
            return Verdict.Wrong(Exercise, new(
                $"로그에 {inLog}건이 있다. 메시지를 다시 보내면 같은 주문이 두 번 처리된다. 1.7의 셀부터 다시 실행하고, 보내지 말고 읽기만 해 보자.",
                $"The log holds {inLog} records. Sending again would process each order twice. Run the cells from 1.7 again, and only read."));
        }

        if (answer.Group is null)
        {
            return Verdict.Wrong(Exercise, new(
                "그룹 없이 읽었다. 내용은 맞지만, 어디까지 다시 처리했는지 기억하는 이가 없다. 그룹으로 읽어 보자.",
                "That was read without a group. The records are right, but nobody remembers how far the work has come. Read with a group."));
        }

        return SamePlaces(sent.Records, answer.Records)
            ? Verdict.Right(Exercise, new(
                $"{answer.Records.Count}건을 모두 다시 받았고 로그는 그대로다. 다시 처리하는 데 다시 보낼 필요가 없다.",
                $"All {answer.Records.Count} records once more, and the log is as it was. Processing again needs no sending again."))
            : answer.Records.Count == 0
            ? Verdict.Wrong(Exercise, new(
                "0건이 왔다. 이 그룹은 이미 끝까지 읽었다고 커밋해 두었다. 커밋한 적이 없는 그룹이라면 어떨까?",
                "0 records came: this group has committed that it has read everything. What of a group that has never committed?"))
            : Verdict.Wrong(Exercise, new(
                $"{sent.Records.Count}건이어야 하는데 {answer.Records.Count}건이거나 다른 메시지다. 처음부터 끝까지 읽었는지 보자.",
                $"{sent.Records.Count} records are wanted; these are {answer.Records.Count}, or others. See whether you read from start to end."));
    }

    /// <summary>1-5: records of one customer stand in one partition in the order in which they were sent.</summary>
    /// <param name="count">How many records.</param>
    /// <param name="answer">What was sent, or null.</param>
    public static Verdict OnePartitionInOrder(int count, Sent? answer)
    {
        const string Exercise = "1-5";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        if (answer.Records.Count != count)
        {
            return Verdict.Wrong(Exercise, new($"{count}건을 보내야 하는데 {answer.Records.Count}건을 보냈다.", $"{count} records are asked for; {answer.Records.Count} were sent."));
        }

        if (answer.Topic.Partitions < 2)
        {
            return Verdict.Wrong(Exercise, new(
                "파티션이 하나면 늘 차례대로다. 하지만 나눠 일할 수도 없다. 파티션이 셋인 토픽에서 해 보자.",
                "With one partition everything is in order, but nobody can share the work. Do it with three partitions."));
        }

        int used = answer.Records.Select(r => r.Partition).Distinct().Count();
        if (used > 1)
        {
            return Verdict.Wrong(Exercise, new(
                $"파티션 {used}개에 흩어졌다. 파티션 사이에는 순서가 없다. 무엇이 파티션을 정하는지 1.2를 다시 보자.",
                $"They are spread over {used} partitions, and there is no order between partitions. See in 1.2 what decides on the partition."));
        }

        if (answer.Records.Any(r => r.Key is null) || answer.Records.Select(r => r.Key).Distinct().Count() > 1)
        {
            return Verdict.Wrong(Exercise, new(
                "이번에는 우연히 한 파티션에 모였다. 키가 없거나 여럿이면 다음번에는 흩어질 수 있다. 손님 한 사람에게는 키 하나를 준다.",
                "They met in one partition by chance. Without a key, or with several, they may be spread next time. Give one customer one key."));
        }

        return Verdict.Right(Exercise, new(
            $"키 {Escaped(answer.Records[0].Key)}의 {count}건이 파티션 {answer.Records[0].Partition}에 차례로 놓였다. 키가 같으면 파티션이 같고, 파티션 안에서는 순서가 지켜진다.",
            $"The {count} records of key {Escaped(answer.Records[0].Key)} stand in partition {answer.Records[0].Partition}, in order. One key, one partition; within it, order is kept."));
    }
}
