using System.Diagnostics;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace KafkaWorkbook.Measuring;

/// <summary>Reads with librdkafka's <c>rd_kafka_consume_batch_queue</c>, up to 10,000 records a call: no object of .NET's per record.</summary>
internal sealed unsafe class NativeBatchReader : ILoadReader
{
    private const int MostAtOnce = 10_000;
    private const int NapMs = 100;
    private readonly NativeConsumer _consumer;
    private readonly ReadAllowance _allowance;
    private readonly NativeMessage** _messages;

    public NativeBatchReader(IEnumerable<KeyValuePair<string, string>> settings, string topic, ReadTally tally, ReadAllowance allowance)
    {
        Tally = tally;
        _allowance = allowance;
        _consumer = new NativeConsumer(settings, topic);
        _messages = (NativeMessage**)NativeMemory.Alloc(MostAtOnce, (nuint)sizeof(NativeMessage*));
    }

    public ReadTally Tally { get; }

    public void Read(long deadline, CancellationToken stop)
    {
        if (Tally.Done)
        {
            return;
        }

        _consumer.Start(Tally.Parts);
        while (!Tally.Done && !_allowance.IsUsedUp && !stop.IsCancellationRequested && Stopwatch.GetTimestamp() < deadline)
        {
            int room = _allowance.Take(MostAtOnce);
            int records = room > 0 ? Next(room) : 0;
            _allowance.Settle(room, records);
            if (room == 0)
            {
                // The others hold what is left; they may give some of it back.
                Thread.Sleep(1);
            }
        }
    }

    public void Dispose()
    {
        _consumer.Dispose();
        NativeMemory.Free(_messages);
    }

    private int Next(int room)
    {
        // A call waits until it is full or its time is over. So take what is there, and wait for a single one only when there is nothing.
        int count = _consumer.Next(_messages, room, 0);
        if (count == 0)
        {
            count = _consumer.Next(_messages, 1, NapMs);
        }

        int records = 0;
        long bytes = 0;
        for (int i = 0; i < count; i++)
        {
            NativeMessage* message = _messages[i];
            if (message->Error == 0)
            {
                if (Tally.Take(message->Partition, message->Offset))
                {
                    records++;
                    bytes += (long)message->Length;
                }
            }
            else
            {
                Note(message);
            }

            _consumer.Done(message);
        }

        Tally.Add(records, bytes);
        return records;
    }

    private void Note(NativeMessage* message)
    {
        ErrorCode code = (ErrorCode)message->Error;
        if (code == ErrorCode.Local_PartitionEOF)
        {
            Tally.TakeEnd(message->Partition, message->Offset);
        }
        else
        {
            Tally.Note($"{new Error(code).Reason} ({code})");
        }
    }
}
