using KafkaWorkbook.Clusters.Brokers;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>Where everything of a local cluster lies: one folder, which goes when the cluster is removed.</summary>
/// <param name="Name">The cluster's name, by which the next notebook finds it.</param>
/// <param name="Variant">ZooKeeper or KRaft.</param>
/// <param name="DataFolder">The workbook's folder for all clusters.</param>
/// <param name="CacheFolder">The folder for what makes starts faster and is not the cluster's own.</param>
internal sealed record LocalSite(string Name, Variant Variant, string DataFolder, string CacheFolder)
{
    /// <summary>ZooKeeper's name among the nodes.</summary>
    public const string ZooKeeper = "zookeeper";

    /// <summary>The variable that names another folder for <see cref="CacheFolder"/>.</summary>
    public const string CacheVariable = "KAFKA_WORKBOOK_CACHE";

    public string Folder => Path.Combine(DataFolder, Name);

    public string StateFile => Path.Combine(Folder, "state.json");

    /// <summary>What a start writes down before it is over; see <see cref="DetachedStart"/>.</summary>
    public string StartRecord => Path.Combine(Folder, "starting.json");

    /// <summary>For the tools' own messages.</summary>
    public string ToolLogging => Path.Combine(Folder, Variant == Variant.KRaft ? "tools-log4j2.yaml" : "tools-log4j.properties");

    /// <summary>The classes that a broker has loaded; see <see cref="ClassArchive"/>.</summary>
    public string ClassList => Path.Combine(Folder, "classes.lst");

    /// <summary>Held while a cluster is started or stopped.</summary>
    public string StartLock => ClusterLock.PathOf(DataFolder, $"local-{Name}-start");

    public static LocalSite Of(Variant variant, ClusterEnvironment environment)
    {
        string name = $"{environment["KAFKA_WORKBOOK_PREFIX"]}kafka-workbook{(variant == Variant.KRaft ? "-kraft" : "")}";
        string cache = environment[CacheVariable] is { } asked ? Path.GetFullPath(asked) : Path.Combine(environment.DataFolder, "cache");
        return new LocalSite(name, variant, environment.DataFolder, cache);
    }

    public static string BrokerName(int id) => FormattableString.Invariant($"kafka-{id}");

    public string NodeFolder(string node) => Path.Combine(Folder, node);

    public string Config(string node) => Path.Combine(NodeFolder(node), node == ZooKeeper ? "zookeeper.properties" : "server.properties");

    public string Logging(string node) => Path.Combine(NodeFolder(node), Variant == Variant.KRaft ? "log4j2.yaml" : "log4j.properties");

    public string Log(string node) => Path.Combine(NodeFolder(node), $"{node}.log");

    /// <summary>The log of the time before the last start, so that <see cref="Log"/> holds the present one only.</summary>
    public string PreviousLog(string node) => Path.Combine(NodeFolder(node), $"{node}.previous.log");

    public string Console(string node) => Path.Combine(NodeFolder(node), "console.log");

    public string Data(string node) => Path.Combine(NodeFolder(node), "data");
}
