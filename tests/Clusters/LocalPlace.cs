using System.Globalization;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>A place of its own for a test's local cluster: free ports, a data folder below Hangul and a space, and everything ended at the end.</summary>
internal sealed class LocalPlace : IAsyncDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("workbook ").FullName;

    /// <summary>Shared by all tests: only the first cluster of each Kafka is slow to start.</summary>
    public static string Cache { get; } = Path.Combine(Path.GetTempPath(), "kafka-workbook-tests-cache");

    public LocalPlace(Variant variant = Variant.ZooKeeper)
    {
        IReadOnlyList<int> ports = FreePorts.Take(6);
        string[] names = variant == Variant.ZooKeeper
            ? ["KAFKA_1_PORT", "KAFKA_2_PORT", "KAFKA_3_PORT", "ZOOKEEPER_PORT"]
            : ["KRAFT_1_PORT", "KRAFT_2_PORT", "KRAFT_3_PORT", "KRAFT_1_CONTROLLER_PORT", "KRAFT_2_CONTROLLER_PORT", "KRAFT_3_CONTROLLER_PORT"];
        Variables =
        [
            (ClusterOptions.DataVariable, Path.Combine(_top, "홍길동 문서")),
            (LocalSite.CacheVariable, Cache),
            (ClusterOptions.KindVariable, "local"),
            .. names.Zip(ports, (n, p) => (n, (string?)p.ToString(CultureInfo.InvariantCulture))),
        ];
        Options = new ClusterOptions
        {
            Variant = variant,
            Kind = ClusterKind.Local,
            Progress = ProgressDisplays.Silent,
            Environment = ClusterEnvironment.FromProcess().With([.. Variables]),
        };
    }

    public ClusterOptions Options { get; private set; }

    public IReadOnlyList<(string Name, string? Value)> Variables { get; }

    public string DataFolder => Options.Environment.DataFolder;

    public LocalSite Site => LocalSite.Of(Options.Variant, Options.Environment);

    public ClusterLayout Layout => ClusterLayout.Read(Options.Variant, Options.Environment);

    public LocalState State => LocalState.Read(Site.StateFile)!;

    public void Change(params (string Name, string? Value)[] changes) => Options = Options with { Environment = Options.Environment.With(changes) };

    public void Limit(TimeSpan limit) => Options = Options with { StartLimit = limit };

    public async Task<LocalCluster> StartAsync(IReadOnlyDictionary<string, string>? settings = null) =>
        (LocalCluster)await new LocalLauncher(settings).StartAsync(Options, TestContext.Current.CancellationToken);

    public async Task<LocalCluster?> AttachAsync() =>
        (LocalCluster?)await new LocalLauncher().TryAttachAsync(Options, TestContext.Current.CancellationToken);

    /// <summary>Asserts that nothing of the cluster runs and nothing of it is on the disk.</summary>
    public void AssertNothingLeft(IEnumerable<ProcessMark> marks)
    {
        Assert.All(marks, m => Assert.False(m.IsAlive(), $"process {m.Id} still runs"));
        Assert.False(Directory.Exists(Site.Folder), $"{Site.Folder} is still there");
    }

    public async ValueTask DisposeAsync()
    {
        LocalJvms jvms = new(Site);
        await jvms.EndAllAsync();
        await jvms.RemoveFilesAsync(CancellationToken.None);
        Directory.Delete(_top, recursive: true);
    }
}
