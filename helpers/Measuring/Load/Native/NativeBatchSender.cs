using System.Diagnostics;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using HdrHistogram;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// Sends with librdkafka's <c>rd_kafka_produce_batch</c>, up to 1,000 records a call, and takes the delivery reports on the same thread: no object and no call
/// of .NET's per record. Records without a key go to one partition a call, the partitions in turn; those with keys are partitioned by the client.
/// </summary>
internal sealed unsafe class NativeBatchSender : ILoadSender
{
    private const long SlowestMicros = 600_000_000;
    private const int MostInCall = 1_000;
    private const int MostBytesInCall = 1_000_000;
    private const int ReportsAtOnce = 1_024;
    private const int NapMs = 100;
    private static readonly TimeSpan LastReports = TimeSpan.FromSeconds(35);

    private readonly NativeProducer _producer;
    private readonly LoadPayloads _payloads;
    private readonly LoadKeys? _keys;
    private readonly LongHistogram _latencies = new(1, SlowestMicros, 3);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly int _inFlight;
    private readonly int _partitions;
    private readonly int _mostInCall;
    private readonly byte* _values;
    private readonly byte* _keyBytes;
    private readonly NativeMessage* _messages;
    private readonly NativeMessage** _reports;
    private int _nextValue;
    private int _nextPartition;
    private long _sent;
    private long _acked;
    private long _failed;
    private long _lastAck;
    private string? _firstError;

    /// <summary>Makes the client and the payloads.</summary>
    /// <param name="settings">The client's settings.</param>
    /// <param name="topic">The topic's full name.</param>
    /// <param name="partitions">How many partitions it has.</param>
    /// <param name="options">How to send.</param>
    /// <param name="number">The producer's number in its run, from 0.</param>
    /// <exception cref="Clusters.ClusterException">A setting is not valid, or this computer's librdkafka has no batch calls.</exception>
    public NativeBatchSender(IEnumerable<KeyValuePair<string, string>> settings, string topic, int partitions, LoadOptions options, int number)
    {
        _producer = new NativeProducer(settings, topic);
        _partitions = partitions;
        _nextPartition = number % partitions;
        _inFlight = options.MostInFlight;
        _payloads = new LoadPayloads(options.Payload, options.RecordBytes, number);
        _keys = options.Keys == KeyKind.None ? null : new LoadKeys(options.Keys, number);

        // A buffer is stamped with the record's number, so that a call may use each only once. Small runs reach all partitions, too.
        long even = Math.Max(1, (options.Records ?? long.MaxValue) / options.Producers / (partitions * 4L));
        int buffers = options.Payload == PayloadKind.Compressible ? MostInCall : _payloads.Count;
        _mostInCall = (int)Math.Min(even, Math.Clamp(Math.Min(Math.Min(buffers, MostBytesInCall / options.RecordBytes), _inFlight / 4), 1, MostInCall));

        _values = (byte*)NativeMemory.Alloc((nuint)_payloads.Count, (nuint)options.RecordBytes);
        for (int i = 0; i < _payloads.Count; i++)
        {
            _payloads[i].CopyTo(Value(i));
        }

        _keyBytes = (byte*)NativeMemory.Alloc(LoadKeys.Count, LoadKeys.Bytes);
        for (int k = 0; k < LoadKeys.Count; k++)
        {
            LoadKeys.Of(k).CopyTo(new Span<byte>(_keyBytes + (k * LoadKeys.Bytes), LoadKeys.Bytes));
        }

        _messages = (NativeMessage*)NativeMemory.AllocZeroed((nuint)_mostInCall, (nuint)sizeof(NativeMessage));
        _reports = (NativeMessage**)NativeMemory.Alloc(ReportsAtOnce, (nuint)sizeof(NativeMessage*));
    }

    public long Sent => Interlocked.Read(ref _sent);

    public long Acked => Interlocked.Read(ref _acked);

    public long Failed => Interlocked.Read(ref _failed);

    public string? FirstError => Volatile.Read(ref _firstError);

    public long LastAck => Interlocked.Read(ref _lastAck);

    public HistogramBase Latencies => _latencies;

    private long OnTheirWay => Sent - Acked - Failed;

    private long Micros => _clock.ElapsedTicks * 1_000_000 / Stopwatch.Frequency;

    /// <summary>Sends, and goes on until every report has come: it is this thread that takes them.</summary>
    public void Send(LoadQuota quota, CancellationToken stop)
    {
        long handed = 0;
        while (handed < quota.Records && !stop.IsCancellationRequested && Stopwatch.GetTimestamp() < quota.Deadline)
        {
            int room = (int)Math.Min(_mostInCall, _inFlight - OnTheirWay);
            (long due, int waitMs) = Due(quota, handed);
            int count = (int)Math.Min(Math.Min(room, due), quota.Records - handed);

            // When the room is used up, a whole call's is waited for: else calls would shrink to single records.
            bool full = room < _mostInCall && count < quota.Records - handed && due > count;
            if (count < 1 || full)
            {
                Take(full || room < 1 ? NapMs : waitMs);
                continue;
            }

            Fill(count);
            handed += HandOver(count, quota.Deadline, stop);
            Take(0);
        }

        long last = Stopwatch.GetTimestamp() + (long)(LastReports.TotalSeconds * Stopwatch.Frequency);
        while (OnTheirWay > 0 && !stop.IsCancellationRequested && Stopwatch.GetTimestamp() < last)
        {
            Take(NapMs);
        }
    }

    public void Dispose()
    {
        _producer.Dispose();
        NativeMemory.Free(_values);
        NativeMemory.Free(_keyBytes);
        NativeMemory.Free(_messages);
        NativeMemory.Free(_reports);
    }

    private static (long Due, int WaitMs) Due(LoadQuota quota, long handed)
    {
        if (quota.RecordsPerSecond is not { } rate)
        {
            return (long.MaxValue, 0);
        }

        long now = Stopwatch.GetTimestamp();
        long due = (long)((now - quota.Started) * rate / Stopwatch.Frequency) + 1 - handed;
        long turn = quota.Started + (long)(handed * (Stopwatch.Frequency / rate));
        return (due, (int)Math.Clamp((turn - now) * 1_000 / Stopwatch.Frequency, 1, NapMs));
    }

    private Span<byte> Value(int number) => new(_values + ((long)number * _payloads.Bytes), _payloads.Bytes);

    private void Fill(int count)
    {
        nint mark = (nint)Micros;
        for (int i = 0; i < count; i++)
        {
            Span<byte> value = Value(_nextValue);
            _payloads.Stamp(value);
            NativeMessage* message = _messages + i;
            message->Payload = _values + ((long)_nextValue * _payloads.Bytes);
            message->Length = (nuint)_payloads.Bytes;
            message->Mark = mark;
            if (_keys is not null)
            {
                message->Key = _keyBytes + (_keys.NextNumber() * LoadKeys.Bytes);
                message->KeyLength = LoadKeys.Bytes;
            }

            _nextValue = _nextValue + 1 == _payloads.Count ? 0 : _nextValue + 1;
        }
    }

    // Answers how many were taken or refused for good; the others were not sent, because time was up while the client's queue was full.
    private int HandOver(int count, long deadline, CancellationToken stop)
    {
        int? partition = _keys is null ? _nextPartition : null;
        _nextPartition = _nextPartition + 1 == _partitions ? 0 : _nextPartition + 1;
        int left = count;
        while (true)
        {
            Interlocked.Add(ref _sent, left);
            if (_producer.Send(_messages, left, partition) == left)
            {
                return count;
            }

            int full = 0;
            for (int i = 0; i < left; i++)
            {
                switch ((ErrorCode)_messages[i].Error)
                {
                    case ErrorCode.NoError:
                        break;
                    case ErrorCode.Local_QueueFull:
                        _messages[full++] = _messages[i];
                        break;
                    default:
                        Fail(_messages[i].Error, 1);
                        break;
                }
            }

            Interlocked.Add(ref _sent, -full);
            left = full;
            if (left == 0 || stop.IsCancellationRequested || Stopwatch.GetTimestamp() >= deadline)
            {
                return count - left;
            }

            Take(10);
        }
    }

    private void Take(int waitMs)
    {
        for (IntPtr happened = _producer.Next(waitMs); happened != IntPtr.Zero; happened = _producer.Next(0))
        {
            try
            {
                Count(happened);
            }
            finally
            {
                _producer.Done(happened);
            }
        }
    }

    // All records of one call have one mark, so the histogram is asked once for a stretch of equal ones.
    private void Count(IntPtr happened)
    {
        long now = Micros;
        for (int count = _producer.Messages(happened, _reports, ReportsAtOnce); count > 0; count = _producer.Messages(happened, _reports, ReportsAtOnce))
        {
            int acked = 0;
            nint mark = 0;
            int alike = 0;
            for (int i = 0; i < count; i++)
            {
                NativeMessage* report = _reports[i];
                if (report->Error != 0)
                {
                    Fail(report->Error, 1);
                    continue;
                }

                acked++;
                if (report->Mark != mark)
                {
                    Note(now - mark, alike);
                    mark = report->Mark;
                    alike = 0;
                }

                alike++;
            }

            Note(now - mark, alike);
            if (acked > 0)
            {
                Interlocked.Exchange(ref _lastAck, Stopwatch.GetTimestamp());
                Interlocked.Add(ref _acked, acked);
            }
        }
    }

    private void Note(long micros, int records)
    {
        if (records > 0)
        {
            _latencies.RecordValueWithCount(Math.Clamp(micros, 1, SlowestMicros), records);
        }
    }

    private void Fail(int code, int records)
    {
        if (FirstError is null)
        {
            Error error = new((ErrorCode)code);
            Interlocked.CompareExchange(ref _firstError, $"{error.Reason} ({error.Code})", null);
        }

        Interlocked.Add(ref _failed, records);
    }
}
