using System.Globalization;
using Confluent.Kafka;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// What one producer sent, by id: the n-th record has the id n (from 0) and went to partition n % partitions. Remembers of each whether it was acknowledged, so that
/// reading back can tell a lost record from one that nobody promised.
/// </summary>
public sealed class SentIds
{
    private const int ChunkSize = 1 << 16;
    private const byte Unknown = 0, IsAcked = 1, HasFailed = 2;
    private readonly Lock _gate = new();
    private readonly List<byte[]> _outcomes = [];
    private readonly Dictionary<string, long> _errors = new(StringComparer.Ordinal);
    private long _sent;
    private long _acked;
    private long _failed;

    internal SentIds(int run, int partitions, SentIds? before = null)
    {
        Run = run;
        Partitions = partitions;
        Before = before;
    }

    /// <summary>How many partitions the records went round.</summary>
    public int Partitions { get; }

    /// <summary>How many records were handed to the client.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>How many were acknowledged as the producer's <c>acks</c> asked for. With acks=0 the client itself says so as soon as a record is on the wire.</summary>
    public long Acked => Interlocked.Read(ref _acked);

    /// <summary>How many the client gave up. That does not mean that they are not stored.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>How many are neither acknowledged nor given up.</summary>
    public long Waiting => Sent - Acked - Failed;

    /// <summary>Kafka's errors of those that were given up, by their codes, with how often each came.</summary>
    public IReadOnlyDictionary<string, long> Errors
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, long>(_errors);
            }
        }
    }

    /// <summary>The first of those errors in Kafka's own words, or null.</summary>
    public string? FirstError { get; private set; }

    /// <summary>Which run's records these are, as it stands in the payloads.</summary>
    public string Name => Run.ToString("x6", CultureInfo.InvariantCulture);

    internal int Run { get; }

    /// <summary>What the same producer sent before measuring began, to have its connections: neither counted nor taken for somebody else's.</summary>
    internal SentIds? Before { get; }

    /// <summary>Whether a record was acknowledged.</summary>
    /// <param name="id">Its id, 0 to <see cref="Sent"/> − 1.</param>
    public bool WasAcked(long id)
    {
        lock (_gate)
        {
            return id >= 0 && id < _sent && _outcomes[(int)(id / ChunkSize)][id % ChunkSize] == IsAcked;
        }
    }

    /// <summary>Where a record went.</summary>
    /// <param name="id">Its id.</param>
    public int PartitionOf(long id) => (int)(id % Partitions);

    internal long Add()
    {
        lock (_gate)
        {
            if (_sent % ChunkSize == 0)
            {
                _outcomes.Add(new byte[ChunkSize]);
            }

            return _sent++;
        }
    }

    internal void Ack(long id)
    {
        lock (_gate)
        {
            if (End(id, IsAcked))
            {
                _acked++;
            }
        }
    }

    internal void Fail(long id, Error error)
    {
        lock (_gate)
        {
            if (End(id, HasFailed))
            {
                _failed++;
                string code = error.Code.ToString();
                _errors[code] = _errors.GetValueOrDefault(code) + 1;
                FirstError ??= $"{error.Reason} ({code})";
            }
        }
    }

    /// <summary>An error after which the client sends nothing any more.</summary>
    internal void FailFor(Error fatal)
    {
        lock (_gate)
        {
            FirstError = $"{fatal.Reason} ({fatal.Code})";
        }
    }

    private bool End(long id, byte outcome)
    {
        ref byte now = ref _outcomes[(int)(id / ChunkSize)][id % ChunkSize];
        if (now != Unknown)
        {
            return false;
        }

        now = outcome;
        return true;
    }
}
