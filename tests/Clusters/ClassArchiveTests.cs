using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

public sealed class ClassArchiveTests : IDisposable
{
    private static readonly ClusterLayout Layout = new(Variant.ZooKeeper, [1, 2, 3], 4, []);
    private readonly string _folder = Directory.CreateTempSubdirectory("workbook-archive-").FullName;

    private LocalSite Site => new("test", Variant.ZooKeeper, _folder, Path.Combine(_folder, "cache"));

    private LocalState State => LocalState.New(Site, Layout, new KafkaHome("/kafka", new Version(3, 9, 2)), Path.Combine(_folder, "java"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void One_broker_takes_notes_until_there_is_an_archive_and_then_all_JVMs_take_it()
    {
        string file = ClassArchive.Of(Site, State).File;
        Assert.Equal([false, true, false, false], State.Nodes.Select(n => Jvm.Node(Site, State, n, "t").Arguments.Contains($"-XX:DumpLoadedClassList={Site.ClassList}")));
        Assert.DoesNotContain(ToolArguments(), a => a.Contains("Archive", StringComparison.Ordinal));

        Directory.CreateDirectory(Site.CacheFolder);
        File.WriteAllText(file, "classes");
        Assert.All(State.Nodes, n => Assert.Contains($"-XX:SharedArchiveFile={file}", Jvm.Node(Site, State, n, "t").Arguments));
        Assert.All(State.Nodes, n => Assert.DoesNotContain(Jvm.Node(Site, State, n, "t").Arguments, a => a.Contains("ClassList", StringComparison.Ordinal)));
        Assert.Contains($"-XX:SharedArchiveFile={file}", ToolArguments());

        // It could not be made: nobody tries again, and nobody is told to use it.
        File.WriteAllText(file, "");
        Assert.All(State.Nodes, n => Assert.DoesNotContain(Jvm.Node(Site, State, n, "t").Arguments, a => a.Contains("Archive", StringComparison.Ordinal) || a.Contains("ClassList", StringComparison.Ordinal)));
    }

    [Fact]
    public void Another_Java_or_another_Kafka_has_another_archive()
    {
        string file = ClassArchive.Of(Site, State).File;
        Assert.NotEqual(file, ClassArchive.Of(Site, State with { KafkaHome = "/other" }).File);
        Assert.NotEqual(file, ClassArchive.Of(Site, State with { Java = Path.Combine(_folder, "other") }).File);
        File.WriteAllText(State.Java, "renewed");
        Assert.NotEqual(file, ClassArchive.Of(Site, State).File);
    }

    [Fact]
    public async Task What_cannot_be_made_is_tried_once_and_hurts_nobody()
    {
        ClassArchive archive = ClassArchive.Of(Site, State with { Java = DetachedStart.DotNet() });
        Directory.CreateDirectory(Site.Folder);
        await File.WriteAllTextAsync(Site.ClassList, "java/lang/Object id: 0\n", TestContext.Current.CancellationToken);

        // A program that is no Java.
        await archive.MakeAsync(State with { Java = DetachedStart.DotNet() }, ProgressDisplays.Silent, TestContext.Current.CancellationToken);

        Assert.Equal(0, new FileInfo(archive.File).Length);
        Assert.Empty(archive.Arguments);
        Assert.False(File.Exists(Site.ClassList));
        Assert.Single(Directory.EnumerateFiles(Site.CacheFolder));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task It_is_made_of_a_whole_start_when_there_is_time_for_it(bool ready, bool time, bool tried)
    {
        LocalState state = State with { Java = DetachedStart.DotNet(), Ready = ready };
        Directory.CreateDirectory(Site.Folder);
        state.Write(Site.StateFile);
        await File.WriteAllTextAsync(Site.ClassList, "java/lang/Object id: 0\n", TestContext.Current.CancellationToken);

        await new LocalJvms(Site).StopAllAsync(keepData: false, prepare: time, ProgressDisplays.Silent, TestContext.Current.CancellationToken);

        Assert.Equal(tried, File.Exists(ClassArchive.Of(Site, state).File));
    }

    private IEnumerable<string> ToolArguments() => Jvm.Tool(Site, State, "org.apache.Tool", []);
}
