using System.Text.Json;
using System.Text.Json.Serialization;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>A JVM of a local cluster.</summary>
/// <param name="Name"><c>zookeeper</c>, <c>kafka-1</c> …</param>
/// <param name="BrokerId">The broker's id, or null for ZooKeeper.</param>
/// <param name="Port">Where clients reach it.</param>
/// <param name="Process">Its process, or null when it was never started.</param>
/// <param name="State">What was last done to it; whether the process is there is asked of the system.</param>
internal sealed record LocalNode(string Name, int? BrokerId, int Port, ProcessMark? Process, BrokerState State)
{
    [JsonIgnore]
    public bool IsAlive => Process?.IsAlive() == true;

    /// <summary>What is true now: a node that should run and has no process ended by itself.</summary>
    [JsonIgnore]
    public BrokerState Now => IsAlive
        ? State == BrokerState.Frozen ? BrokerState.Frozen : BrokerState.Running
        : State == BrokerState.Stopped ? BrokerState.Stopped : BrokerState.Killed;
}

/// <summary>The start record of a local cluster: what the next notebook needs to find it, and to stop only what is ours.</summary>
/// <param name="Name">The cluster's name.</param>
/// <param name="Ready">Whether its start was finished.</param>
/// <param name="HasData">Whether its folders hold data of an earlier time, which a failed start must not remove.</param>
/// <param name="Layout">Its ports.</param>
/// <param name="KafkaHome">The distribution that it runs.</param>
/// <param name="KafkaVersion">That distribution's version.</param>
/// <param name="Java">The Java program that runs it.</param>
/// <param name="Started">When.</param>
/// <param name="Nodes">Its JVMs, ZooKeeper first.</param>
internal sealed record LocalState(
    string Name, bool Ready, bool HasData, ClusterLayout Layout, string KafkaHome, string KafkaVersion, string Java, DateTimeOffset Started, IReadOnlyList<LocalNode> Nodes)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    [JsonIgnore]
    public IEnumerable<LocalNode> Brokers => Nodes.Where(n => n.BrokerId is not null);

    /// <summary>A new cluster of which nothing runs.</summary>
    public static LocalState New(LocalSite site, ClusterLayout layout, KafkaHome home, string java, bool hasData = false)
    {
        IEnumerable<LocalNode> brokers = layout.BrokerPorts.Select((port, i) => new LocalNode(LocalSite.BrokerName(i + 1), i + 1, port, null, BrokerState.Stopped));
        return new LocalState(
            site.Name,
            Ready: false,
            hasData,
            layout,
            home.Path,
            home.Version.ToString(),
            java,
            DateTimeOffset.Now,
            layout.ZooKeeperPort is { } port ? [new LocalNode(LocalSite.ZooKeeper, null, port, null, BrokerState.Stopped), .. brokers] : [.. brokers]);
    }

    /// <summary>Reads a start record; null when there is none that can be read.</summary>
    public static LocalState? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<LocalState>(File.ReadAllText(file), Format) is { Nodes: not null, Layout: not null } state ? state : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Writes the record so that a reader sees the old one or the new one, never half of it.</summary>
    public void Write(string file)
    {
        string draft = $"{file}.{Environment.ProcessId}.tmp";
        File.WriteAllText(draft, JsonSerializer.Serialize(this, Format));
        File.Move(draft, file, overwrite: true);
    }

    /// <summary>A copy with some nodes changed.</summary>
    public LocalState With(Func<LocalNode, bool> which, Func<LocalNode, LocalNode> change) =>
        this with { Nodes = [.. Nodes.Select(n => which(n) ? change(n) : n)] };
}
