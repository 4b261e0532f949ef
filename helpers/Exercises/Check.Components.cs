using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Storage;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <content>Chapter 3.</content>
public static partial class Check
{
    // Evenly enough: with a dozen or two pieces chance alone gives up to this.
    private const double EvenEnough = 2;
    private const int MostPieces = 50;

    /// <summary>3-1: the partition of a key. Sends it, and looks where it went.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="key">The key.</param>
    /// <param name="answer">The partition, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Verdict> PartitionOfKeyAsync(Topic topic, string key, int? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        const string Exercise = "3-1";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        int went = (await topic.ProduceAsync([new Event(key, Exercise)], ct: cancellationToken)).Records[0].Partition;
        return answer == went
            ? Verdict.Right(Exercise, new($"정말로 보내 보니 파티션 {went}에 놓였다. CRC-32를 파티션 수로 나눈 나머지다.", $"Sent just now, it went to partition {went}: CRC-32 modulo the number of partitions."))
            : answer == KeyHash.JavaPartition(key, topic.Partitions)
            ? Verdict.Wrong(Exercise, new("그것은 Java 프로듀서가 고르는 파티션이다. 이 책의 클라이언트는 다른 해시를 쓴다.", "That is the partition that a Java producer chooses. The client of this book takes another hash."))
            : answer < 0 || answer >= topic.Partitions
            ? Verdict.Wrong(Exercise, new($"파티션은 0부터 {topic.Partitions - 1}까지다. 나머지를 구했는지 보자.", $"Partitions are 0 to {topic.Partitions - 1}. Did you take the remainder?"))
            : Verdict.Wrong(Exercise, new($"{Particle.IGa(answer)} 아니다. 3.7에서 손으로 계산한 셀의 key만 바꿔 보거나 KeyHash를 쓴다.", $"Not {answer}. Change the key in the cell of 3.7 that computes by hand, or use KeyHash."));
    }

    /// <summary>3-2: the file that holds an offset.</summary>
    /// <param name="baseOffsets">The first offsets of the segments, ascending.</param>
    /// <param name="offset">The offset.</param>
    /// <param name="answer">The file's name; null or empty when not answered.</param>
    public static Verdict SegmentFile(IReadOnlyList<long> baseOffsets, long offset, string? answer)
    {
        ArgumentNullException.ThrowIfNull(baseOffsets);
        const string Exercise = "3-2";
        if (string.IsNullOrWhiteSpace(answer))
        {
            return Verdict.Unanswered(Exercise);
        }

        string given = answer.Trim();
        long first = baseOffsets.Last(b => b <= offset);
        string file = BrokerFile.NameOf(first, ".log");
        BrokerFile named = new(given, 0);
        return given == file
            ? Verdict.Right(Exercise, new($"{file}에는 오프셋 {first}부터 다음 파일이 시작하기 전까지 들어 있다.", $"{file} holds the offsets from {first} up to where the next file begins."))
            : named.BaseOffset == first
            ? Verdict.Wrong(Exercise, new($"세그먼트는 맞다. 그런데 메시지가 든 파일의 확장자는 {named.Ending}이 아니다.", $"The right segment. But the file with the records does not end in {named.Ending}."))
            : named.BaseOffset is null
            ? Verdict.Wrong(Exercise, new("파일 이름은 첫 오프셋을 스무 자리로 적은 것이다. 앞을 0으로 채우고 확장자까지 적는다.", "A file is named by its first offset in twenty digits: fill up with zeros, and add the ending."))
            : baseOffsets.Contains(named.BaseOffset.Value)
            ? Verdict.Wrong(Exercise, new($"그 파일은 오프셋 {named.BaseOffset}부터 시작한다. {offset}보다 크지 않은 것 가운데 가장 큰 이름을 고른다.", $"That file begins at offset {named.BaseOffset}. Take the greatest name that is not behind {offset}."))
            : Verdict.Wrong(Exercise, new("그런 파일은 없다. 파일의 이름은 첫 오프셋이다.", "There is no such file. A file's name is its first offset."));
    }

    /// <summary>3-3: how many members of a group get nothing. Lets such a group join.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="partitions">How many partitions.</param>
    /// <param name="members">How many members, more than partitions.</param>
    /// <param name="answer">How many get nothing, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Verdict> IdleMembersAsync(Cluster cluster, int partitions, int members, int? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        const string Exercise = "3-3";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        Topic topic = await cluster.CreateTopicAsync("check-idle", partitions, ct: cancellationToken);
        string[] names = [.. Enumerable.Range(0, members).Select(i => $"{(char)('a' + i)}")];
        GroupTimeline timeline = await topic.WatchGroupAsync("check-idle", GroupPlan.Start(names), cancellationToken);
        int idle = timeline.Members.Count(m => timeline.HeldAt(m.Name, timeline.Length).Count == 0);
        return answer == idle
            ? Verdict.Right(Exercise, new(
                $"정말로 {members}개를 넣어 보니 {idle}개가 놀았다. 파티션 하나는 그룹 안에서 한 컨슈머만 맡으므로, 파티션 수가 천장이다.",
                $"With {members} members just now, {idle} got nothing. A partition has one member of a group, so the number of partitions is the ceiling."))
            : answer == 0
            ? Verdict.Wrong(Exercise, new("파티션 하나를 두 컨슈머가 나눠 맡을 수는 없다. 3.9의 그림을 다시 보자.", "Two members cannot share a partition. Look at 3.9 again."))
            : Verdict.Wrong(Exercise, new($"{answer}개가 아니다. 파티션마다 주인이 하나씩 있고 나머지는 논다.", $"Not {answer}. Each partition has one owner; the rest get nothing."));
    }

    /// <summary>3-4: another key of the same partition. Sends both.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="key">The key that is given.</param>
    /// <param name="answer">Another key; null or empty when not answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Verdict> SharesPartitionAsync(Topic topic, string key, string? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        const string Exercise = "3-4";
        if (string.IsNullOrEmpty(answer))
        {
            return Verdict.Unanswered(Exercise);
        }

        if (answer == key)
        {
            return Verdict.Wrong(Exercise, new("같은 키다. 다른 키를 찾아보자.", "That is the same key. Find another one."));
        }

        Sent sent = await topic.ProduceAsync([new Event(key, Exercise), new Event(answer, Exercise)], ct: cancellationToken);
        int first = sent.Records[0].Partition, second = sent.Records[1].Partition;
        return first == second
            ? Verdict.Right(Exercise, new(
                $"둘 다 파티션 {first}에 놓였다. 키가 다르다고 파티션이 다른 것은 아니다. 키가 파티션보다 많으면 누군가는 함께 쓴다.",
                $"Both are in partition {first}. Different keys need not be in different partitions: with more keys than partitions, some share."))
            : Verdict.Wrong(Exercise, new(
                $"{Escaped(key)}는 파티션 {first}, {Escaped(answer)}는 파티션 {second}에 갔다. KeyHash.LibrdkafkaPartition으로 여럿을 돌려 보며 찾는다.",
                $"{Escaped(key)} went to partition {first}, {Escaped(answer)} to {second}. Try many with KeyHash.LibrdkafkaPartition."));
    }

    /// <summary>3-5: a producer that puts keys where the Java client does. Sends fifty of them with it.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="answer">The settings, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Verdict> LikeJavaAsync(Cluster cluster, ProducerConfig? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        const string Exercise = "3-5";
        const int Partitions = 6, Keys = 50;
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        Topic topic = await cluster.CreateTopicAsync("check-java", Partitions, ct: cancellationToken);
        Sent sent = await topic.ProduceAsync(Enumerable.Range(1, Keys).Select(i => new Event($"customer-{i}", Exercise)), answer, cancellationToken);
        int alike = sent.Records.Count(r => r.Partition == KeyHash.JavaPartition(r.Key!, Partitions));
        bool unchanged = sent.Records.All(r => r.Partition == KeyHash.LibrdkafkaPartition(r.Key!, Partitions));
        return alike == Keys
            ? Verdict.Right(Exercise, new($"키 {Keys}개가 모두 Java 프로듀서가 고를 파티션에 놓였다.", $"All {Keys} keys are where a Java producer would put them."))
            : unchanged
            ? Verdict.Wrong(Exercise, new(
                $"아직 CRC-32를 쓴다. {Keys}개 가운데 {alike}개만 우연히 같다. ProducerConfig에서 파티션을 고르는 방법을 정하는 속성을 찾아보자.",
                $"That still takes CRC-32; only {alike} of {Keys} agree by chance. Find the property of ProducerConfig that says how partitions are chosen."))
            : Verdict.Wrong(Exercise, new($"{Keys}개 가운데 {alike}개만 같다. 다른 방법을 골라 보자.", $"Only {alike} of {Keys} agree. Choose another way."));
    }

    /// <summary>3-6: keys that spread a skewed load, and still say whose event it is. Sends the load with them.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="events">The load.</param>
    /// <param name="answer">The key of each event, by the event and its number from 0; null when not answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Verdict> SpreadAsync(Cluster cluster, IReadOnlyList<Event> events, Func<Event, int, string>? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(events);
        const string Exercise = "3-6";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        Event[] salted = [.. events.Select((e, n) => e with { Key = answer(e, n) })];
        if (Array.FindIndex(salted, e => string.IsNullOrEmpty(e.Key)) is >= 0 and var empty)
        {
            return Verdict.Wrong(Exercise, new($"{empty + 1}번째 이벤트의 키가 비어 있다.", $"The key of event {empty + 1} is empty."));
        }

        if (Enumerable.Range(0, salted.Length).Any(i => !salted[i].Key!.StartsWith(events[i].Key!, StringComparison.Ordinal)))
        {
            return Verdict.Wrong(Exercise, new("키만 보고 어느 손님의 것인지 알 수 없게 되었다. 키는 손님의 이름으로 시작해야 한다.", "The key no longer says whose event it is. It has to begin with the customer's name."));
        }

        int pieces = events.Zip(salted).GroupBy(p => p.First.Key, p => p.Second.Key).Max(g => g.Distinct().Count());
        if (pieces > MostPieces)
        {
            return Verdict.Wrong(Exercise, new(
                $"한 손님의 이벤트가 {pieces}조각이 났다. 조각마다 순서가 따로이므로 {MostPieces}조각까지만 나눈다.",
                $"One customer's events are in {pieces} pieces. Each piece has an order of its own, so make {MostPieces} at most."));
        }

        Topic topic = await cluster.CreateTopicAsync("check-spread", partitions: 6, ct: cancellationToken);
        double skew = (await topic.ProduceAsync(salted, ct: cancellationToken)).Distribution().Skew;
        string shown = FormattableString.Invariant($"{skew:0.00}");
        return skew <= EvenEnough
            ? Verdict.Right(Exercise, new(
                $"가장 찬 파티션이 평균의 {shown}배다. 대신 한 손님의 이벤트가 {pieces}조각이 났으니, 순서는 조각 안에서만 지켜진다.",
                $"The fullest partition has {shown} times the mean. In exchange one customer's events are in {pieces} pieces, and order is kept within a piece only."))
            : Verdict.Wrong(Exercise, new(
                $"가장 찬 파티션이 아직 평균의 {shown}배다. {FormattableString.Invariant($"{EvenEnough}")}배 아래로 내려 보자. 많이 사는 손님의 키를 여러 조각으로 나누면 된다.",
                $"The fullest partition still has {shown} times the mean; make it {FormattableString.Invariant($"{EvenEnough}")} or less. Divide the busy customer's key into pieces."));
    }
}
