namespace KafkaWorkbook.Clusters.Local;

/// <summary>The command lines of the JVMs: small heaps, so that four of them fit beside a notebook on a laptop.</summary>
internal static class Jvm
{
    // A JVM decodes file names by the locale; under LANG=C it could not open a folder with Hangul in its name.
    public static IReadOnlyDictionary<string, string> Variables { get; } = OperatingSystem.IsWindows()
        ? new Dictionary<string, string>()
        : new Dictionary<string, string> { ["LC_ALL"] = OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C.UTF-8" };

    /// <summary>A node of a cluster, to be started detached.</summary>
    public static DetachedProcess Node(LocalSite site, LocalState state, LocalNode node, string token)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(node);
        bool zooKeeper = node.BrokerId is null;
        List<string> arguments =
        [
            .. zooKeeper ? ["-Xms16m", "-Xmx128m"] : new[] { "-Xms64m", "-Xmx512m" },
            .. Common,
            .. ClassArchive.Of(site, state).NodeArguments(node),
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            $"-Dkafka.workbook.id={token}",
            Logging(state.Layout.Variant, Here(site.Logging(node.Name))),
            "-cp",
            ClassPath(state.KafkaHome),
            zooKeeper ? "org.apache.zookeeper.server.quorum.QuorumPeerMain" : "kafka.Kafka",
            Here(site.Config(node.Name)),
        ];
        return new DetachedProcess(state.Java, arguments, site.NodeFolder(node.Name), site.Console(node.Name), Variables, token);
    }

    /// <summary>The arguments that run a command of the distribution: short-lived, so compiled lightly.</summary>
    public static IEnumerable<string> Tool(LocalSite site, LocalState state, string mainClass, IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(state);
        return
        [
            "-Xmx256m",
            .. Common,
            .. ClassArchive.Of(site, state).Arguments,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            Logging(site.Variant, site.ToolLogging),
            "-cp",
            ClassPath(state.KafkaHome),
            mainClass,
            .. arguments,
        ];
    }

    private static string[] Common => ["-Xshare:auto", "-Dfile.encoding=UTF-8"];

    // Kafka 3 brings log4j 1 (reload4j), Kafka 4 brings log4j 2.
    private static string Logging(Variant variant, string file)
    {
        string address = Path.IsPathRooted(file) ? new Uri(file).AbsoluteUri : $"file:{file}";
        return variant == Variant.KRaft ? $"-Dlog4j2.configurationFile={address}" : $"-Dlog4j.configuration={address}";
    }

    /// <summary>All of a distribution's libraries.</summary>
    public static string ClassPath(string kafkaHome) => Path.Combine(kafkaHome, "libs", "*");

    // On Windows a command line reaches Java in the system's old code page, which need not have Hangul: names there are relative to the working folder.
    private static string Here(string file) => OperatingSystem.IsWindows() ? Path.GetFileName(file) : file;
}
