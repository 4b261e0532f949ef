using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Exercises;

/// <content>Chapter 6.</content>
public static partial class Check
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A busy machine may lose its connections for a moment; nobody there is another thing.</summary>
    private static readonly TimeSpan DownFor = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan ReceiveLimit = TimeSpan.FromSeconds(30);

    /// <summary>Nothing came although the client is connected: it will not come later, either.</summary>
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(12);

    /// <summary>6-1: the address of a broker for a program in a container.</summary>
    /// <param name="compose">The compose file.</param>
    /// <param name="brokerId">The broker that it wants to reach.</param>
    /// <param name="answer">The address as name:port; null or empty when not answered.</param>
    public static Verdict AddressInside(ComposeFile compose, int brokerId, string? answer)
    {
        ArgumentNullException.ThrowIfNull(compose);
        const string Exercise = "6-1";
        if (string.IsNullOrWhiteSpace(answer))
        {
            return Verdict.Unanswered(Exercise);
        }

        string given = answer.Trim();
        ComposeService wanted = compose.Brokers.Services.Single(s => s.BrokerId == brokerId);
        if (given == wanted.AddressInside)
        {
            return Verdict.Right(Exercise, new(
                $"{given}은(는) 컨테이너끼리 쓰는 리스너다. 이름은 서비스 이름, 포트는 컨테이너 안의 포트다.",
                $"{given} is the listener that containers use: the service's name and the port inside."));
        }

        if (compose.Brokers.Services.FirstOrDefault(s => s.AddressInside == given) is { } other)
        {
            return Verdict.Wrong(Exercise, new($"그것은 브로커 {other.BrokerId}의 주소다.", $"That is the address of broker {other.BrokerId}."));
        }

        if (given.StartsWith(ClusterLayout.Host, StringComparison.Ordinal) || given.StartsWith("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return Verdict.Wrong(Exercise, new(
                "그것은 이 컴퓨터에서 쓰는 주소다. 컨테이너 안에서 127.0.0.1은 그 컨테이너 자신이다. 컨테이너끼리는 무엇으로 서로를 찾을까?",
                "That is an address for this computer. Inside a container 127.0.0.1 is the container itself. By what do containers find each other?"));
        }

        return given.StartsWith(wanted.Name + ":", StringComparison.Ordinal)
            ? Verdict.Wrong(Exercise, new("이름은 맞다. 포트가 다르다. 컨테이너끼리 쓰는 리스너의 포트를 6.1의 표에서 찾아보자.", "The name is right, the port is not. Find the listener for containers in the table of 6.1."))
            : Verdict.Wrong(Exercise, new($"{Escaped(given)}은(는) 이 파일에 없는 주소다. \"이름:포트\"로 적는다.", $"{Escaped(given)} is no address of this file. Write it as name:port."));
    }

    /// <summary>6-2: a topic with so many partitions and replicas is there.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="partitions">How many partitions.</param>
    /// <param name="replicas">How many replicas each.</param>
    /// <param name="answer">The topic's full name; null or empty when not answered.</param>
    public static async Task<Verdict> TopicIsAsync(Cluster cluster, int partitions, int replicas, string? answer)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        const string Exercise = "6-2";
        if (string.IsNullOrWhiteSpace(answer))
        {
            return Verdict.Unanswered(Exercise);
        }

        // The list of all topics: asking for one by its name would create it where brokers do so by themselves.
        List<TopicMetadata> topics = await Task.Run(() =>
        {
            using IAdminClient admin = new AdminClientBuilder(cluster.ClientConfig()).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
            return admin.GetMetadata(Patience).Topics;
        });
        if (topics.FirstOrDefault(t => t.Topic == answer.Trim()) is not { } found)
        {
            return Verdict.Wrong(Exercise, new(
                $"{Escaped(answer)} 토픽이 클러스터에 없다. 레이블이 아니라 전체 이름(Name)을 담았는지 보자.",
                $"The cluster has no topic {Escaped(answer)}. See that it is the full name (Name), not the label."));
        }

        int copies = found.Partitions.Min(p => p.Replicas.Length);
        return found.Partitions.Count != partitions
            ? Verdict.Wrong(Exercise, new($"파티션이 {partitions}개여야 하는데 {found.Partitions.Count}개다.", $"{partitions} partitions are asked for; it has {found.Partitions.Count}."))
            : copies != replicas
            ? Verdict.Wrong(Exercise, new($"복제본이 {replicas}개여야 하는데 {copies}개다.", $"{replicas} replicas are asked for; it has {copies}."))
            : Verdict.Right(Exercise, new(
                $"브로커에게 물어보니 파티션 {found.Partitions.Count}개, 복제본 {copies}개다.",
                $"Asked of the brokers: {found.Partitions.Count} partitions, {copies} replicas."));
    }

    /// <summary>6-3: one message was delivered. Reads it back from the place that the delivery names.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="key">The key asked for.</param>
    /// <param name="value">The value asked for.</param>
    /// <param name="answer">The broker's answer, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Verdict> DeliveredAsync(
        Topic topic, string key, string value, DeliveryResult<string, string>? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        const string Exercise = "6-3";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        if (answer.Topic != topic.Name)
        {
            return Verdict.Wrong(Exercise, new($"다른 토픽({answer.Topic})에 보냈다.", $"It went to another topic ({answer.Topic})."));
        }

        ReadRecord? found = (await topic.ReadAllAsync(cancellationToken)).Records
            .FirstOrDefault(r => r.Partition == answer.Partition.Value && r.Offset == answer.Offset.Value);
        return found is null
            ? Verdict.Wrong(Exercise, new(
                $"답에 적힌 자리({answer.Partition} @{answer.Offset})에 메시지가 없다. 답을 기다렸는가?",
                $"There is no record at the place that the answer names ({answer.Partition} @{answer.Offset}). Did you wait for the answer?"))
            : found.Key != key
            ? Verdict.Wrong(Exercise, new($"키가 {Escaped(key)}여야 하는데 {Escaped(found.Key)}이다.", $"The key has to be {Escaped(key)}; it is {Escaped(found.Key)}."))
            : found.Value != value
            ? Verdict.Wrong(Exercise, new($"값이 {Escaped(value)}이어야 하는데 {Escaped(found.Value)}이다.", $"The value has to be {Escaped(value)}; it is {Escaped(found.Value)}."))
            : Verdict.Right(Exercise, new(
                $"파티션 {found.Partition}의 오프셋 {found.Offset}에서 다시 읽어 보니 그대로 있다.",
                $"Read back from offset {found.Offset} of partition {found.Partition}: there it is."));
    }

    /// <summary>6-4: exactly one group's lag is what was asked for.</summary>
    /// <param name="lag">The lag asked for.</param>
    /// <param name="answer">The offsets, or null.</param>
    public static Verdict LagIs(long lag, OffsetSnapshot? answer)
    {
        const string Exercise = "6-4";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        if (answer.Groups.Count == 0)
        {
            return Verdict.Wrong(Exercise, new("그룹이 없다. OffsetsAsync에 그룹의 이름을 주었는지 보자.", "There is no group in it. See that OffsetsAsync got the group's name."));
        }

        long measured = answer.Groups[0].TotalLag;
        return measured == lag
            ? Verdict.Right(Exercise, new($"지연이 {measured}이다. 끝 오프셋에서 커밋한 오프셋을 뺀 것을 파티션마다 더했다.", $"The lag is {measured}: end offset less committed offset, summed over the partitions."))
            : Verdict.Wrong(Exercise, new(
                $"지연이 {lag}이어야 하는데 {measured}이다. 몇 건을 보냈고 몇 건을 읽었는지 세어 보자. 그룹이 전에 읽은 적이 있으면 거기서부터 이어 읽는다.",
                $"The lag has to be {lag}; it is {measured}. Count what was sent and what was read; a group that has read before goes on from there."));
    }

    /// <summary>6-5: a consumer with this configuration gets every record. Tries it until all came or nothing more does, for at most 30 seconds.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="answer">The configuration, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Verdict> ReceivesEverythingAsync(Topic topic, ConsumerConfig? answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        const string Exercise = "6-5";
        if (answer is null)
        {
            return Verdict.Unanswered(Exercise);
        }

        if (string.IsNullOrEmpty(answer.GroupId))
        {
            return Verdict.Wrong(Exercise, new("group.id가 없다. 구독하려면 그룹이 있어야 한다.", "There is no group.id: subscribing needs a group."));
        }

        long there = (await topic.OffsetsAsync()).Partitions.Sum(p => p.LogEnd - p.LogStart);
        (int received, bool down) = await Task.Run(() => Receive(topic.Name, answer, there, cancellationToken), cancellationToken);
        return received == there
            ? Verdict.Right(Exercise, new($"{there}건이 모두 왔다.", $"All {there} records came."))
            : down
            ? Verdict.Wrong(Exercise, new(
                $"{answer.BootstrapServers}에서 아무도 대답하지 않는다. 이 클러스터의 주소는 kafka.BootstrapServers에 있다.",
                $"Nobody answers at {answer.BootstrapServers}. This cluster's address is in kafka.BootstrapServers."))
            : received == 0 && answer.AutoOffsetReset is null or AutoOffsetReset.Latest
            ? Verdict.Wrong(Exercise, new(
                "접속은 되는데 오지 않는다. 커밋한 위치가 없는 그룹은 어디서부터 읽을까? 적지 않으면 기본값이 쓰인다.",
                "It connects, but nothing comes. Where does a group start that has never committed? What is not set has a default."))
            : Verdict.Wrong(Exercise, new(
                $"{there}건이어야 하는데 {received}건이 왔다. 이 그룹이 전에 커밋한 적이 있으면 거기서부터 읽는다. 새 그룹 ID로 해 보자.",
                $"{there} records are there, {received} came. A group that has committed before goes on from there: try a new group id."));
    }

    private static (int Received, bool Down) Receive(string topic, ConsumerConfig config, long wanted, CancellationToken cancellationToken)
    {
        bool down = false;
        using IConsumer<string, string> consumer = new ConsumerBuilder<string, string>(config)
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, error) => down |= error.Code == ErrorCode.Local_AllBrokersDown)
            .Build();
        consumer.Subscribe(topic);
        int received = 0;
        Stopwatch clock = Stopwatch.StartNew();
        Stopwatch quiet = Stopwatch.StartNew();
        while (received < wanted && clock.Elapsed < ReceiveLimit && quiet.Elapsed < (down && received == 0 ? DownFor : QuietFor))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is not null)
            {
                received++;
                quiet.Restart();
            }
        }

        consumer.Close();
        return (received, down && received == 0);
    }
}
