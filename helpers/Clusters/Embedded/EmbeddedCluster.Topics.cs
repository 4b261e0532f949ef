using Confluent.Kafka;

namespace KafkaWorkbook.Clusters;

public sealed partial class EmbeddedCluster
{
    // The mock takes any number, and a large one takes the process's memory.
    private const int MostPartitions = 1_000;

    private const int LongestName = 249;

    internal override async Task CreateTopicAsync(TopicSpec topic, CancellationToken cancellationToken)
    {
        Validate(topic);
        RefuseConfigs(topic.Configs);
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfNoBrokerRuns();
            IReadOnlyList<int> live = _brokers.Live;
            if (topic.ReplicationFactor > live.Count)
            {
                // Kafka refuses it in the same way: a replica needs a broker that runs.
                List<string> stopped = [.. BrokerIds.Except(live).Select(Invariant)];
                string missing = string.Join(", ", stopped);
                throw new ClusterException(
                    ClusterProblem.BrokerMissing,
                    new(
                        $"토픽 '{topic.Name}'의 레플리카 {topic.ReplicationFactor}개를 둘 브로커가 모자란다. 멈춘 브로커: {missing}.",
                        $"There are too few brokers for the {topic.ReplicationFactor} replicas of the topic '{topic.Name}'. Stopped: {missing}."),
                    new($"await kafka.StartBrokerAsync({stopped[0]})로 다시 띄운다.", $"Start it again: await kafka.StartBrokerAsync({stopped[0]})"));
            }

            ErrorCode created = _brokers.CreateTopic(topic.Name, topic.Partitions, topic.ReplicationFactor);
            if (created == ErrorCode.TopicAlreadyExists)
            {
                throw new ClusterException(
                    ClusterProblem.BadConfiguration,
                    new($"토픽 '{topic.Name}'이(가) 이미 있다.", $"There is a topic '{topic.Name}' already."),
                    new("다른 이름을 쓰거나 그 토픽을 먼저 지운다.", "Take another name, or delete that topic first."));
            }

            if (created != ErrorCode.NoError)
            {
                throw new KafkaException(created);
            }

            await SpreadLeadersAsync(topic.Name, live, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    internal override Task DeleteTopicAsync(string topic, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        cancellationToken.ThrowIfCancellationRequested();
        ErrorCode deleted = _brokers.DeleteTopic(topic);
        return deleted is ErrorCode.NoError or ErrorCode.UnknownTopicOrPart ? Task.CompletedTask : throw new KafkaException(deleted);
    }

    // The mock answers wrong numbers with a broken topic or with the end of the process, so they are looked at here.
    private void Validate(TopicSpec topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (topic.Name is null or "" or "." or ".." || topic.Name.Length > LongestName || !topic.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            throw new ArgumentException(
                $"'{topic.Name}' is no topic name: 1 to {Invariant(LongestName)} of the characters a-z, A-Z, 0-9, '.', '_' and '-', and neither '.' nor '..'.", nameof(topic));
        }

        if (topic.Partitions is < 1 or > MostPartitions)
        {
            throw new ArgumentOutOfRangeException(
                nameof(topic), topic.Partitions, $"The partitions of '{topic.Name}' have to be 1 to {Invariant(MostPartitions)}.");
        }

        if (topic.ReplicationFactor < 1 || topic.ReplicationFactor > BrokerIds.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(topic), topic.ReplicationFactor, $"The replication factor of '{topic.Name}' has to be 1 to {Invariant(BrokerIds.Count)}, the number of brokers.");
        }
    }

    private void RefuseConfigs(IReadOnlyDictionary<string, string> configs)
    {
        foreach (string key in configs.Keys)
        {
            Require(key switch
            {
                "cleanup.policy" or "delete.retention.ms" or "min.cleanable.dirty.ratio" => Capability.Retention,
                _ when key.StartsWith("retention.", StringComparison.Ordinal) || key.StartsWith("segment.", StringComparison.Ordinal) => Capability.Retention,
                "min.insync.replicas" => Capability.Acks,
                _ => Capability.Configs,
            });
        }
    }

    // The mock draws leaders at random. Kafka deals them out in turn, so that each broker leads its share.
    private async Task SpreadLeadersAsync(string topic, IReadOnlyList<int> live, CancellationToken cancellationToken)
    {
        Dictionary<int, int> leads = live.ToDictionary(id => id, _ => 0);
        IReadOnlyList<PartitionMetadata> partitions = await _admin.PartitionsAsync(topic, cancellationToken).ConfigureAwait(false);
        foreach (PartitionMetadata partition in partitions.OrderBy(p => p.PartitionId))
        {
            // With all replicas on three brokers this is 1, 2, 3, 1, 2, 3, ...
            int first = partition.PartitionId % BrokerIds.Count;
            List<int> heirs = [.. BrokerIds.Skip(first).Concat(BrokerIds.Take(first)).Where(id => live.Contains(id) && partition.Replicas.Contains(id))];
            if (heirs.Count > 0)
            {
                int leader = heirs.MinBy(id => leads[id]);
                leads[leader]++;
                _brokers.SetLeader(topic, partition.PartitionId, leader);
            }
        }
    }
}
