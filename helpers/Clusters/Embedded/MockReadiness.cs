using Confluent.Kafka;

namespace KafkaWorkbook.Clusters.Embedded;

/// <summary>Ready means the same as with real brokers: all of them in the metadata, one record acknowledged by all replicas and read back.</summary>
internal static class MockReadiness
{
    private const string ProbeTopic = "workbook.ready";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    public static async Task WaitAsync(EmbeddedCluster cluster, MockBrokers brokers, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        try
        {
            // Side by side: most of a first start is the just-in-time compiler at the clients' code.
            Task probe = Task.Run(() => SendAndReadBack(cluster, brokers, limited.Token), limited.Token);
            Task<ClusterDescription> describe = Task.Run(() => cluster.DescribeAsync(limited.Token), limited.Token);
            await Task.WhenAll(probe, describe).ConfigureAwait(false);
            ClusterDescription description = await describe.ConfigureAwait(false);
            if (description.Brokers.Count(b => b.State == BrokerState.Running) is var running && running != cluster.BrokerIds.Count)
            {
                throw NotReady(FormattableString.Invariant($"{running}/{cluster.BrokerIds.Count}"));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NotReady(FormattableString.Invariant($"{Limit.TotalSeconds} s"));
        }
        catch (KafkaException failure)
        {
            throw NotReady(failure.Error.Reason);
        }
    }

    private static void SendAndReadBack(EmbeddedCluster cluster, MockBrokers brokers, CancellationToken cancellationToken)
    {
        Check(brokers.CreateTopic(ProbeTopic, 1, cluster.BrokerIds.Count));

        // Polling here instead of in the client's own thread: that one notices only after 100 ms that it shall end, half of the time that a start may take.
        ProducerConfig producing = new(cluster.ProducerConfig()) { Acks = Acks.All, LingerMs = 0, EnableBackgroundPoll = false };
        using IProducer<Null, string> producer = new ProducerBuilder<Null, string>(producing).SetLogHandler((_, _) => { }).Build();
        DeliveryReport<Null, string>? sent = null;
        producer.Produce(ProbeTopic, new Message<Null, string> { Value = ProbeTopic }, report => sent = report);
        while (sent is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            producer.Poll(Poll);
        }

        Check(sent.Error);

        // From its offset and not "from the beginning": that would ask for the offset before the leader is known, and wait 500 ms to ask again.
        using IConsumer<Ignore, string> consumer = new ConsumerBuilder<Ignore, string>(cluster.ConsumerConfig(ProbeTopic)).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(sent.TopicPartitionOffset);
        ConsumeResult<Ignore, string> read = consumer.Consume(cancellationToken);
        if (sent.Status != PersistenceStatus.Persisted || read.Message.Value != ProbeTopic)
        {
            throw NotReady(sent.Status.ToString());
        }

        Check(brokers.DeleteTopic(ProbeTopic));
    }

    private static void Check(Error error)
    {
        if (error.IsError)
        {
            throw new KafkaException(error);
        }
    }

    private static ClusterException NotReady(string seen) => new(
        ClusterProblem.TimedOut,
        new($"내장 클러스터가 준비되지 않았다({seen}).", $"The embedded cluster did not become ready ({seen})."),
        new("127.0.0.1의 연결을 막는 보안 프로그램이 있는지 확인하고 커널을 다시 시작한다.", "See whether a security program blocks connections on 127.0.0.1, and restart the kernel."));
}
