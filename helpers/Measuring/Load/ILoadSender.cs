using HdrHistogram;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// One producer of a load run. The runner knows no client: how records get to the brokers (Confluent.Kafka's calls, or librdkafka's for many records) is behind
/// this face.
/// </summary>
internal interface ILoadSender : IDisposable
{
    /// <summary>How many records are on their way or were: acknowledged, failed, or neither yet.</summary>
    long Sent { get; }

    /// <summary>How many were acknowledged.</summary>
    long Acked { get; }

    /// <summary>How many failed.</summary>
    long Failed { get; }

    /// <summary>Kafka's first error, or null.</summary>
    string? FirstError { get; }

    /// <summary>When the last acknowledgement came, in <see cref="System.Diagnostics.Stopwatch"/> ticks; 0 before the first.</summary>
    long LastAck { get; }

    /// <summary>Latencies in microseconds. To be read when nothing is on its way any more.</summary>
    HistogramBase Latencies { get; }

    /// <summary>Sends on the calling thread until the quota is sent, time is up, or it is told to stop.</summary>
    void Send(LoadQuota quota, CancellationToken stop);
}

/// <summary>One producer's part of a run.</summary>
/// <param name="Records">How many records at most.</param>
/// <param name="Started">The run's start in ticks: paced sending counts from here.</param>
/// <param name="Deadline">When to stop sending, in ticks.</param>
/// <param name="RecordsPerSecond">How fast at most, or null.</param>
internal sealed record LoadQuota(long Records, long Started, long Deadline, double? RecordsPerSecond);
