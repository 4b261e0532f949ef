using Confluent.Kafka;
using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Shop;

/// <summary>Everything that a program which reads, computes and writes has to know; small enough to be handed to another process.</summary>
/// <param name="Producer">The producer's settings.</param>
/// <param name="Consumer">The consumer's settings, its group included.</param>
/// <param name="Input">The topic to read, one partition.</param>
/// <param name="Output">The topic to write.</param>
/// <param name="Transactional">Whether a batch is a transaction.</param>
/// <param name="Batch">How many records make a batch.</param>
/// <param name="StopAfter">After how many written results the program stops dead, its batch unfinished; null: never.</param>
internal sealed record PipeOrder(
    IReadOnlyDictionary<string, string> Producer, IReadOnlyDictionary<string, string> Consumer, string Input, string Output, bool Transactional, int Batch, int? StopAfter)
{
    public static PipeOrder Of(Cluster cluster, PipeOptions options, string input, string output, string group, string transactionalId, bool stops)
    {
        ProducerConfig producer = new(new Dictionary<string, string>(cluster.ProducerConfig())) { LingerMs = 0, EnableIdempotence = true, MessageTimeoutMs = 30_000 };
        if (options.Transactional)
        {
            // A transaction whose program never comes back is ended by the brokers after this time.
            producer.MessageTimeoutMs = 8_000;
            producer.TransactionTimeoutMs = 10_000;
            producer.TransactionalId = transactionalId;
        }

        ConsumerConfig consumer = Messaging.LogReader.Config(cluster, group);
        return new(
            producer.ToDictionary(s => s.Key, s => s.Value), ((IEnumerable<KeyValuePair<string, string>>)consumer).ToDictionary(s => s.Key, s => s.Value),
            input, output, options.Transactional, options.Batch, stops ? options.TroubleAfter : null);
    }
}
