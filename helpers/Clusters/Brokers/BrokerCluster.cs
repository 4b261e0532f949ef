using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>What all clusters of real brokers have in common: how to connect, how to ask, how to make and remove topics, and the lock for faults.</summary>
internal abstract class BrokerCluster : Cluster
{
    private static readonly TimeSpan DescribeLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TopicLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private readonly FaultLock _faults;

    private protected BrokerCluster(ClusterOptions options, ClusterKind kind, string name)
        : base(options, kind, name)
    {
        Admin = new AdminConnection(ClientConfig);
        _faults = new FaultLock(ClusterLock.PathOf(options.Environment.DataFolder, $"{kind}-{name}-faults"), this);
    }

    /// <summary>For admin calls, each with its own limit.</summary>
    public AdminConnection Admin { get; }

    /// <inheritdoc/>
    public override ClientConfig ClientConfig()
    {
        ClientConfig config = new()
        {
            BootstrapServers = BootstrapServers,
            ClientId = "kafka-workbook",
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 1_000,
            LogConnectionClose = false,
            EnableMetricsPush = false,
        };

        // A client built without a log handler writes to standard error, which a notebook shows below the cell: a lesson that stops a broker would drown.
        config.Set("log_level", "0");
        return config;
    }

    /// <inheritdoc/>
    public override ConsumerConfig ConsumerConfig(string groupId)
    {
        ConsumerConfig config = base.ConsumerConfig(groupId);

        // With the client's 1,000 ms a full local queue makes a slow reader wait for up to a second between two fetches.
        config.FetchQueueBackoffMs = 5;
        return config;
    }

    /// <inheritdoc/>
    public override async Task<ClusterDescription> DescribeAsync(CancellationToken cancellationToken = default)
    {
        (string id, int? controller, IReadOnlyList<Node> nodes) = await DescribeAsync(DescribeLimit, cancellationToken).ConfigureAwait(false);
        Dictionary<int, Broker> brokers = (await KnownBrokersAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(b => b.Id);
        foreach (Node node in nodes)
        {
            // Metadata goes on naming a killed or frozen broker until its session ends, so what is known of the process counts more.
            BrokerState state = brokers.TryGetValue(node.Id, out Broker? known) ? known.State : BrokerState.Running;
            brokers[node.Id] = new Broker(node.Id, node.Host, node.Port, state);
        }

        return new ClusterDescription(id, controller, [.. brokers.Values.OrderBy(b => b.Id)]);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        Admin.Dispose();
        _faults.Dispose();
        return base.DisposeAsync();
    }

    /// <summary>Asks for the metadata with a limit of one's own.</summary>
    internal async Task<(string ClusterId, int? ControllerId, IReadOnlyList<Node> Nodes)> DescribeAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            DescribeClusterResult result = await Admin.CallAsync(
                (client, time, _) => client.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = time }), limit, cancellationToken).ConfigureAwait(false);
            return (result.ClusterId, await ControllerAsync(result.Controller?.Id, cancellationToken).ConfigureAwait(false), result.Nodes);
        }
        catch (Exception failure) when (failure is KafkaException or TimeoutException)
        {
            throw KafkaFailures.Named(failure, new("클러스터에 묻기", "Asking the cluster"), BootstrapServers);
        }
    }

    /// <inheritdoc/>
    internal override async Task CreateTopicAsync(TopicSpec topic, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        TopicSpecification specification = new()
        {
            Name = topic.Name,
            NumPartitions = topic.Partitions,
            ReplicationFactor = topic.ReplicationFactor,
            Configs = topic.Configs.ToDictionary(c => c.Key, c => c.Value),
        };
        try
        {
            await Admin.CallAsync((client, time, attempt) => CreateOnceAsync(client, specification, time, attempt), TopicLimit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is KafkaException or TimeoutException)
        {
            if (failure is KafkaException kafka && KafkaFailures.FirstOf(kafka).Code == ErrorCode.InvalidReplicationFactor && topic.ReplicationFactor <= BrokerIds.Count)
            {
                throw await MissingAsync(topic.Name, kafka, cancellationToken).ConfigureAwait(false);
            }

            throw KafkaFailures.Named(failure, new($"토픽 '{topic.Name}' 만들기", $"Creating the topic '{topic.Name}'"), BootstrapServers);
        }

        await WaitAsync(
            () => HasAllReplicasAsync(topic, cancellationToken),
            new Text($"토픽 '{topic.Name}'의 모든 레플리카 기다리기", $"Waiting for all replicas of the topic '{topic.Name}'"),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    internal override async Task DeleteTopicAsync(string topic, CancellationToken cancellationToken)
    {
        try
        {
            await Admin.CallAsync((client, time, _) => DeleteOnceAsync(client, topic, time), TopicLimit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is KafkaException or TimeoutException)
        {
            throw KafkaFailures.Named(failure, new($"토픽 '{topic}' 지우기", $"Deleting the topic '{topic}'"), BootstrapServers);
        }

        await WaitAsync(
            async () => await PartitionsAsync(topic, cancellationToken).ConfigureAwait(false) is null,
            new Text($"토픽 '{topic}'이 사라지기를 기다리기", $"Waiting for the topic '{topic}' to go"),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A topic's partitions as the cluster sees them now, or null when there is no such topic.</summary>
    internal async Task<IReadOnlyList<TopicPartitionInfo>?> PartitionsAsync(string topic, CancellationToken cancellationToken)
    {
        try
        {
            DescribeTopicsResult result = await Admin.CallAsync(
                (client, time, _) => client.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]), new DescribeTopicsOptions { RequestTimeout = time }),
                TopicLimit,
                cancellationToken).ConfigureAwait(false);
            return [.. result.TopicDescriptions.Single().Partitions];
        }
        catch (DescribeTopicsException failure) when (KafkaFailures.FirstOf(failure).Code == ErrorCode.UnknownTopicOrPart)
        {
            return null;
        }
    }

    /// <summary>What is wrong with the brokers as far as it can be seen without asking Kafka: a process that ended, a full disk in its log. Null when nothing is.</summary>
    internal virtual Task<ClusterException?> FindFaultAsync(CancellationToken cancellationToken) => Task.FromResult<ClusterException?>(null);

    /// <summary>The last lines of a broker's log, or an empty text when there is none to be had.</summary>
    internal virtual Task<string> LogTailAsync(int brokerId, int lines, CancellationToken cancellationToken) => Task.FromResult("");

    /// <summary>The brokers that are ours, with the state of their processes; empty when the processes are not ours to look at.</summary>
    internal virtual Task<IReadOnlyList<Broker>> KnownBrokersAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Broker>>([]);

    /// <summary>The controller. Brokers of a ZooKeeper cluster name it in the metadata; KRaft's name any broker there.</summary>
    private protected virtual Task<int?> ControllerAsync(int? inMetadata, CancellationToken cancellationToken) => Task.FromResult(inMetadata);

    /// <summary>Takes the cluster's lock before a fault; nothing happens when this object has it. Also before a start or thaw, so that two notebooks do not cross.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.Busy"/>: another notebook has it.</exception>
    private protected Task TakeFaultLockAsync(CancellationToken cancellationToken) => _faults.TakeAsync(cancellationToken);

    /// <summary>Takes the lock when nobody has it; answers whether this object has it now.</summary>
    private protected Task<bool> TryTakeFaultLockAsync(CancellationToken cancellationToken) => _faults.TryTakeAsync(cancellationToken);

    /// <summary>Gives the lock back when every broker runs.</summary>
    private protected async Task ReleaseFaultLockWhenWholeAsync(CancellationToken cancellationToken)
    {
        if ((await KnownBrokersAsync(cancellationToken).ConfigureAwait(false)).All(b => b.State == BrokerState.Running))
        {
            _faults.Dispose();
        }
    }

    /// <summary>Refuses a broker id that is not one of ours.</summary>
    private protected void RequireBroker(int brokerId)
    {
        if (!BrokerIds.Contains(brokerId))
        {
            throw new ArgumentOutOfRangeException(
                nameof(brokerId),
                brokerId,
                new Text($"브로커 {brokerId}은(는) 없다. 있는 것: {string.Join(", ", BrokerIds)}", $"There is no broker {brokerId}, only {string.Join(", ", BrokerIds)}").ToString());
        }
    }

    private static async Task<bool> CreateOnceAsync(IAdminClient client, TopicSpecification topic, TimeSpan time, int attempt)
    {
        try
        {
            await client.CreateTopicsAsync([topic], new CreateTopicsOptions { RequestTimeout = time, OperationTimeout = time }).ConfigureAwait(false);
        }
        catch (CreateTopicsException failure) when (attempt > 0 && KafkaFailures.FirstOf(failure).Code == ErrorCode.TopicAlreadyExists)
        {
            // An earlier attempt got through although its answer did not.
        }

        return true;
    }

    private static async Task<bool> DeleteOnceAsync(IAdminClient client, string topic, TimeSpan time)
    {
        try
        {
            await client.DeleteTopicsAsync([topic], new DeleteTopicsOptions { RequestTimeout = time, OperationTimeout = time }).ConfigureAwait(false);
        }
        catch (DeleteTopicsException failure) when (KafkaFailures.FirstOf(failure).Code == ErrorCode.UnknownTopicOrPart)
        {
            // Gone already, which is what was asked for.
        }

        return true;
    }

    private async Task<bool> HasAllReplicasAsync(TopicSpec topic, CancellationToken cancellationToken) =>
        await PartitionsAsync(topic.Name, cancellationToken).ConfigureAwait(false) is { } partitions
            && partitions.Count == topic.Partitions
            && partitions.All(p => p.Leader is { Id: >= 0 } && p.ISR.Count == topic.ReplicationFactor);

    private async Task WaitAsync(Func<Task<bool>> reached, Text doing, CancellationToken cancellationToken)
    {
        try
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TopicLimit);
            while (!await reached().WaitAsync(limit.Token).ConfigureAwait(false))
            {
                await Task.Delay(LookAgain, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClusterException(
                ClusterProblem.TimedOut,
                new($"{doing.Korean}: {TopicLimit.TotalSeconds:0}초 안에 끝나지 않았다.", $"{doing.English}: not reached within {TopicLimit.TotalSeconds:0} seconds."),
                new("`dotnet run -- status`로 브로커가 모두 떠 있는지 확인한다.", "See with `dotnet run -- status` whether all brokers run."));
        }
        catch (Exception failure) when (failure is KafkaException or TimeoutException)
        {
            throw KafkaFailures.Named(failure, doing, BootstrapServers);
        }
    }

    private async Task<ClusterException> MissingAsync(string topic, KafkaException cause, CancellationToken cancellationToken)
    {
        IReadOnlyList<Node> nodes = (await DescribeAsync(DescribeLimit, cancellationToken).ConfigureAwait(false)).Nodes;
        string missing = string.Join(", ", BrokerIds.Except(nodes.Select(n => n.Id)));
        return new ClusterException(
            ClusterProblem.BrokerMissing,
            new(
                $"토픽 '{topic}'을 만들 브로커가 모자란다. 빠진 브로커: {missing}. {KafkaFailures.FirstOf(cause).Reason}",
                $"There are too few brokers for the topic '{topic}'. Missing: {missing}. {KafkaFailures.FirstOf(cause).Reason}"),
            new($"await kafka.StartBrokerAsync({missing})로 다시 띄운다.", $"Start it again: await kafka.StartBrokerAsync({missing})"),
            cause);
    }
}
