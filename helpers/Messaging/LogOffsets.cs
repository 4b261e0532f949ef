using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaWorkbook.Messaging;

/// <summary>The two ends of one partition's log at one moment.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Start">The offset of the oldest record that is still there.</param>
/// <param name="End">The offset that the next record will get.</param>
internal readonly record struct LogRange(int Partition, long Start, long End);

/// <summary>Asks brokers where logs begin and end.</summary>
internal static class LogOffsets
{
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // The broker that is asked may hear of a new topic a little later than the one that made it.
    private static readonly TimeSpan NewTopicLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks once, with a client of its own.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="isolation">Read-committed ends before the first transaction that is still open.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<LogRange>> QueryAsync(Topic topic, IsolationLevel isolation, CancellationToken cancellationToken)
    {
        using BriefAdmin admin = KafkaClients.Admin(topic.Cluster);
        await LearnAsync(admin.Client, topic, cancellationToken).ConfigureAwait(false);
        return await QueryAsync(admin.Client, topic, isolation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks with the caller's client, and again while leaders are moving, for 20 seconds at most.</summary>
    public static async Task<IReadOnlyList<LogRange>> QueryAsync(
        IAdminClient admin, Topic topic, IsolationLevel isolation, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                Task<long[]> starts = ListAsync(admin, topic, OffsetSpec.Earliest(), isolation);
                Task<long[]> ends = ListAsync(admin, topic, OffsetSpec.Latest(), isolation);
                await Task.WhenAll(starts, ends).WaitAsync(cancellationToken).ConfigureAwait(false);
                return [.. (await starts.ConfigureAwait(false)).Zip(await ends.ConfigureAwait(false), (s, e) => (s, e)).Select((r, p) => new LogRange(p, r.s, r.e))];
            }
            catch (KafkaException failure)
            {
                Error error = ErrorOf(failure);
                if (clock.Elapsed > (KafkaFailures.IsPassing(error) ? Limit : KafkaFailures.IsUnknownTopic(error.Code) ? NewTopicLimit : TimeSpan.Zero))
                {
                    throw KafkaFailures.From(
                        new($"토픽 {topic.Name}의 오프셋을 알아내지 못했다", $"The offsets of the topic {topic.Name} could not be had"), error, failure);
                }
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // A client that has just been made may miss its own question for the leaders while it connects, and asks again after seconds. Once it has the metadata, it does not ask.
    private static Task LearnAsync(IAdminClient admin, Topic topic, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                admin.GetMetadata(topic.Name, RequestLimit);
            }
            catch (KafkaException)
            {
                // The question itself is tried for longer, and says what is wrong.
            }
        },
        cancellationToken);

    private static async Task<long[]> ListAsync(IAdminClient admin, Topic topic, OffsetSpec spec, IsolationLevel isolation)
    {
        ListOffsetsResult result = await admin.ListOffsetsAsync(
            Enumerable.Range(0, topic.Partitions).Select(p => new TopicPartitionOffsetSpec { TopicPartition = new TopicPartition(topic.Name, p), OffsetSpec = spec }),
            new ListOffsetsOptions { RequestTimeout = RequestLimit, IsolationLevel = isolation }).ConfigureAwait(false);
        long[] offsets = new long[topic.Partitions];
        foreach (ListOffsetsResultInfo info in result.ResultInfos)
        {
            offsets[info.TopicPartitionOffsetError.Partition.Value] = info.TopicPartitionOffsetError.Offset.Value;
        }

        return offsets;
    }

    private static Error ErrorOf(KafkaException failure) =>
        failure is ListOffsetsException lists && lists.Result.ResultInfos.Select(i => i.TopicPartitionOffsetError.Error).FirstOrDefault(e => e.IsError) is { } error
            ? error
            : failure.Error;
}
