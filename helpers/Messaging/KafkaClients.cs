using Confluent.Kafka;
using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Messaging;

/// <summary>Makes Confluent.Kafka's clients for a cluster, quiet ones: a client's own log lines would end up between a notebook's outputs.</summary>
internal static class KafkaClients
{
    /// <summary>How long closing a client may wait for its own thread; the library's 100 ms, dozens of times a chapter, are seconds of waiting.</summary>
    internal const int CloseWithinMs = 10;

    public static BriefAdmin Admin(Cluster cluster)
    {
        ClientConfig config = new(new Dictionary<string, string>(cluster.ClientConfig())) { CancellationDelayMaxMs = CloseWithinMs };
        return new BriefAdmin(Build(() => new AdminClientBuilder(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build()));
    }

    public static IProducer<TKey, TValue> Producer<TKey, TValue>(ProducerBuilder<TKey, TValue> builder, Action<Error>? failed = null) =>
        Build(() => builder.SetLogHandler((_, _) => { }).SetErrorHandler((_, error) => failed?.Invoke(error)).Build());

    public static IConsumer<TKey, TValue> Consumer<TKey, TValue>(ConsumerBuilder<TKey, TValue> builder) =>
        Build(() => builder.SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build());

    /// <summary>The cluster's own settings with the reader's on top.</summary>
    public static ProducerConfig Merge(ProducerConfig cluster, ProducerConfig? own)
    {
        ProducerConfig merged = new(new Dictionary<string, string>(cluster));
        foreach ((string name, string value) in own ?? [])
        {
            merged.Set(name, value);
        }

        return merged;
    }

    private static T Build<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw new ClusterException(
                ClusterProblem.BadConfiguration,
                new($"클라이언트 설정이 틀렸다: {failure.Message}", $"The client's configuration is not valid: {failure.Message}"),
                new("설정의 이름과 값을 고친다.", "Correct the setting's name or value."),
                failure);
        }
    }
}
