using System.Globalization;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Docker;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Infrastructure;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>One docker cluster for several tests, started by the first that needs it.</summary>
public sealed class DockerCase : IAsyncDisposable
{
    private readonly Lazy<DockerKit> _kit = new(() => new DockerKit());

    internal DockerKit Kit => _kit.Value;

    public async ValueTask DisposeAsync()
    {
        if (_kit.IsValueCreated)
        {
            await Kit.DisposeAsync();
        }
    }
}

/// <summary>A docker cluster of a test's own: names, ports and data folder that nobody else has. Everything of it is removed at the end, by its label.</summary>
internal sealed class DockerKit : IAsyncDisposable
{
    private readonly List<string> _folders = [];

    public DockerKit()
    {
        Prefix = $"t{Guid.NewGuid():N}"[..7] + "-";
        IReadOnlyList<int> ports = FreePorts.Take(7);
        string Port(int i) => ports[i].ToString(CultureInfo.InvariantCulture);
        Environment = ClusterEnvironment.FromProcess().With(
            (DockerSite.PrefixVariable, Prefix),
            (ClusterOptions.DataVariable, NewFolder()),
            (ClusterOptions.KindVariable, "docker"),
            ("KAFKA_1_PORT", Port(0)),
            ("KAFKA_2_PORT", Port(1)),
            ("KAFKA_3_PORT", Port(2)),
            ("ZOOKEEPER_PORT", Port(3)),
            ("KRAFT_1_PORT", Port(4)),
            ("KRAFT_2_PORT", Port(5)),
            ("KRAFT_3_PORT", Port(6)));
    }

    public string Prefix { get; }

    public ClusterEnvironment Environment { get; set; }

    /// <summary>Time enough for a machine that builds something else meanwhile.</summary>
    public ClusterOptions Options => new() { Environment = Environment, Progress = ProgressDisplays.Silent, StartLimit = TimeSpan.FromMinutes(4) };

    public DockerCli Cli => new(Environment);

    public DockerEngine Engine => new(Cli);

    public string Name => Prefix + "kafka-workbook";

    public static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public string NewFolder()
    {
        string folder = Directory.CreateTempSubdirectory("kafka-workbook-docker-").FullName;
        _folders.Add(folder);
        return folder;
    }

    /// <summary>A copy of the compose files in a folder of its own, changed; the environment then points to it.</summary>
    public void ChangeComposeFile(Func<string, string> change)
    {
        string folder = NewFolder();
        string text = File.ReadAllText(Path.Combine(Environment.Root!, "docker-compose.kafka.yaml"));
        string changed = change(text);
        Xunit.Assert.NotEqual(text, changed);
        File.WriteAllText(Path.Combine(folder, "docker-compose.kafka.yaml"), changed);
        Environment = Environment with { Root = folder };
    }

    public Task<Cluster> StartAsync(Variant variant = Variant.ZooKeeper) => Cluster.StartAsync(variant, Options, Token);

    public Task<IReadOnlyList<DockerContainer>> ContainersAsync() => Engine.ContainersAsync(Name, Token);

    public async Task<DockerContainer> ContainerAsync(string service) => (await ContainersAsync()).Single(c => c.Service == service);

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        foreach (string cluster in new[] { Name, Name + "-kraft" })
        {
            await new DockerRemoval(Engine).RemoveAsync(cluster, [], clean: false, limit.Token);
        }

        _folders.ForEach(f => Directory.Delete(f, recursive: true));
    }
}
