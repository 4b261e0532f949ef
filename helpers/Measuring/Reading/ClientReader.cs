using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>Reads with Confluent.Kafka's <c>Consume</c>, a record each, as a program normally does.</summary>
internal sealed class ClientReader : ILoadReader
{
    private const int AtOnce = 1_000;
    private readonly string _topic;
    private readonly ReadAllowance _allowance;
    private readonly IConsumer<Ignore, byte[]> _consumer;

    public ClientReader(ConsumerConfig config, string topic, ReadTally tally, ReadAllowance allowance)
    {
        _topic = topic;
        _allowance = allowance;
        Tally = tally;
        _consumer = KafkaClients.Consumer(new ConsumerBuilder<Ignore, byte[]>(config));
    }

    public ReadTally Tally { get; }

    public void Read(long deadline, CancellationToken stop)
    {
        if (Tally.Done)
        {
            return;
        }

        _consumer.Assign(Tally.Parts.Select(p => new TopicPartitionOffset(_topic, p.Partition, p.From)));
        while (!Tally.Done && !_allowance.IsUsedUp && !stop.IsCancellationRequested && Stopwatch.GetTimestamp() < deadline)
        {
            int room = _allowance.Take(AtOnce);
            int records = 0;

            // An empty answer ends the stretch, so that what is not used can be given back.
            while (records < room && !Tally.Done && !stop.IsCancellationRequested && Next() is { } result)
            {
                if (result.IsPartitionEOF)
                {
                    Tally.TakeEnd(result.Partition.Value, result.Offset.Value);
                }
                else if (Tally.Take(result.Partition.Value, result.Offset.Value))
                {
                    records++;
                    Tally.Add(1, result.Message.Value?.Length ?? 0);
                }
            }

            _allowance.Settle(room, records);
            if (room == 0)
            {
                Thread.Sleep(1);
            }
        }
    }

    public void Dispose() => _consumer.Dispose();

    private ConsumeResult<Ignore, byte[]>? Next()
    {
        try
        {
            return _consumer.Consume(LogReader.Slice);
        }
        catch (ConsumeException failure)
        {
            Tally.Note($"{failure.Error.Reason} ({failure.Error.Code})");
            return null;
        }
    }
}
