using Confluent.Kafka;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Shop;

/// <summary>
/// What an order service that tells by events has in its hands: a topic, and a producer that stays connected. It waits until the brokers have the event, not until
/// anybody has read it.
/// </summary>
public sealed class OrderTopic : IAsyncDisposable
{
    private const string FirstLabel = "shop-is-opening";
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(20);

    private readonly Topic _topic;
    private readonly IProducer<string?, string> _producer;

    private OrderTopic(Topic topic)
    {
        _topic = topic;
        topic.ThrowIfGone();

        // A customer waits for each order: it is sent at once, not after the client's usual 5 ms of waiting for company.
        _producer = KafkaClients.Producer(new ProducerBuilder<string?, string>(TopicProducer.Config(topic, new ProducerConfig { LingerMs = 0 })));
    }

    /// <summary>
    /// Opens the topic and connects before the first customer comes, as a shop by calls does: nobody's wait holds the connecting. The records that this takes go to a
    /// topic of their own, so that the shop's own has orders only.
    /// </summary>
    /// <param name="topic">The shop's topic.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<OrderTopic> OpenAsync(Topic topic, CancellationToken cancellationToken)
    {
        OrderTopic opened = new(topic);
        try
        {
            await opened.ReadyAsync(cancellationToken).ConfigureAwait(false);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            throw;
        }
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

    // A partition led by each broker, so that the producer gets a connection to all of them; and the shop's topic asked for, so that it knows its leaders.
    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ReadyLimit);
        MeasuredTopic first = await MeasuredTopic.CreateAsync(_topic.Cluster, FirstLabel, _topic.Cluster.BrokerIds.Count, _topic.ReplicationFactor, limit.Token).ConfigureAwait(false);
        await using (first.ConfigureAwait(false))
        {
            await Task.WhenAll(Enumerable.Range(0, first.Topic.Partitions).Select(
                p => _producer.ProduceAsync(new TopicPartition(first.Topic.Name, p), new Message<string?, string> { Value = "" }, limit.Token))).ConfigureAwait(false);
            await Task.Run(
                () =>
                {
                    using IAdminClient admin = new DependentAdminClientBuilder(_producer.Handle).Build();
                    admin.GetMetadata(_topic.Name, ReadyLimit);
                },
                limit.Token).ConfigureAwait(false);
        }
    }
}
