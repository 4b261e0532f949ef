using System.Text.Json;
using Confluent.Kafka;

namespace KafkaWorkbook.Shop;

/// <summary>
/// The program itself: reads a batch of orders, writes a receipt for each, and notes how far it has read. With transactions the receipts and the note become valid
/// together; without, one comes after the other, and there is a gap between them. It takes its partition by hand, so that its successor need not wait for a group to
/// notice that it is gone.
/// </summary>
internal sealed class PipeWorker : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    private readonly PipeOrder _order;
    private readonly IProducer<string?, string> _producer;
    private readonly IConsumer<string?, string?> _consumer;
    private readonly TopicPartition _input;
    private TopicPartitionOffset? _next;
    private int _written;
    private bool _atEnd;

    public PipeWorker(PipeOrder order)
    {
        _order = order;
        _input = new TopicPartition(order.Input, 0);
        _producer = new ProducerBuilder<string?, string>(new Dictionary<string, string>(order.Producer)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        _consumer = new ConsumerBuilder<string?, string?>(new Dictionary<string, string>(order.Consumer)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    /// <summary>Works until there is no more input, or until it stops dead in the middle of a batch. Blocks.</summary>
    /// <returns>Whether it came to the end.</returns>
    public bool Run(CancellationToken cancellationToken)
    {
        if (_order.Transactional)
        {
            // From here on an older program of the same name is locked out, and what it left open is taken back.
            _producer.InitTransactions(Limit);
        }

        TopicPartitionOffset committed = _consumer.Committed([_input], Limit)[0];
        _consumer.Assign(new TopicPartitionOffset(_input, committed.Offset.IsSpecial ? Offset.Beginning : committed.Offset));
        while (ReadBatch(cancellationToken) is { Count: > 0 } batch)
        {
            if (!WriteBatch(batch))
            {
                return false;
            }

            Finish();
        }

        return true;
    }

    /// <summary>Makes the batch at hand valid.</summary>
    /// <exception cref="KafkaException">The brokers refuse: somebody has taken this program's place.</exception>
    public void Finish()
    {
        if (!_order.Transactional)
        {
            _producer.Flush(Limit);
            _consumer.Commit([_next!]);
            return;
        }

        _producer.SendOffsetsToTransaction([_next!], _consumer.ConsumerGroupMetadata, Limit);
        _producer.CommitTransaction(Limit);
    }

    /// <summary>Takes the batch at hand back.</summary>
    public void TakeBack() => _producer.AbortTransaction(Limit);

    public void Dispose()
    {
        _consumer.Dispose();
        _producer.Dispose();
    }

    private List<ConsumeResult<string?, string?>> ReadBatch(CancellationToken cancellationToken)
    {
        List<ConsumeResult<string?, string?>> batch = [];
        DateTime limit = DateTime.UtcNow + Limit;
        while (batch.Count < _order.Batch && !_atEnd)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ConsumeResult<string?, string?>? result = _consumer.Consume(Slice);
            if (result is { IsPartitionEOF: true })
            {
                // Said once, until more is written.
                _atEnd = true;
            }
            else if (result is { Message: not null })
            {
                batch.Add(result);
            }
            else if (DateTime.UtcNow > limit)
            {
                throw new TimeoutException("No record and no end of the partition.");
            }
        }

        return batch;
    }

    // False: stopped dead, with everything that it wrote in the log and nothing of it finished.
    private bool WriteBatch(List<ConsumeResult<string?, string?>> batch)
    {
        if (_order.Transactional)
        {
            _producer.BeginTransaction();
        }

        foreach (ConsumeResult<string?, string?> order in batch)
        {
            _producer.Produce(_order.Output, new Message<string?, string> { Key = order.Message.Key, Value = Receipt(order.Message.Value ?? "") });
            _next = new TopicPartitionOffset(_input, order.Offset + 1);
            if (++_written == _order.StopAfter)
            {
                _producer.Flush(Limit);
                return false;
            }
        }

        return true;
    }

    private static string Receipt(string order)
    {
        OrderEvent read = OrderEvent.Parse(order);
        return JsonSerializer.Serialize(new { order = read.Text("order"), points = read.Number("amount") / 100 });
    }
}
