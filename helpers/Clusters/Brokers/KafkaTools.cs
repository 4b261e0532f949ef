namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>How Kafka's own commands are told which cluster to use; the same in a container and from a distribution.</summary>
internal static class KafkaTools
{
    // Those that read files only.
    private static readonly HashSet<string> Offline = new(StringComparer.Ordinal) { "kafka-dump-log", "kafka-storage" };

    private static readonly string[] Endings = [".sh", ".bat"];

    // Every release has the class; a small image or a cut-down distribution may lack the script that only names it.
    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["kafka-reassign-partitions"] = "org.apache.kafka.tools.reassign.ReassignPartitionsCommand",
    };

    /// <summary>How long a command may run.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The class of a command that is run by its class, or null for one that is run by its script.</summary>
    public static string? ClassOf(string tool) => Classes.GetValueOrDefault(tool);

    /// <summary>Takes an ending off a command's name.</summary>
    public static string NameOf(string tool)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tool);
        string name = tool.Trim();
        return Endings.FirstOrDefault(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } ending ? name[..^ending.Length] : name;
    }

    /// <summary>The arguments with the cluster's address, in the way that each command wants it; as they are when they have one.</summary>
    /// <param name="tool">The command's name without an ending.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="bootstrapServers">The brokers' addresses as the command reaches them.</param>
    /// <param name="zooKeeper">ZooKeeper's address as the command reaches it, or null.</param>
    public static IReadOnlyList<string> WithAddress(string tool, IReadOnlyList<string> arguments, string bootstrapServers, string? zooKeeper)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        bool has = arguments.Any(a => a is "--bootstrap-server" or "--bootstrap-controller" or "--broker-list" or "--zookeeper" or "--version" or "--help"
            || a.StartsWith("bootstrap.servers=", StringComparison.Ordinal));
        return tool switch
        {
            _ when Offline.Contains(tool) => arguments,
            "zookeeper-shell" => arguments.Count > 0 && arguments[0].Contains(':', StringComparison.Ordinal) || zooKeeper is null ? arguments : [zooKeeper, .. arguments],
            _ when has => arguments,
            "kafka-producer-perf-test" => [.. ProducerPerformance(arguments, bootstrapServers)],
            _ => ["--bootstrap-server", bootstrapServers, .. arguments],
        };
    }

    // This one took the address as a property only, until Kafka 4.1; the property works everywhere.
    private static IEnumerable<string> ProducerPerformance(IReadOnlyList<string> arguments, string bootstrapServers)
    {
        string address = $"bootstrap.servers={bootstrapServers}";
        return arguments.Contains("--producer-props")
            ? arguments.SelectMany(a => a == "--producer-props" ? [a, address] : new[] { a })
            : [.. arguments, "--producer-props", address];
    }
}
