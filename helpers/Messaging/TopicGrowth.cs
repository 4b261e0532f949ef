using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Adds partitions to a topic that has records already.</summary>
public static class TopicGrowth
{
    private const int MostPartitions = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Adds partitions with the AdminClient's <c>CreatePartitionsAsync</c> and waits until every one has a leader and all its replicas. Records that are there stay
    /// where they are. A topic that has so many partitions already is left as it is, so the same cell can run twice.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partitions">How many partitions it shall have in all, not fewer than it has, 200 at most.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The topic as it is now. The one that was handed in goes on knowing only its old partitions.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It has more partitions already: they can be added, never taken away.</exception>
    /// <exception cref="NotOnThisClusterException">This cluster cannot add partitions.</exception>
    /// <exception cref="ClusterException">The cluster refused or did not answer in time.</exception>
    public static async Task<Topic> GrowAsync(this Topic topic, int partitions, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (topic.Cluster.Kind == ClusterKind.Embedded)
        {
            throw new NotOnThisClusterException(
                Capability.TopicAdmin,
                ClusterKind.Embedded,
                new("파티션 늘리기: 내장 클러스터의 모의 브로커는 있는 토픽에 파티션을 더할 줄 모른다.", "Adding partitions: the embedded cluster's mock brokers cannot add any to a topic that exists."),
                new("Docker 또는 로컬 Kafka(KAFKA_HOME)가 있으면 된다. `dotnet run -- doctor`가 무엇이 빠졌는지 알려 준다.", "Docker or a local Kafka (KAFKA_HOME) can. `dotnet run -- doctor` says what is missing."));
        }

        topic.ThrowIfGone();
        using BriefAdmin admin = KafkaClients.Admin(topic.Cluster);
        int before = (await DescribeAsync(admin.Client, topic, ct).ConfigureAwait(false)).Count;
        if (partitions < before || partitions > MostPartitions)
        {
            throw new ArgumentOutOfRangeException(
                nameof(partitions),
                partitions,
                new Text(
                    $"파티션은 늘릴 수만 있다. 지금 {before}개이고 {MostPartitions}개까지 늘릴 수 있다.",
                    $"Partitions can only be added. There are {before} now, and {MostPartitions} is the most.").ToString());
        }

        if (partitions > before)
        {
            await AddAsync(admin.Client, topic, partitions, ct).ConfigureAwait(false);
        }

        return new Topic(topic.Cluster, topic.Label, topic.Name, partitions, topic.ReplicationFactor);
    }

    private static async Task AddAsync(IAdminClient admin, Topic topic, int partitions, CancellationToken cancellationToken)
    {
        try
        {
            await admin.CreatePartitionsAsync(
                [new PartitionsSpecification { Topic = topic.Name, IncreaseTo = partitions }],
                new CreatePartitionsOptions { RequestTimeout = Limit, OperationTimeout = Limit }).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaException failure)
        {
            Error error = failure is CreatePartitionsException { Results: [{ } first, ..] } ? first.Error : failure.Error;
            throw KafkaFailures.From(new($"토픽 {topic.Name}의 파티션을 늘리지 못했다", $"Partitions could not be added to the topic {topic.Name}"), error, failure);
        }

        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ended.CancelAfter(Limit);
        try
        {
            while (!IsWhole(await DescribeAsync(admin, topic, ended.Token).ConfigureAwait(false), topic, partitions))
            {
                await Task.Delay(Pause, ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClusterException(
                ClusterProblem.TimedOut,
                new($"토픽 {topic.Name}의 새 파티션이 {Limit.TotalSeconds:0}초 안에 준비되지 않았다.", $"The new partitions of the topic {topic.Name} were not ready within {Limit.TotalSeconds:0} seconds."),
                new("브로커가 모두 떠 있는지 확인한다: `dotnet run -- status`", "See whether all brokers are running: `dotnet run -- status`"));
        }
    }

    private static bool IsWhole(List<TopicPartitionInfo> found, Topic topic, int partitions) =>
        found.Count == partitions && found.TrueForAll(p => p.Leader is { Id: >= 0 } && p.ISR.Count == topic.ReplicationFactor);

    private static async Task<List<TopicPartitionInfo>> DescribeAsync(IAdminClient admin, Topic topic, CancellationToken cancellationToken)
    {
        try
        {
            DescribeTopicsResult result = await admin.DescribeTopicsAsync(
                TopicCollection.OfTopicNames([topic.Name]), new DescribeTopicsOptions { RequestTimeout = Limit }).WaitAsync(cancellationToken).ConfigureAwait(false);
            return [.. result.TopicDescriptions.Single().Partitions];
        }
        catch (KafkaException failure)
        {
            Error error = failure is DescribeTopicsException described && described.Results.TopicDescriptions.FirstOrDefault(d => d.Error.IsError) is { } bad ? bad.Error : failure.Error;
            throw KafkaFailures.From(new($"토픽 {topic.Name}의 파티션을 알아내지 못했다", $"The partitions of the topic {topic.Name} could not be had"), error, failure);
        }
    }
}
