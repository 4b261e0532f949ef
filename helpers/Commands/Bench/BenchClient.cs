using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;

namespace KafkaWorkbook.Commands.Bench;

/// <summary>What the client process is to do.</summary>
/// <param name="Settings">The client's settings by librdkafka's names. They come by the standard input: nobody sees a password in a list of processes.</param>
/// <param name="Topic">The topic's full name.</param>
/// <param name="Partitions">How many partitions it has.</param>
/// <param name="Records">How many records to send or read.</param>
/// <param name="RecordBytes">Bytes of a record.</param>
/// <param name="Payload">What records carry.</param>
/// <param name="InFlight">How many may be on their way.</param>
/// <param name="Read">What to read, or null to send.</param>
/// <param name="LimitSeconds">How long it may take.</param>
internal sealed record BenchOrder(
    IReadOnlyDictionary<string, string> Settings, string Topic, int Partitions, long Records, int RecordBytes, PayloadKind Payload, int InFlight, IReadOnlyList<BenchPart>? Read, int LimitSeconds);

/// <summary>A partition that is to be read.</summary>
internal sealed record BenchPart(int Partition, long From, long To);

/// <summary>What the client process measured.</summary>
/// <param name="Records">How many records were acknowledged, or read.</param>
/// <param name="Seconds">From the first call of the client, which has no connection yet, to the last acknowledgement or record; Kafka's tools start their clocks there, too.</param>
/// <param name="Error">The first error, or null.</param>
internal sealed record BenchAnswer(long Records, double Seconds, string? Error);

/// <summary>Serialisation of orders and answers, generated when the library is built.</summary>
[JsonSerializable(typeof(BenchOrder))]
[JsonSerializable(typeof(BenchAnswer))]
internal sealed partial class BenchJson : JsonSerializerContext;

/// <summary>
/// The workbook's client in a process of its own, as Kafka's tools are: <c>KafkaWorkbook.dll bench-client</c>. Sends or reads just as load runs and read runs with
/// <see cref="LoadPath.NativeBatch"/> do.
/// </summary>
internal static class BenchClient
{
    /// <summary>The first argument that starts this program.</summary>
    public const string Verb = "bench-client";

    /// <summary>Reads the order from the standard input, carries it out, and writes the answer to the standard output.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Serve()
    {
        try
        {
            BenchOrder order = JsonSerializer.Deserialize(Console.In.ReadToEnd(), BenchJson.Default.BenchOrder) ?? throw new JsonException("no order");
            BenchAnswer answer = order.Read is null ? Send(order) : Read(order, order.Read);
            Console.Out.Write(JsonSerializer.Serialize(answer, BenchJson.Default.BenchAnswer));
            return ExitCodes.Success;
        }
        catch (Exception failure) when (failure is JsonException or ClusterException)
        {
            Console.Error.Write(failure.Message);
            return ExitCodes.Failed;
        }
    }

    private static BenchAnswer Send(BenchOrder order)
    {
        LoadOptions options = new() { Records = order.Records, RecordBytes = order.RecordBytes, Payload = order.Payload, InFlight = order.InFlight, Path = LoadPath.NativeBatch };
        using NativeBatchSender sender = new(order.Settings, order.Topic, order.Partitions, options, 0);
        long started = Stopwatch.GetTimestamp();
        sender.Send(new LoadQuota(order.Records, started, Deadline(started, order), null), CancellationToken.None);
        return new BenchAnswer(sender.Acked, Seconds(started, sender.LastAck), sender.FirstError);
    }

    private static BenchAnswer Read(BenchOrder order, IReadOnlyList<BenchPart> parts)
    {
        ReadTally tally = new(order.Partitions, [.. parts.Select(p => new ReadPart(p.Partition, p.From, p.To))]);
        using NativeBatchReader reader = new(order.Settings, order.Topic, tally, new ReadAllowance(order.Records));
        long started = Stopwatch.GetTimestamp();
        reader.Read(Deadline(started, order), CancellationToken.None);
        return new BenchAnswer(tally.Records, Seconds(started, tally.LastRecord), tally.FirstError);
    }

    private static long Deadline(long started, BenchOrder order) => started + (order.LimitSeconds * Stopwatch.Frequency);

    private static double Seconds(long started, long last) => last == 0 ? 0 : Stopwatch.GetElapsedTime(started, last).TotalSeconds;
}
