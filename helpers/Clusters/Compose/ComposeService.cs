using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace KafkaWorkbook.Clusters;

/// <summary>One service of a compose file, with merged parts put together and variables replaced.</summary>
/// <param name="Name">The service's name, which is its host name among the containers.</param>
/// <param name="Image">The image with its tag.</param>
/// <param name="HostPorts">The published ports of this computer.</param>
/// <param name="Volumes">The volumes' names, or the paths of bound folders.</param>
/// <param name="MemoryLimit">The memory limit as it is written, or null.</param>
/// <param name="Environment">The container's environment variables.</param>
public sealed partial record ComposeService(
    string Name,
    string Image,
    IReadOnlyList<int> HostPorts,
    IReadOnlyList<string> Volumes,
    string? MemoryLimit,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The broker's id (<c>KAFKA_BROKER_ID</c>, with KRaft <c>KAFKA_NODE_ID</c>); null when the service is no broker.</summary>
    public int? BrokerId =>
        int.TryParse(Environment.GetValueOrDefault("KAFKA_BROKER_ID") ?? Environment.GetValueOrDefault("KAFKA_NODE_ID"), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? id : null;

    /// <summary>What the broker tells clients to connect to: the listener's name and the address, in the file's order.</summary>
    public IReadOnlyList<(string Listener, string Address)> AdvertisedListeners =>
    [
        .. (Environment.GetValueOrDefault("KAFKA_ADVERTISED_LISTENERS") ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split("://", 2))
            .Where(l => l.Length == 2)
            .Select(l => (l[0], l[1])),
    ];

    /// <summary>The address that other containers use.</summary>
    public string? AddressInside => AdvertisedListeners.Select(l => l.Address).FirstOrDefault(a => a.StartsWith(Name + ":", StringComparison.Ordinal));

    /// <summary>The address that programs of this computer use.</summary>
    public string? AddressOutside => AdvertisedListeners.Select(l => l.Address).FirstOrDefault(a => !a.StartsWith(Name + ":", StringComparison.Ordinal));

    internal static IReadOnlyList<ComposeService>? AllIn(string yaml, ClusterEnvironment environment)
    {
        object? tree = new DeserializerBuilder().Build().Deserialize(new MergingParser(new Parser(new StringReader(yaml))));
        return Child(tree, "services") is IDictionary<object, object> services
            ? [.. services.Select(s => Of((string)s.Key, s.Value, environment))]
            : null;
    }

    private static ComposeService Of(string name, object node, ClusterEnvironment environment)
    {
        string Filled(object? value) => Fill(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", environment);

        Dictionary<string, string> variables = Child(node, "environment") switch
        {
            IDictionary<object, object> map => map.ToDictionary(e => (string)e.Key, e => Filled(e.Value), StringComparer.Ordinal),
            IList<object> list => list.Select(e => Filled(e).Split('=', 2)).ToDictionary(e => e[0], e => e.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal),
            _ => [],
        };
        string? limit = Child(node, "mem_limit") is { } memory ? Filled(memory)
            : Child(Child(Child(Child(node, "deploy"), "resources"), "limits"), "memory") is { } deployed ? Filled(deployed) : null;
        return new ComposeService(
            name,
            Filled(Child(node, "image")),
            [.. Items(Child(node, "ports")).Select(p => HostPort(Filled(p))).OfType<int>()],
            [.. Items(Child(node, "volumes")).Select(v => Filled(v).Split(':')[0])],
            limit,
            variables);
    }

    // "127.0.0.1:9092:9092", "9092:9092": the part before the last is this computer's.
    private static int? HostPort(string published) =>
        published.Split('/')[0].Split(':') is { Length: >= 2 } parts && int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : null;

    private static object? Child(object? node, string key) => node is IDictionary<object, object> map && map.TryGetValue(key, out object? value) ? value : null;

    private static IEnumerable<object> Items(object? node) => node as IList<object> ?? [];

    private static string Fill(string text, ClusterEnvironment environment) =>
        Variable().Replace(text, m => environment[m.Groups["name"].Value] ?? m.Groups["default"].Value).Replace("$$", "$", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>\w+)(:?-(?<default>[^}]*))?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
