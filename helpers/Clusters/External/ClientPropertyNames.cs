namespace KafkaWorkbook.Clusters.External;

/// <summary>The keys of Java clients, by what becomes of them.</summary>
internal static class ClientPropertyNames
{
    /// <summary>Keys that librdkafka has by the same name and with the same values.</summary>
    public static IReadOnlySet<string> Same { get; } = new HashSet<string>(StringComparer.Ordinal) { "client.id", "client.dns.lookup", "client.rack" };

    /// <summary>Keys with a number, and what librdkafka calls them.</summary>
    public static IReadOnlyDictionary<string, string> Numbers { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["connections.max.idle.ms"] = "connections.max.idle.ms",
        ["metadata.max.age.ms"] = "metadata.max.age.ms",
        ["receive.buffer.bytes"] = "socket.receive.buffer.bytes",
        ["reconnect.backoff.max.ms"] = "reconnect.backoff.max.ms",
        ["reconnect.backoff.ms"] = "reconnect.backoff.ms",
        ["request.timeout.ms"] = "socket.timeout.ms",
        ["retry.backoff.max.ms"] = "retry.backoff.max.ms",
        ["retry.backoff.ms"] = "retry.backoff.ms",
        ["send.buffer.bytes"] = "socket.send.buffer.bytes",
        ["socket.connection.setup.timeout.ms"] = "socket.connection.setup.timeout.ms",
    };

    private static readonly HashSet<string> Security = new(StringComparer.Ordinal)
    {
        "sasl.jaas.config", "sasl.login.callback.handler.class", "sasl.mechanism", "sasl.oauthbearer.scope", "sasl.oauthbearer.token.endpoint.url",
        "security.protocol", "ssl.endpoint.identification.algorithm", "ssl.key.password", "ssl.keystore.certificate.chain", "ssl.keystore.key",
        "ssl.keystore.location", "ssl.keystore.password", "ssl.keystore.type", "ssl.truststore.certificates", "ssl.truststore.location",
        "ssl.truststore.password", "ssl.truststore.type",
    };

    // What a producer or consumer does, not how it connects: the chapters' cells set these themselves, because they are the lesson.
    private static readonly HashSet<string> Unused = new(StringComparer.Ordinal)
    {
        "acks", "allow.auto.create.topics", "auto.commit.interval.ms", "auto.offset.reset", "batch.size", "buffer.memory", "check.crcs", "compression.type",
        "default.api.timeout.ms", "delivery.timeout.ms", "enable.auto.commit", "enable.idempotence", "fetch.max.bytes", "fetch.max.wait.ms", "fetch.min.bytes",
        "group.id", "group.instance.id", "group.protocol", "heartbeat.interval.ms", "isolation.level", "key.deserializer", "key.serializer", "linger.ms",
        "max.block.ms", "max.in.flight.requests.per.connection", "max.partition.fetch.bytes", "max.poll.interval.ms", "max.poll.records", "max.request.size",
        "partition.assignment.strategy", "partitioner.class", "retries", "session.timeout.ms", "transaction.timeout.ms", "transactional.id", "value.deserializer",
        "value.serializer",
    };

    /// <summary>Whether a key is about TLS or SASL, and translated together with the others of its kind.</summary>
    public static bool IsSecurity(string key) => Security.Contains(key);

    /// <summary>Whether a key is one of a Java client's.</summary>
    public static bool IsKnown(string key) => key == "bootstrap.servers" || Same.Contains(key) || Numbers.ContainsKey(key) || IsSecurity(key) || IsUnused(key);

    /// <summary>Whether a key is about something else than the connection: the program's work, or a schema registry.</summary>
    public static bool IsUnused(string key) =>
        Unused.Contains(key) || key.StartsWith("schema.registry.", StringComparison.Ordinal) || key.StartsWith("basic.auth.", StringComparison.Ordinal);
}
