using System.Buffers.Binary;
using System.Text;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>The values of one producer's records, made before the clock starts and used again and again.</summary>
internal sealed class LoadPayloads
{
    // More than compressors look back (64 KB, zstd more), so that repeating the set does not make random bytes compress.
    private const int SetBytes = 4 * 1024 * 1024;
    private const int MostInSet = 20_000;

    private readonly byte[][] _set;
    private readonly Dice? _stamp;
    private int _next;

    public LoadPayloads(PayloadKind kind, int bytes, int producer)
    {
        Dice dice = new(bytes, producer);
        int count = kind == PayloadKind.Compressible ? 1 : Math.Clamp(SetBytes / bytes, 4, MostInSet);
        _stamp = kind == PayloadKind.Random ? new Dice(bytes, producer + 1_000) : null;
        _set = kind switch
        {
            PayloadKind.Json => Json(count, bytes, producer),
            PayloadKind.Compressible => [Equal(bytes)],
            _ => [.. Enumerable.Range(0, count).Select(_ => RandomBytes(bytes, dice))],
        };
    }

    /// <summary>The next value. It is changed when its turn comes again, so it has to be copied before that; the client does so at once.</summary>
    public byte[] Next()
    {
        byte[] payload = _set[_next];
        _next = _next + 1 == _set.Length ? 0 : _next + 1;
        if (_stamp is not null)
        {
            BinaryPrimitives.WriteInt64LittleEndian(payload, _stamp.NextLong());
        }

        return payload;
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

    private static byte[][] Json(int count, int bytes, int producer) =>
        [.. Sample.Orders(count, customers: 50, seed: producer + 1).Select((order, i) => Fit(order.Value, i, bytes))];

    // White space behind JSON is allowed, so every value has just the size that was asked for and is still JSON.
    private static byte[] Fit(string order, int number, int bytes)
    {
        string json = Encoding.UTF8.GetByteCount(order) <= bytes ? order : FormattableString.Invariant($"{{\"n\":{number % 10_000}}}");
        byte[] payload = new byte[bytes];
        payload.AsSpan(Encoding.UTF8.GetBytes(json, payload)).Fill((byte)' ');
        return payload;
    }
}

/// <summary>The keys of one producer's records.</summary>
internal sealed class LoadKeys(KeyKind kind, int producer)
{
    /// <summary>How many different keys there are.</summary>
    public const int Count = 1_000;

    private static readonly byte[][] Keys = [.. Enumerable.Range(0, Count).Select(k => Encoding.UTF8.GetBytes(FormattableString.Invariant($"key-{k:000}")))];
    private readonly Dice _dice = new(Count, producer);

    public byte[]? Next() => kind switch
    {
        KeyKind.None => null,
        KeyKind.Skewed when _dice.NextShare() < 0.5 => Keys[0],
        _ => Keys[_dice.Next(Count)],
    };
}
