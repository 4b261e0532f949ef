using Confluent.Kafka;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Shop;

/// <summary>
/// What an order service that tells by events has in its hands: a topic, and a producer that stays connected. It waits until the brokers have the event, not until
/// anybody has read it.
/// </summary>
public sealed class OrderTopic : IAsyncDisposable
{
    private readonly Topic _topic;
    private readonly IProducer<string?, string> _producer;

    internal OrderTopic(Topic topic)
    {
        _topic = topic;
        topic.ThrowIfGone();

        // A customer waits for each order: it is sent at once, not after the client's usual 5 ms of waiting for company.
        _producer = KafkaClients.Producer(new ProducerBuilder<string?, string>(TopicProducer.Config(topic, new ProducerConfig { LingerMs = 0 })));
    }

    /// <summary>Writes the order to the topic and waits for the brokers' acknowledgement (acks=all).</summary>
    /// <param name="order">The order; its key decides the partition.</param>
    /// <exception cref="ProduceException{TKey, TValue}">The brokers did not take it within a minute.</exception>
    public Task PublishAsync(Event order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return _producer.ProduceAsync(_topic.Name, new Message<string?, string> { Key = order.Key, Value = order.Value });
    }

    /// <summary>Closes the producer.</summary>
    public async ValueTask DisposeAsync()
    {
        // Closing waits for the client's threads: not on the caller's.
        await Task.Run(_producer.Dispose).ConfigureAwait(false);
    }
}
