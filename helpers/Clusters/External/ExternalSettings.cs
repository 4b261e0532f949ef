namespace KafkaWorkbook.Clusters.External;

/// <summary>
/// How to connect to an external cluster, in librdkafka's words. Holds secrets: it shows only addresses and names of settings, and takes the secrets out of texts
/// that come from elsewhere.
/// </summary>
internal sealed class ExternalSettings
{
    private static readonly HashSet<string> SecretKeys = new(StringComparer.Ordinal)
    {
        "sasl.password", "sasl.oauthbearer.client.secret", "ssl.key.password", "ssl.keystore.password", "ssl.key.pem",
    };

    private readonly IReadOnlyDictionary<string, string> _settings;

    public ExternalSettings(string bootstrapServers, string source, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> unused)
    {
        BootstrapServers = bootstrapServers;
        Source = source;
        _settings = settings;
        Unused = unused;
    }

    /// <summary>The addresses to begin with.</summary>
    public string BootstrapServers { get; }

    /// <summary>Where the settings come from: a file or a variable.</summary>
    public string Source { get; }

    /// <summary>Keys of the file that say nothing about the connection, which the workbook's cells decide themselves.</summary>
    public IReadOnlyList<string> Unused { get; }

    /// <summary>PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.</summary>
    public string Protocol => _settings.GetValueOrDefault("security.protocol", "PLAINTEXT");

    /// <summary>Whether a setting's value must not be shown.</summary>
    /// <param name="key">librdkafka's key.</param>
    public static bool IsSecret(string key) => SecretKeys.Contains(key);

    /// <summary>Puts the settings into a client's configuration.</summary>
    public void ApplyTo(Confluent.Kafka.Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        foreach ((string key, string value) in _settings)
        {
            config.Set(key, value);
        }
    }

    /// <summary>A text from librdkafka or a broker without any of the secrets, should it repeat one.</summary>
    public string WithoutSecrets(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (string secret in _settings.Where(s => IsSecret(s.Key) && s.Value.Length > 0).Select(s => s.Value).OrderByDescending(s => s.Length))
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{BootstrapServers} ({Protocol}, {Source})";
}
