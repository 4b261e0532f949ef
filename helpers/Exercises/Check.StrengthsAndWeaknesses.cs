using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Exercises;

/// <content>Chapter 2.</content>
public static partial class Check
{
    private const int OldOrders = 10, NewOrders = 3, MissedOrders = 2;

    // Long enough for a new consumer to find out where the log ends, before the next record is sent.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1.5);

    /// <summary>2-1: how many consumers of a group have work.</summary>
    /// <param name="partitions">The topic's partitions.</param>
    /// <param name="consumers">The group's consumers.</param>
    /// <param name="answer">The answer, or null.</param>
    public static Verdict WorkingConsumers(int partitions, int consumers, int? answer)
    {
        const string Exercise = "2-1";
        int working = Math.Min(partitions, consumers);
        return answer is null ? Verdict.Unanswered(Exercise)
            : answer == working
            ? Verdict.Right(Exercise, new(
                $"파티션이 {partitions}개라서 일하는 컨슈머도 {working}개다. 나머지 {consumers - working}개는 자리가 나기를 기다린다.",
                $"There are {partitions} partitions, so {working} consumers work. The other {consumers - working} wait for a place."))
            : answer == consumers
            ? Verdict.Wrong(Exercise, new(
                "모두 일하려면 파티션 하나를 두 컨슈머가 나눠 맡아야 한다. 2.2의 표에서 컨슈머가 8개인 줄을 다시 보자.",
                "For all to work two consumers would have to share a partition. Look at the row with 8 consumers in 2.2 again."))
            : Verdict.Wrong(Exercise, new(
                $"{answer}개가 아니다. 파티션 하나를 동시에 맡을 수 있는 컨슈머는 그룹 안에서 몇 개일까?",
                $"Not {answer}. How many consumers of a group can have one partition at the same time?"));
    }

    /// <summary>2-2: how many partitions a group needs to keep up.</summary>
    /// <param name="scaling">What one consumer gets done, as it was measured.</param>
    /// <param name="recordsPerSecond">What comes in.</param>
    /// <param name="answer">The answer, or null.</param>
    public static Verdict PartitionsNeeded(ConsumerScaling scaling, double recordsPerSecond, int? answer)
    {
        ArgumentNullException.ThrowIfNull(scaling);
        const string Exercise = "2-2";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        double one = scaling.With(1).RecordsPerSecond;
        int needed = (int)Math.Ceiling(recordsPerSecond / one);
        string per = one.ToString("N0", CultureInfo.InvariantCulture), all = recordsPerSecond.ToString("N0", CultureInfo.InvariantCulture);
        string reached = (one * answer.Value).ToString("N0", CultureInfo.InvariantCulture);
        return answer == needed
            ? Verdict.Right(Exercise, new(
                $"컨슈머 하나가 초당 {per}건을 처리했으니 {all}건에는 {needed}개가 있어야 하고, 파티션도 그만큼 있어야 한다.",
                $"One consumer did {per} a second, so {all} take {needed} of them, and as many partitions."))
            : answer < needed
            ? Verdict.Wrong(Exercise, new(
                $"파티션이 {answer}개면 컨슈머를 아무리 늘려도 초당 {reached}건까지다. 나머지는 지연으로 쌓인다.",
                $"With {answer} partitions no number of consumers does more than {reached} a second. The rest piles up as lag."))
            : Verdict.Wrong(Exercise, new(
                $"{answer}개면 초당 {reached}건까지 되니 넉넉하다. 물은 것은 '적어도 몇 개'다.",
                $"{answer} do {reached} a second, more than enough. The question is how few will do."));
    }

    /// <summary>
    /// 2-3: a consumer gets what comes from now on, and after a pause goes on where it was. Tries it on a topic of its own, with a group of its own.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="answer">The configuration, or null.</param>
    /// <param name="cancellationToken">Ends the trial.</param>
    public static async Task<Verdict> OnlyFromNowOnAsync(Cluster cluster, ConsumerConfig? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        const string Exercise = "2-3";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        if (string.IsNullOrEmpty(answer.BootstrapServers))
        {
            return Verdict.Wrong(Exercise, new("접속할 주소가 없다. kafka.ConsumerConfig(…)에서 시작하면 들어 있다.", "It has no address. Begin with kafka.ConsumerConfig(…), which has one."));
        }

        Topic topic = await cluster.CreateTopicAsync("exercise-2-3", partitions: 1, ct: cancellationToken);
        await topic.ProduceAsync(Sample.Orders(OldOrders), ct: cancellationToken);
        string group = topic.GroupName(FreshGroup("notify"));

        // The cluster's own configuration of a group has a say in where its commits are kept; what the reader set is on top of it.
        ConsumerConfig config = cluster.ConsumerConfig(group);
        foreach ((string name, string value) in (IEnumerable<KeyValuePair<string, string>>)answer)
        {
            config.Set(name, value);
        }

        config.GroupId = group;
        int first = await Task.Run(() => Listen(topic, config, NewOrders, cancellationToken), cancellationToken);
        if (first > NewOrders)
        {
            return Verdict.Wrong(Exercise, new(
                $"지난 주문까지 모두 {first}건이 왔다. 손님이 옛 알림을 받고 놀란다. 커밋한 적이 없는 그룹은 어디서부터 읽게 해야 할까?",
                $"{first} records came, old orders among them: customers get old messages. Where should a group start that has never committed?"));
        }

        if (first < NewOrders)
        {
            return Verdict.Wrong(Exercise, new($"접속한 뒤에 보낸 {NewOrders}건 가운데 {first}건만 왔다.", $"Only {first} of the {NewOrders} orders came that were sent after it had connected."));
        }

        await topic.ProduceAsync(Sample.Orders(MissedOrders, seed: 2), ct: cancellationToken);
        int missed = await Task.Run(() => Listen(topic, config, 0, cancellationToken), cancellationToken);
        return missed == MissedOrders
            ? Verdict.Right(Exercise, new(
                $"지난 {OldOrders}건은 건너뛰고, 접속한 뒤의 {NewOrders}건을 받았고, 내려가 있던 동안의 {MissedOrders}건도 놓치지 않았다.",
                $"It left out the {OldOrders} old orders, got the {NewOrders} that came after it had connected, and missed none of the {MissedOrders} that came while it was down."))
            : missed == 0
            ? Verdict.Wrong(Exercise, new(
                $"새로 온 것은 받는데, 내려가 있던 동안의 {MissedOrders}건을 놓쳤다. 다시 떴을 때도 '커밋한 적이 없는 그룹'이기 때문이다. 누가 커밋을 하고 있는가?",
                $"New orders come, but the {MissedOrders} that came while it was down were missed: it is still a group that has never committed. Who commits?"))
            : Verdict.Wrong(Exercise, new(
                $"다시 떴을 때 {MissedOrders}건이 와야 하는데 {missed}건이 왔다. 읽은 것을 커밋하지 않으면 처음부터 다시 온다.",
                $"After the pause {MissedOrders} records should come; {missed} came. Without commits everything comes again."));
    }

    /// <summary>2-4: the lag alarm rings for one group and not for another.</summary>
    /// <param name="late">The group that is behind.</param>
    /// <param name="prompt">The group that is not.</param>
    /// <param name="answer">The panel, or null.</param>
    public static Verdict AlarmOnlyFor(string late, string prompt, StatusPanel? answer)
    {
        const string Exercise = "2-4";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        string[] shown = [.. answer.Groups.Select(g => g.Group)];
        if (new[] { late, prompt }.FirstOrDefault(g => !shown.Contains(g)) is { } absent)
        {
            return Verdict.Wrong(Exercise, new(
                $"상태판에 그룹 {absent}이(가) 없다. StatusAsync에 두 그룹을 모두 적는다.", $"The panel does not show the group {absent}. Give both groups to StatusAsync."));
        }

        long lateLag = answer.Groups.Where(g => g.Group == late).Sum(g => g.Lag), promptLag = answer.Groups.Where(g => g.Group == prompt).Sum(g => g.Lag);
        bool lateRings = answer.Alarms.Any(g => g.Group == late), promptRings = answer.Alarms.Any(g => g.Group == prompt);
        return answer.LagAlarm != 200
            ? Verdict.Wrong(Exercise, new($"경보가 {answer.LagAlarm}건부터 울린다. 200건부터 울리게 하자.", $"The alarm is at {answer.LagAlarm}. Set it to 200."))
            : !lateRings
            ? Verdict.Wrong(Exercise, new($"{late}의 지연이 {lateLag}건이라 울리지 않는다. 더 보내거나 덜 읽게 하자.", $"The lag of {late} is {lateLag}: no alarm. Send more, or let it read less."))
            : promptRings
            ? Verdict.Wrong(Exercise, new($"{prompt}의 지연도 {promptLag}건이라 함께 울린다. {prompt}에게 더 읽게 하자.", $"{prompt} is {promptLag} behind, so its alarm rings, too. Let it read more."))
            : Verdict.Right(Exercise, new(
                $"{late}는 {lateLag}건 뒤처져 경보가 울리고, {prompt}는 {promptLag}건이라 조용하다. 지연은 토픽이 아니라 그룹의 것이다.",
                $"{late} is {lateLag} behind and reported, {prompt} with {promptLag} is not. Lag belongs to a group, not to a topic."));
    }

    /// <summary>2-5: a topic's settings keep records for so long and so many bytes. Where the cluster has settings, a topic is made with them and asked back.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="partitions">The topic's partitions.</param>
    /// <param name="time">How long records are to stay.</param>
    /// <param name="bytes">How many bytes the whole topic may have, replicas not counted.</param>
    /// <param name="answer">The settings; null or empty when not answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Verdict> RetentionIsAsync(
        Cluster cluster, int partitions, TimeSpan time, long bytes, IReadOnlyDictionary<string, string>? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        const string Exercise = "2-5";
        if (answer is null || answer.Count == 0)
        {
            return Verdict.Unanswered(Exercise);
        }

        string[] names = ["retention.ms", "retention.bytes"];
        if (names.FirstOrDefault(n => !answer.ContainsKey(n)) is { } absent)
        {
            return Verdict.Wrong(Exercise, new($"{absent}가 없다. 적지 않은 것은 브로커의 기본값을 따른다.", $"{absent} is missing. What is not set has the broker's default."));
        }

        long?[] values = [.. names.Select(n => long.TryParse(answer[n], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : (long?)null)];
        if (Array.IndexOf(values, null) is >= 0 and var wrong)
        {
            return Verdict.Wrong(Exercise, new($"{names[wrong]}의 값 {Escaped(answer[names[wrong]])}은(는) 정수가 아니다.", $"{Escaped(answer[names[wrong]])} of {names[wrong]} is no whole number."));
        }

        (long ms, long size) = (values[0]!.Value, values[1]!.Value);
        if (ms != (long)time.TotalMilliseconds)
        {
            string given = TimeSpan.FromMilliseconds(Math.Clamp(ms, 0, long.MaxValue / 100_000)).TotalDays.ToString("0.####", CultureInfo.InvariantCulture);
            return Verdict.Wrong(Exercise, new(
                $"retention.ms={ms}는 {given}일이다. 이름의 끝이 단위다: ms.", $"retention.ms={ms} is {given} days. The name ends in its unit: ms."));
        }

        if (size != bytes / partitions)
        {
            string whole = (size * (double)partitions / (1L << 30)).ToString("0.##", CultureInfo.InvariantCulture);
            return size == bytes
                ? Verdict.Wrong(Exercise, new(
                    $"파티션마다 그만큼이면 토픽 전체는 {whole} GiB까지 자란다. retention.bytes는 무엇 하나의 크기일까?",
                    $"That much a partition lets the topic grow to {whole} GiB. Whose size is retention.bytes?"))
                : Verdict.Wrong(Exercise, new($"그러면 토픽 전체가 {whole} GiB까지 자란다. 1 GiB는 1,073,741,824바이트다.", $"That lets the topic grow to {whole} GiB. A GiB is 1,073,741,824 bytes."));
        }

        if (!cluster.Can(Capability.Configs))
        {
            return Verdict.Right(Exercise, new(
                FormattableString.Invariant($"값이 맞다. 파티션마다 {size / (double)(1L << 30):0.##} GiB다. 이 클러스터에는 설정이 없어 브로커에게 되묻지는 못했다."),
                FormattableString.Invariant($"The values are right: {size / (double)(1L << 30):0.##} GiB a partition. This cluster has no settings, so no broker was asked.")));
        }

        Topic topic = await cluster.CreateTopicAsync("exercise-2-5", partitions, configs: answer, ct: cancellationToken);
        SettingTable asked = await topic.SettingsAsync(names);
        return asked.All.All(s => s.Value == answer[s.Name])
            ? Verdict.Right(Exercise, new(
                $"이 설정으로 토픽을 만들고 브로커에게 되물었다: {string.Join(", ", asked.All.Select(s => $"{s.Name} = {s.Meaning.Korean}"))}.",
                $"A topic was made with these settings, and the broker asked: {string.Join(", ", asked.All.Select(s => $"{s.Name} = {s.Meaning.English}"))}."))
            : Verdict.Wrong(Exercise, new($"브로커가 다르게 답했다: {asked}", $"The broker answered something else: {asked}"));
    }

    // Waits for its partitions and for what is there already; sends so many records then, if any; and counts all that come until nothing more does.
    private static int Listen(Topic topic, ConsumerConfig config, int send, CancellationToken cancellationToken)
    {
        using IConsumer<string, string> consumer = new ConsumerBuilder<string, string>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        consumer.Subscribe(topic.Name);
        int received = 0;
        Stopwatch clock = Stopwatch.StartNew(), quiet = Stopwatch.StartNew();
        Until(() => consumer.Assignment.Count > 0 || clock.Elapsed > ReceiveLimit);
        quiet.Restart();
        Until(() => quiet.Elapsed > Settle);
        if (send > 0)
        {
            topic.ProduceAsync(Sample.Orders(send, seed: 3), ct: cancellationToken).GetAwaiter().GetResult();
            quiet.Restart();
            Until(() => quiet.Elapsed > Settle);
        }

        consumer.Close();
        return received;

        void Until(Func<bool> done)
        {
            while (!done())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { Message: not null })
                {
                    received++;
                    quiet.Restart();
                }
            }
        }
    }
}
