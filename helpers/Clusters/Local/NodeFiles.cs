using System.Globalization;
using System.Text.Json;
using static System.FormattableString;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>Writes what a JVM reads when it starts: its settings, and where its log goes. Never to standard output, which may be a kernel's own channel.</summary>
internal static class NodeFiles
{
    private const string Pattern = "[%d] %p %m (%c)%n";

    /// <summary>Writes the files of one node.</summary>
    /// <param name="site">Where they go.</param>
    /// <param name="layout">The ports of all nodes.</param>
    /// <param name="node">The node.</param>
    /// <param name="extra">Further settings of the brokers; they win over ours.</param>
    public static void Write(LocalSite site, ClusterLayout layout, LocalNode node, IReadOnlyDictionary<string, string> extra)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(node);
        Directory.CreateDirectory(site.Data(node.Name));
        IEnumerable<(string Key, string Value, string? Comment)> settings = node.BrokerId is { } id ? Broker(site, layout, node, id) : ZooKeeper(site, node);
        if (node.BrokerId is not null)
        {
            settings = [.. settings.Where(s => !extra.ContainsKey(s.Key)), .. extra.Select(e => (e.Key, e.Value, (string?)null))];
        }

        PropertiesFile.Write(site.Config(node.Name), settings);
        WriteLogging(site, site.Logging(node.Name), site.Log(node.Name));
    }

    /// <summary>Writes the logging settings of the command-line tools: warnings to standard error.</summary>
    public static void WriteToolLogging(LocalSite site)
    {
        ArgumentNullException.ThrowIfNull(site);
        if (site.Variant == Variant.KRaft)
        {
            File.WriteAllText(site.ToolLogging, $$"""
                Configuration:
                  status: error
                  Appenders:
                    Console: { name: err, target: SYSTEM_ERR, PatternLayout: { pattern: "{{Pattern}}" } }
                  Loggers:
                    Root: { level: WARN, AppenderRef: { ref: err } }

                """);
            return;
        }

        PropertiesFile.Write(site.ToolLogging,
        [
            ("log4j.rootLogger", "WARN, err", null),
            ("log4j.appender.err", "org.apache.log4j.ConsoleAppender", null),
            ("log4j.appender.err.Target", "System.err", null),
            ("log4j.appender.err.layout", "org.apache.log4j.PatternLayout", null),
            ("log4j.appender.err.layout.ConversionPattern", Pattern, null),
        ]);
    }

    private static IEnumerable<(string Key, string Value, string? Comment)> ZooKeeper(LocalSite site, LocalNode node) =>
    [
        ("dataDir", site.Data(node.Name), null),
        ("clientPort", Number(node.Port), null),
        ("clientPortAddress", ClusterLayout.Host, "Nobody outside this machine."),
        ("tickTime", "2000", null),
        ("admin.enableServer", "false", null),
        ("4lw.commands.whitelist", "srvr,ruok", null),
    ];

    private static IEnumerable<(string Key, string Value, string? Comment)> Broker(LocalSite site, ClusterLayout layout, LocalNode node, int id)
    {
        string listener = Invariant($"PLAINTEXT://{ClusterLayout.Host}:{node.Port}");
        IEnumerable<(string, string, string?)> place = layout.Variant == Variant.KRaft
            ?
            [
                ("process.roles", "broker,controller", "Each node is both; there is no ZooKeeper."),
                ("node.id", Number(id), null),
                ("controller.quorum.voters", string.Join(',', layout.ControllerPorts.Select((p, i) => Invariant($"{i + 1}@{ClusterLayout.Host}:{p}"))), null),
                ("listeners", Invariant($"{listener},CONTROLLER://{ClusterLayout.Host}:{layout.ControllerPorts[id - 1]}"), "Nobody outside this machine."),
                ("advertised.listeners", listener, "What clients are told to connect to."),
                ("controller.listener.names", "CONTROLLER", null),
                ("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT", null),
            ]
            :
            [
                ("broker.id", Number(id), null),
                ("zookeeper.connect", Invariant($"{ClusterLayout.Host}:{layout.ZooKeeperPort}"), null),
                ("zookeeper.connection.timeout.ms", "30000", "All JVMs start at once; ZooKeeper may need a moment on a slow disk."),
                ("listeners", listener, "Nobody outside this machine."),
                ("advertised.listeners", listener, "What clients are told to connect to."),
            ];
        return
        [
            .. place,
            ("log.dirs", site.Data(node.Name), "The segments of its partitions."),
            .. WorkshopSettings.For(layout.Variant).Select(s => (s.Key, s.Value, (string?)s.Why.English)),
        ];
    }

    private static void WriteLogging(LocalSite site, string file, string log)
    {
        if (site.Variant == Variant.KRaft)
        {
            string name = JsonSerializer.Serialize(log);
            string pattern = JsonSerializer.Serialize(log.Replace("%", "%%", StringComparison.Ordinal) + ".%i");
            File.WriteAllText(file, $$"""
                Configuration:
                  status: error
                  Appenders:
                    RollingFile:
                      name: file
                      fileName: {{name}}
                      filePattern: {{pattern}}
                      PatternLayout: { pattern: "{{Pattern}}" }
                      Policies: { SizeBasedTriggeringPolicy: { size: 10MB } }
                      DefaultRolloverStrategy: { max: 2 }
                  Loggers:
                    Root: { level: INFO, AppenderRef: { ref: file } }

                """);
            return;
        }

        PropertiesFile.Write(file,
        [
            ("log4j.rootLogger", "INFO, file", null),
            ("log4j.appender.file", "org.apache.log4j.RollingFileAppender", null),
            ("log4j.appender.file.File", log, null),
            ("log4j.appender.file.Encoding", "UTF-8", null),
            ("log4j.appender.file.MaxFileSize", "10MB", null),
            ("log4j.appender.file.MaxBackupIndex", "2", null),
            ("log4j.appender.file.layout", "org.apache.log4j.PatternLayout", null),
            ("log4j.appender.file.layout.ConversionPattern", Pattern, null),
            ("log4j.logger.state.change.logger", "WARN", null),
        ]);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
