using System.Buffers.Text;
using System.Text;
using Confluent.Kafka;

namespace KafkaWorkbook.Measuring;

/// <summary>What a record with an id carries: which producer's run wrote it, and its number there.</summary>
/// <param name="Run">Six hexadecimal digits as a number: the run.</param>
/// <param name="Id">The record's number in that run, from 0; −1 for a payload that is none of ours.</param>
internal readonly record struct RecordId(int Run, long Id)
{
    private const string Head = "{\"run\":\"", Middle = "\",\"id\":";

    public static RecordId None { get; } = new(0, -1);

    /// <summary>As it stands on the wire: <c>{"run":"3f0a1b","id":17}</c>.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(FormattableString.Invariant($"{Head}{Run:x6}{Middle}{Id}}}"));

    /// <summary>Reads a payload; <see cref="None"/> when it is not of this form.</summary>
    public static RecordId Parse(ReadOnlySpan<byte> payload)
    {
        int at = Head.Length + 6;
        return payload.Length > at + Middle.Length && payload[^1] == (byte)'}'
            && payload[..Head.Length].SequenceEqual("{\"run\":\""u8) && payload[at..(at + Middle.Length)].SequenceEqual("\",\"id\":"u8)
            && Utf8Parser.TryParse(payload[Head.Length..at], out int run, out int digits, 'x') && digits == 6
            && Utf8Parser.TryParse(payload[(at + Middle.Length)..^1], out long id, out int used) && used == payload.Length - at - Middle.Length - 1 && id >= 0
                ? new RecordId(run, id)
                : None;
    }

    /// <summary>Writes and reads ids as payloads, with no object for each.</summary>
    internal sealed class Format : ISerializer<RecordId>, IDeserializer<RecordId>
    {
        public byte[] Serialize(RecordId data, SerializationContext context) => data.ToBytes();

        public RecordId Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) => isNull ? None : Parse(data);
    }
}
