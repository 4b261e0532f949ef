using KafkaWorkbook.Clusters.Brokers;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>Where a docker cluster of one variant comes from and what it is called.</summary>
/// <param name="Variant">ZooKeeper or KRaft.</param>
/// <param name="Name">The cluster's name: the value of our label, and the compose project of our own starts.</param>
/// <param name="Environment">The variables, the compose files' folder, the folder for locks.</param>
internal sealed record DockerSite(Variant Variant, string Name, ClusterEnvironment Environment)
{
    /// <summary>The environment variable that begins the names of our containers; for tests and for two clusters side by side.</summary>
    public const string PrefixVariable = "KAFKA_WORKBOOK_PREFIX";

    /// <summary>The port at which every broker listens inside its container for those outside.</summary>
    public const int InsidePort = 9092;

    /// <summary>ZooKeeper's port inside its container.</summary>
    public const int ZooKeeperInsidePort = 2181;

    /// <summary>The compose file's path from the repository's top folder.</summary>
    public string FileName => Variant == Variant.KRaft ? "compose/kraft.yaml" : "docker-compose.kafka.yaml";

    /// <summary>The broker services, in the order of their ids.</summary>
    public IReadOnlyList<string> BrokerServices => Variant == Variant.KRaft ? ["kraft-1", "kraft-2", "kraft-3"] : ["kafka-1", "kafka-2", "kafka-3"];

    /// <summary>Every service that belongs to the cluster.</summary>
    public IReadOnlyList<string> Services => Variant == Variant.KRaft ? BrokerServices : ["zookeeper", .. BrokerServices];

    /// <summary>The brokers' addresses among the containers.</summary>
    public string InsideServers => string.Join(',', BrokerServices.Select(s => $"{s}:19092"));

    /// <summary>Held while the cluster is started or removed.</summary>
    public string StartLock => ClusterLock.PathOf(Environment.DataFolder, $"docker-{Name}-start");

    public ReadyMark ReadyMark => ReadyMark.Of(Environment.DataFolder, Name);

    public static DockerSite Of(Variant variant, ClusterEnvironment environment) =>
        new(variant, $"{environment[PrefixVariable]}kafka-workbook{(variant == Variant.KRaft ? "-kraft" : "")}", environment);

    /// <summary>The compose file's full path.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.BadConfiguration"/>: it is not there.</exception>
    public string RequireFile()
    {
        string? path = Environment.Root is { } root ? Path.Combine([root, .. FileName.Split('/')]) : null;
        return path is not null && File.Exists(path)
            ? path
            : throw new ClusterException(
                ClusterProblem.BadConfiguration,
                new($"compose 파일 {FileName}이(가) 없다({path ?? System.Environment.CurrentDirectory}).", $"The compose file {FileName} is missing ({path ?? System.Environment.CurrentDirectory})."),
                new("노트북을 저장소의 폴더 안에서 연다.", "Open the notebook inside the repository's folder."));
    }

    /// <summary>The services as the file has them, variables filled in.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.BadConfiguration"/>: the file is missing or cannot be read.</exception>
    public IReadOnlyList<ComposeService> ReadServices()
    {
        RequireFile();
        return ComposeFile.Read(FileName, Environment).Services;
    }
}
