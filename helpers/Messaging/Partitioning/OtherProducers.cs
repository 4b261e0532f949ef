using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Producing in other ways than <see cref="Topic.ProduceAsync"/>: slowly, and with the Java client.</summary>
public static class OtherProducers
{
    /// <summary>Sends events one by one with a pause in between and without waiting for acknowledgements, as a service does whose events come in now and then.</summary>
    /// <param name="topic">Where to.</param>
    /// <param name="events">What to send, in this order.</param>
    /// <param name="pause">From one event to the next, 1 ms to 10 seconds.</param>
    /// <param name="config">Settings on top of the cluster's own; null for the defaults.</param>
    /// <param name="ct">Ends the wait. What was sent by then stays sent.</param>
    /// <exception cref="DeliveryException">Some events were not acknowledged; it carries those that were.</exception>
    public static Task<Sent> ProducePacedAsync(this Topic topic, IEnumerable<Event> events, TimeSpan pause, ProducerConfig? config = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(events);
        if (pause < TimeSpan.FromMilliseconds(1) || pause > TimeSpan.FromSeconds(10))
        {
            throw new ArgumentOutOfRangeException(nameof(pause), pause, new Text("쉬는 시간은 1 ms에서 10초까지다.", "The pause is 1 ms to 10 seconds.").ToString());
        }

        topic.ThrowIfGone();
        return TopicProducer.RunAsync(topic, events, config, ct, pause);
    }

    /// <summary>
    /// Sends events with the Java client, through Kafka's own <c>kafka-console-producer</c>, and reads back what the topic holds then. Keys must not contain a colon,
    /// keys and values no line ends.
    /// </summary>
    /// <param name="topic">Where to, best a fresh topic.</param>
    /// <param name="events">What to send; each has a key.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">There are no tools for this kind of cluster.</exception>
    /// <exception cref="ClusterException">The tool failed; the message has its words.</exception>
    public static async Task<ReadResult> ProduceWithJavaAsync(this Topic topic, IEnumerable<Event> events, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(events);
        Event[] all = [.. events];
        if (Array.Find(all, e => string.IsNullOrEmpty(e.Key) || e.Key.AsSpan().IndexOfAny(":\r\n") >= 0 || e.Value.AsSpan().IndexOfAny("\r\n") >= 0) is { } bad)
        {
            throw new ArgumentException(
                new Text($"명령줄로 보낼 수 없는 이벤트다. 키가 있어야 하고, 키에 콜론이, 키와 값에 줄바꿈이 없어야 한다: {bad}", $"An event that cannot go through the command line. It needs a key without a colon, and no line ends: {bad}").ToString(),
                nameof(events));
        }

        topic.ThrowIfGone();
        topic.Cluster.Require(Capability.CommandLineTools);
        ToolOutput typed = await topic.Cluster.RunToolAsync(
            "kafka-console-producer",
            ["--topic", topic.Name, "--property", "parse.key=true", "--property", "key.separator=:"],
            string.Concat(all.Select(e => $"{e.Key}:{e.Value}\n")),
            ct).ConfigureAwait(false);
        return typed.ExitCode == 0
            ? await topic.ReadAllAsync(ct).ConfigureAwait(false)
            : throw new ClusterException(
                ClusterProblem.BadConfiguration,
                new($"kafka-console-producer가 실패했다.\n{typed}", $"kafka-console-producer failed.\n{typed}"),
                new("클러스터의 상태를 확인한다: `dotnet run -- status`", "Look at the cluster: `dotnet run -- status`"));
    }
}
