using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>Topics: made and deleted through the admin client, and waited for.</summary>
internal abstract partial class BrokerCluster
{
    private static readonly TimeSpan TopicLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(1.5);

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
            async () => await HasAllReplicasAsync(topic, cancellationToken).ConfigureAwait(false) || await RefuseTooFewAsync(topic, cancellationToken).ConfigureAwait(false),
            new Text($"토픽 '{topic.Name}'의 모든 레플리카 기다리기", $"Waiting for all replicas of the topic '{topic.Name}'"),
            cancellationToken).ConfigureAwait(false);
        if (Kind != ClusterKind.External)
        {
            // A consumer that asks a broker which has not heard of the topic yet asks again only after five minutes.
            await WaitAsync(
                () => EveryBrokerKnowsAsync(topic, cancellationToken),
                new Text($"모든 브로커가 토픽 '{topic.Name}'을(를) 알 때까지 기다리기", $"Waiting until every broker knows the topic '{topic.Name}'"),
                cancellationToken).ConfigureAwait(false);
        }
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

    // One that does not answer is down or frozen: it learns of the topic when it comes back.
    private async Task<bool> EveryBrokerKnowsAsync(TopicSpec topic, CancellationToken cancellationToken)
    {
        TopicView?[] views = await Task.WhenAll(Addresses().Select(a => BrokerWire.TopicAsync(a.Host, a.Port, topic.Name, AnswerLimit, cancellationToken))).ConfigureAwait(false);
        return views.All(v => v is null || (v.Partitions.Count == topic.Partitions && v.Partitions.All(p => p.Leader is not null)));
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

    // A ZooKeeper cluster refuses a topic for which it has too few brokers. KRaft makes it, and its ISR would stay short: the same to a reader, so the same refusal.
    private async Task<bool> RefuseTooFewAsync(TopicSpec topic, CancellationToken cancellationToken)
    {
        if (Kind == ClusterKind.External)
        {
            return false;
        }

        IReadOnlyDictionary<int, BrokerView> views = await ViewsAsync(cancellationToken).ConfigureAwait(false);
        if (views.Count == 0 || views.Values.SelectMany(v => v.Brokers).Select(b => b.Id).Distinct().Count() >= topic.ReplicationFactor)
        {
            return false;
        }

        await DeleteTopicAsync(topic.Name, cancellationToken).ConfigureAwait(false);
        throw await MissingAsync(topic.Name, null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ClusterException> MissingAsync(string topic, KafkaException? cause, CancellationToken cancellationToken)
    {
        BrokerView view = await DescribeAsync(DescribeLimit, cancellationToken).ConfigureAwait(false);
        string missing = string.Join(", ", BrokerIds.Except(view.Brokers.Select(b => b.Id)));
        string reason = cause is null ? "" : " " + KafkaFailures.FirstOf(cause).Reason;
        return new ClusterException(
            ClusterProblem.BrokerMissing,
            new(
                $"토픽 '{topic}'을 만들 브로커가 모자란다. 빠진 브로커: {missing}.{reason}",
                $"There are too few brokers for the topic '{topic}'. Missing: {missing}.{reason}"),
            new($"await kafka.StartBrokerAsync({missing})로 다시 띄운다.", $"Start it again: await kafka.StartBrokerAsync({missing})"),
            cause);
    }
}
