using System.Buffers.Binary;
using System.Text;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// The values of one producer's records: a set that is made before the clock starts and used again and again. JSON and random ones are stamped with a new number
/// each time, so that no two records of a run are equal.
/// </summary>
internal sealed class LoadPayloads
{
    // More than compressors look back (64 KB, zstd more), so that repeating the set does not make it compress better.
    private const int SetBytes = 4 * 1024 * 1024;
    private const int MostInSet = 20_000;

    private readonly byte[][] _set;
    private readonly Dice? _stamp;
    private readonly JsonNumber? _number;
    private int _next;

    public LoadPayloads(PayloadKind kind, int bytes, int producer)
    {
        Dice dice = new(bytes, producer);
        int count = kind == PayloadKind.Compressible ? 1 : Math.Clamp(SetBytes / bytes, 4, MostInSet);
        Bytes = bytes;
        _stamp = kind == PayloadKind.Random ? new Dice(bytes, producer + 1_000) : null;
        _number = kind == PayloadKind.Json ? new JsonNumber(bytes, producer) : null;
        _set = [.. Enumerable.Range(0, count).Select(_ => kind switch
        {
            PayloadKind.Json => JsonEvents.Make(bytes, dice),
            PayloadKind.Compressible => Equal(bytes),
            _ => RandomBytes(bytes, dice),
        })];
    }

    /// <summary>How many values there are in the set.</summary>
    public int Count => _set.Length;

    /// <summary>How long each is.</summary>
    public int Bytes { get; }

    /// <summary>A value of the set, before it is stamped.</summary>
    public ReadOnlySpan<byte> this[int index] => _set[index];

    /// <summary>The next value. It is changed when its turn comes again, so it has to be copied before that; the client does so at once.</summary>
    public byte[] Next()
    {
        byte[] payload = _set[_next];
        _next = _next + 1 == _set.Length ? 0 : _next + 1;
        Stamp(payload);
        return payload;
    }

    /// <summary>Makes a value of the set, or a copy of one, different from all that were stamped before.</summary>
    public void Stamp(Span<byte> payload)
    {
        if (_stamp is not null)
        {
            BinaryPrimitives.WriteInt64LittleEndian(payload, _stamp.NextLong());
        }

        _number?.Stamp(payload);
    }

    private static byte[] RandomBytes(int bytes, Dice dice)
    {
        byte[] payload = new byte[bytes];
        dice.Fill(payload);
        return payload;
    }

    private static byte[] Equal(int bytes)
    {
        byte[] payload = new byte[bytes];
        payload.AsSpan().Fill((byte)'k');
        return payload;
    }
}

/// <summary>The keys of one producer's records.</summary>
internal sealed class LoadKeys(KeyKind kind, int producer)
{
    /// <summary>How many different keys there are.</summary>
    public const int Count = 1_000;

    /// <summary>How long each is.</summary>
    public const int Bytes = 7;

    private static readonly byte[][] Keys = [.. Enumerable.Range(0, Count).Select(k => Encoding.UTF8.GetBytes(FormattableString.Invariant($"key-{k:000}")))];
    private readonly Dice _dice = new(Count, producer);

    public static ReadOnlySpan<byte> Of(int number) => Keys[number];

    public byte[]? Next() => kind == KeyKind.None ? null : Keys[NextNumber()];

    /// <summary>Which key the next record has.</summary>
    public int NextNumber() => kind == KeyKind.Skewed && _dice.NextShare() < 0.5 ? 0 : _dice.Next(Count);
}
