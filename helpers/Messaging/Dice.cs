namespace KafkaWorkbook.Messaging;

/// <summary>Random numbers that are the same on every machine and in every .NET version for the same seed (SplitMix64).</summary>
internal sealed class Dice
{
    private ulong _state;

    public Dice(int seed, int number) => _state = ((ulong)(uint)seed << 32) | (uint)number;

    /// <summary>A number from 0 to below the limit.</summary>
    public int Next(int limit) => (int)(Draw() % (ulong)limit);

    /// <summary>A number from 0 to below 1.</summary>
    public double NextShare() => (Draw() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Any 64 bits.</summary>
    public long NextLong() => (long)Draw();

    /// <summary>Fills a buffer with bytes that do not compress.</summary>
    public void Fill(Span<byte> buffer)
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            buffer[i] = (byte)(Draw() >> 56);
        }
    }

    private ulong Draw()
    {
        ulong z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
