using System.Runtime.InteropServices;

namespace KafkaWorkbook.Measuring;

/// <summary>librdkafka's <c>rd_kafka_message_t</c>, as it lies in memory: one record on its way to a broker or from one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMessage
{
    /// <summary>Kafka's error code; 0 is none.</summary>
    public int Error;

    /// <summary>The topic's handle.</summary>
    public IntPtr Topic;

    /// <summary>The partition, from 0.</summary>
    public int Partition;

    /// <summary>The value.</summary>
    public byte* Payload;

    /// <summary>The value's length in bytes.</summary>
    public nuint Length;

    /// <summary>The key, or null.</summary>
    public byte* Key;

    /// <summary>The key's length in bytes.</summary>
    public nuint KeyLength;

    /// <summary>The record's offset; of a partition's end, the end.</summary>
    public long Offset;

    /// <summary>A producer's own mark, which comes back with the report. A consumer must not touch it.</summary>
    public nint Mark;
}
