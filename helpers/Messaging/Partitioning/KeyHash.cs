using System.Buffers.Binary;
using System.Text;

namespace KafkaWorkbook.Messaging;

/// <summary>
/// The two hashes by which producers choose a key's partition. They have nothing in common, so that two programs that use different ones put the same key into
/// different partitions.
/// </summary>
public static class KeyHash
{
    /// <summary>CRC-32 (IEEE 802.3, as in zip), which librdkafka's default takes: every client that is built on it, in C#, Python, Go, Node.js …</summary>
    /// <param name="key">The key as it is on the wire.</param>
    public static uint Crc32(ReadOnlySpan<byte> key)
    {
        const uint Polynomial = 0xEDB88320;
        uint crc = uint.MaxValue;
        foreach (byte b in key)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ Polynomial : crc >> 1;
            }
        }

        return ~crc;
    }

    /// <summary>The same of a text, which goes onto the wire as UTF-8.</summary>
    /// <param name="key">The key.</param>
    public static uint Crc32(string key) => Crc32(Encoding.UTF8.GetBytes(key));

    /// <summary>MurmurHash2 with Kafka's own seed, which the Java client takes.</summary>
    /// <param name="key">The key as it is on the wire.</param>
    public static uint Murmur2(ReadOnlySpan<byte> key)
    {
        const uint Seed = 0x9747b28c, Multiplier = 0x5bd1e995;
        const int Shift = 24;
        unchecked
        {
            uint hash = Seed ^ (uint)key.Length;
            ReadOnlySpan<byte> rest = key;
            for (; rest.Length >= sizeof(uint); rest = rest[sizeof(uint)..])
            {
                uint four = BinaryPrimitives.ReadUInt32LittleEndian(rest) * Multiplier;
                four = (four ^ (four >> Shift)) * Multiplier;
                hash = (hash * Multiplier) ^ four;
            }

            if (rest.Length > 0)
            {
                for (int i = rest.Length - 1; i >= 0; i--)
                {
                    hash ^= (uint)rest[i] << (8 * i);
                }

                hash *= Multiplier;
            }

            hash = (hash ^ (hash >> 13)) * Multiplier;
            return hash ^ (hash >> 15);
        }
    }

    /// <summary>The same of a text, which goes onto the wire as UTF-8.</summary>
    /// <param name="key">The key.</param>
    public static uint Murmur2(string key) => Murmur2(Encoding.UTF8.GetBytes(key));

    /// <summary>The partition that librdkafka's default gives a key that is not empty: CRC-32 modulo the number of partitions.</summary>
    /// <param name="key">The key, not empty: an empty one counts as none there.</param>
    /// <param name="partitions">How many partitions there are, 1 or more.</param>
    public static int LibrdkafkaPartition(string key, int partitions)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        return (int)(Crc32(key) % (uint)partitions);
    }

    /// <summary>The partition that the Java client gives a key: MurmurHash2 without its sign modulo the number of partitions.</summary>
    /// <param name="key">The key.</param>
    /// <param name="partitions">How many partitions there are, 1 or more.</param>
    public static int JavaPartition(string key, int partitions)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        return (int)((Murmur2(key) & int.MaxValue) % (uint)partitions);
    }
}
