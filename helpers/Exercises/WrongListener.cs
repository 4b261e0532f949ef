using System.Collections.Concurrent;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <summary>
/// What a client lives through when <c>advertised.listeners</c> names a host that it does not know: the list of brokers comes, the first message does not go. No
/// broker's configuration is touched; an <see cref="AdvertisingRelay"/> stands between.
/// </summary>
/// <param name="Bootstrap">The address that the client was given, which answers.</param>
/// <param name="Advertised">The brokers' addresses as the answer names them.</param>
/// <param name="Failure">How producing one message failed.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record WrongListener(string Bootstrap, IReadOnlyList<string> Advertised, Failure Failure) : IHtmlView
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Asks for the brokers, which works, and sends one message, which does not. Takes about 4 seconds.</summary>
    /// <param name="topic">A topic that exists.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">An external cluster's traffic is not ours to change.</exception>
    public static async Task<WrongListener> TryAsync(Topic topic, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        await using AdvertisingRelay relay = AdvertisingRelay.Start(topic.Cluster);
        ProducerConfig config = topic.Cluster.ProducerConfig();
        config.BootstrapServers = relay.Address;
        config.MessageTimeoutMs = (int)Patience.TotalMilliseconds;
        ConcurrentQueue<Error> reported = new();
        IReadOnlyList<string> advertised = await Task.Run(() => Brokers(config), cancellationToken);

        // Disposing waits for the client's threads, so it is kept off the caller's.
        return await Task.Run(
            async () =>
            {
                using IProducer<string, string> producer = new ProducerBuilder<string, string>(config).SetErrorHandler((_, e) => reported.Enqueue(e)).Build();
                Failure failure = await Failure.ExpectAsync(
                    () => producer.ProduceAsync(topic.Name, new Message<string, string> { Key = "lost", Value = "lost" }, cancellationToken), reported);
                return new WrongListener(relay.Address, advertised, failure);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Answered(), Advertised, Tone.Good) + Failure.ToHtml();

    /// <inheritdoc/>
    public override string ToString() => $"{Answered()}\n{string.Join('\n', Advertised)}\n{Failure}";

    private static List<string> Brokers(ClientConfig config)
    {
        using IAdminClient admin = new AdminClientBuilder(new AdminClientConfig(new Dictionary<string, string> { ["bootstrap.servers"] = config.BootstrapServers }))
            .SetErrorHandler((_, _) => { })
            .SetLogHandler((_, _) => { })
            .Build();
        return [.. admin.GetMetadata(Patience).Brokers.OrderBy(b => b.BrokerId).Select(b => FormattableString.Invariant($"broker {b.BrokerId} → {b.Host}:{b.Port}"))];
    }

    private string Answered() => new Text(
        $"{Bootstrap}에서는 대답이 왔다. 대답에 적힌 브로커의 주소는 이렇다.",
        $"{Bootstrap} answered. These are the brokers' addresses in its answer.").ToString();
}
