using Confluent.Kafka;

namespace KafkaWorkbook.Measuring;

/// <summary>The settings of a load run's producers; both paths have the same.</summary>
internal static class LoadSettings
{
    private const int QueueKilobytes = 256 * 1024;
    private const int MessageLimitMs = 30_000;

    /// <summary>The cluster's own settings with those of the options on top.</summary>
    public static ProducerConfig Of(ProducerConfig config, LoadOptions options)
    {
        config.Acks = options.Acks;
        config.LingerMs = options.Linger.TotalMilliseconds;
        config.BatchSize = options.BatchBytes;
        config.BatchNumMessages = Math.Clamp(options.BatchBytes / options.RecordBytes * 2, 1, 1_000_000);
        config.CompressionType = options.Compression;
        config.EnableIdempotence = options.Idempotent;
        config.QueueBufferingMaxMessages = options.MostInFlight + 1_000;
        config.QueueBufferingMaxKbytes = QueueKilobytes;
        config.MessageMaxBytes = Math.Max(1_000_000, LoadOptions.LargestRecord + 500);
        config.MessageTimeoutMs = MessageLimitMs;
        config.DeliveryReportFields = "value";
        return config;
    }
}
