using System.Globalization;
using System.Text.Json;
using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>What chapter 3 has to show.</summary>
internal static class ComponentsChecks
{
    /// <summary>The first of the cells that need ZooKeeper, and those that go on from it.</summary>
    public static IReadOnlyList<string> NeedZooKeeper { get; } =
        ["zookeeper-ids", "zookeeper-broker", "zookeeper-controller", "zookeeper-topic", "zookeeper-partition", "zookeeper-confirm", "side-by-side", "side-by-side-picture"];

    /// <summary>The cells that kill the controller, and those that go on from it.</summary>
    public static IReadOnlyList<string> NeedKill { get; } = ["succession-run", "succession-chart", "succession-compare"];

    /// <summary>The cells that hang on a KRaft cluster.</summary>
    public static IReadOnlyList<string> NeedKRaft { get; } =
    [
        "kraft-start", "kraft-quorum", "kraft-log", "election-run", "election-chart", "protocol-run", "protocol-chart", "protocol-compare", "protocol-confirm", "protocol-eager",
        "protocol-cooperative", "protocol-consumer", "kraft-stop",
    ];

    /// <summary>The cells that read the brokers' disks.</summary>
    public static IReadOnlyList<string> NeedDisks { get; } =
    [
        "broker-folders", "broker-compare", "topic-folder", "shelf-create", "shelf-fill", "folder-open", "folder-picture", "folder-compare", "segment-open", "segment-picture",
        "segment-confirm", "find-run", "find-picture", "find-compare", "find-confirm", "copies-run",
    ];

    /// <summary>What every cluster shows: delivery, keys, groups.</summary>
    public static void Everywhere(ChapterRun run)
    {
        IReadOnlyList<string> map = run.DrawingOf("map-picture");
        Assert.All(new[] { "프로듀서 1", "그룹 billing", "그룹 stock", "P0", "P1", "P2" }, word => Assert.Contains(map, t => t.StartsWith(word, StringComparison.Ordinal)));
        Assert.All(new[] { "브로커 1", "브로커 2", "브로커 3" }, word => Assert.Contains(word, run.DrawingOf("broker-topology")));
        Assert.Contains("12건 가운데 12건을 읽었다.", run.TextOf("broker-deliver"), StringComparison.Ordinal);
        Assert.Contains("stillThere.Records.Count = 12", run.TextOf("topic-other"), StringComparison.Ordinal);

        // Where the controller was killed, its partitions have gone to others.
        Assert.InRange(run.TextOf("partition-leaders").Split('\n').Select(l => l.Split("broker ")[1]).Distinct().Count(), 2, 3);
        Producing(run);
        Groups(run);
        Assert.Contains("12 partitions", run.TextOf("count-rule"), StringComparison.Ordinal);
        Assert.Contains("received.Count = 12", run.TextOf("consumer-confirm"), StringComparison.Ordinal);
        Assert.Equal(12, run.TextOf("consumer-look").Split('\n').Sum(l => int.Parse(l.Split("offset ")[1], CultureInfo.InvariantCulture)));
    }

    /// <summary>ZooKeeper's nodes, and the controller's successor.</summary>
    public static void ZooKeeper(ChapterRun run)
    {
        Assert.Contains("1, 2, 3", run.TableOf("zookeeper-ids")[1][1], StringComparison.Ordinal);
        Assert.Contains("ephemeral", run.TableOf("zookeeper-broker")[2][1], StringComparison.Ordinal);
        Assert.Contains("\"brokerid\":", run.TableOf("zookeeper-controller")[0][1], StringComparison.Ordinal);
        Assert.DoesNotContain("ephemeral", run.TableOf("zookeeper-topic")[2][1], StringComparison.Ordinal);
        Assert.Contains("\"isr\":[", run.TableOf("zookeeper-partition")[0][1], StringComparison.Ordinal);
        Assert.Contains("node.Children.Count = 3", run.TextOf("zookeeper-confirm"), StringComparison.Ordinal);
        IReadOnlyList<string> both = run.DrawingOf("side-by-side-picture");
        Assert.Contains(both, t => t.StartsWith("/controller = ", StringComparison.Ordinal));
        Assert.Contains(both, t => t.StartsWith("투표권 3, 과반 2", StringComparison.Ordinal));
        Assert.Equal(2, both.Count(t => t == "★ 컨트롤러"));
        Assert.Equal(6, run.TableOf("side-by-side").Count);
    }

    /// <summary>A controller that was killed has a successor with a higher epoch, and the broker came back.</summary>
    public static void Succession(ChapterRun run, string cell)
    {
        IReadOnlyList<IReadOnlyList<string>> rows = run.TableOf($"{cell}-run");
        Assert.NotEqual(rows[0][1], rows[0][2]);
        Assert.True(Whole(rows[1][2]) > Whole(rows[1][1]));
        JsonElement[] traces = [.. run.ChartOf($"{cell}-chart").GetProperty("data").EnumerateArray()];
        Assert.Equal(2, traces.Length);

        // Three lanes say who was alive; the controller's lanes are at least those of the old and the new one.
        Assert.Equal(3, Lanes(traces[0]).Distinct().Count());
        Assert.True(Lanes(traces[1]).Distinct().Count() >= 2);
    }

    /// <summary>KRaft: the quorum, the metadata's log, the protocols.</summary>
    public static void KRaft(ChapterRun run)
    {
        Assert.Contains("LeaderEpoch", run.TextOf("kraft-quorum"), StringComparison.Ordinal);
        Assert.Contains(run.TableOf("kraft-log"), r => r[0] == "TopicRecord" && Whole(r[1]) >= 1);
        Assert.Contains(run.TableOf("kraft-log"), r => r[0] == "RegisterBrokerRecord" && Whole(r[1]) >= 3);
        Succession(run, "election");

        IReadOnlyList<IReadOnlyList<string>> rows = run.TableOf("protocol-run");
        Assert.Equal(3, rows.Count);
        Assert.Equal("12 · 12 · 12", rows[0][1]);
        Assert.All(rows, r => Assert.Equal(3, r[3].Split(" · ").Length));
        Assert.All(rows.Skip(1), r => Assert.True(r[1].Split(" · ").Select(Whole).Order().ElementAt(1) < 12, r[1]));
        JsonElement chart = run.ChartOf("protocol-chart");
        Assert.Equal(9, chart.GetProperty("data").EnumerateArray().Where(t => t.GetProperty("type").GetString() == "scatter").Take(1).Sum(t => t.GetProperty("y").GetArrayLength()));
        Assert.All(new[] { "protocol-eager", "protocol-cooperative", "protocol-consumer" }, id => Assert.Equal(5, run.ChartOf(id).GetProperty("data").GetArrayLength()));
    }

    /// <summary>The files: folders, segments, batches, a record found through the index, equal copies.</summary>
    public static void Disks(ChapterRun run)
    {
        Assert.Equal(9, run.TableOf("broker-folders").Sum(r => r[1].Split(", ").Length));
        Assert.Contains("결과 3.", run.TextOf("broker-compare"), StringComparison.Ordinal);
        Assert.Contains("all.TopicHasFolder = False", run.TextOf("topic-folder"), StringComparison.Ordinal);
        Assert.Contains("40,000건을 보냈고 모두 확인받았다", run.TextOf("shelf-fill"), StringComparison.Ordinal);

        string[] logs = [.. run.TableOf("folder-open").Select(r => r[0]).Where(n => n.EndsWith(".log", StringComparison.Ordinal))];
        Assert.True(logs.Length > 1);
        Assert.Equal("00000000000000000000.log", logs[0]);
        Assert.Contains($"결과 {logs.Length}.", run.TextOf("folder-compare"), StringComparison.Ordinal);
        Assert.Contains(run.DrawingOf("folder-picture"), t => t.Contains("쓰는 중", StringComparison.Ordinal));

        IReadOnlyList<IReadOnlyList<string>> batches = run.TableOf("segment-open");
        Assert.Equal("0", batches[0][0]);
        Assert.All(batches, b => Assert.Equal("✓", b[6]));
        for (int i = 1; i < batches.Count; i++)
        {
            Assert.Equal(Whole(batches[i - 1][0]) + Whole(batches[i - 1][1]), Whole(batches[i][0]));
            Assert.Equal(Whole(batches[i - 1][2].Split(" – ")[1]) + 1, Whole(batches[i][2].Split(" – ")[0]));
        }

        Assert.Contains("✓", run.TextOf("segment-confirm"), StringComparison.Ordinal);
        Assert.Contains("한 배치 속: 메시지", run.DrawingOf("find-picture"));
        Assert.Contains(run.DrawingOf("find-picture"), t => t.StartsWith("9,999: ", StringComparison.Ordinal));
        Assert.Contains("✓ 확인했다: way.Record.ValueText = {\"order\":", run.TextOf("find-confirm"), StringComparison.Ordinal);
        Assert.Contains("✓", run.TextOf("copies-run"), StringComparison.Ordinal);
    }

    /// <summary>The closing table contradicts nothing and has every bullet of the section.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Findings(ChapterRun run)
    {
        IReadOnlyList<IReadOnlyList<string>> rows = run.TableOf("findings");
        Assert.Equal(8, rows.Count);
        Assert.All(rows, r => Assert.Equal("§3", r[0]));
        Assert.DoesNotContain(rows, r => r[3].Contains('✗', StringComparison.Ordinal));
        Assert.Equal(["Zookeeper", "Zookeeper 없이도", "Broker", "Topic", "Partition", "Producer", "Consumer", "Consumer Group"], rows.Select(r => r[1].StartsWith("Zookeeper 없이도", StringComparison.Ordinal) ? "Zookeeper 없이도" : r[1].Split(':')[0]));
        return rows;
    }

    private static void Producing(ChapterRun run)
    {
        Assert.Contains("single.Records[0].Partition = ", run.TextOf("hand-send"), StringComparison.Ordinal);
        Assert.Contains($"결과 {run.TextOf("hand-send").Split("= ")[1]}.", run.TextOf("hand-compute"), StringComparison.Ordinal);
        IReadOnlyList<IReadOnlyList<string>> hashes = run.TableOf("hashes-run");
        Assert.Equal(8, hashes.Count);
        Assert.Contains($"결과 {hashes.Count(r => r[3] == "=")}.", run.TextOf("hashes-compare"), StringComparison.Ordinal);
        Assert.Contains(hashes, r => r[3] == "≠");

        Assert.Equal(600, Lengths(run.ChartOf("nokey-burst")).Sum());
        Assert.Equal(200, Lengths(run.ChartOf("nokey-paced")).Sum());
        double[] scattered = Lengths(run.ChartOf("nokey-scattered"));
        Assert.Equal(600, scattered.Sum());
        // A burst stays with a partition for a while. How long is a matter of time, so of how busy the computer is: only which of the two changes more often is sure.
        Assert.True(scattered.Length > Lengths(run.ChartOf("nokey-burst")).Length);

        JsonElement[] sets = [.. run.ChartOf("keysets-chart").GetProperty("data").EnumerateArray()];
        Assert.Equal(["400 customers", "5 customers", "one buys half"], sets.Select(s => s.GetProperty("name").GetString()));
        Assert.All(sets, s => Assert.Equal(6_000, s.GetProperty("y").EnumerateArray().Sum(y => y.GetDouble())));
        Assert.True(Most(sets[0]) < Most(sets[2]));
        Assert.Contains("✓", run.TextOf("keysets-confirm"), StringComparison.Ordinal);
        Assert.Equal(2, run.ChartOf("count-spread").GetProperty("data").GetArrayLength());
    }

    private static void Groups(ChapterRun run)
    {
        Assert.Equal(["a 들어옴", "b 들어옴", "c 들어옴", "b 나감", "c 죽음"], run.TableOf("group-run").Select(r => r[1]));
        Assert.Contains("= 6", run.TextOf("group-confirm"), StringComparison.Ordinal);
        Assert.Equal(["a", "b", "c"], run.ChartOf("group-partitions").GetProperty("data").EnumerateArray().Select(t => t.GetProperty("name").GetString()));
        Assert.True(Lanes(run.ChartOf("group-members").GetProperty("data")[0]).Distinct().Count() == 3);
        Assert.Contains("결과 2.", run.TextOf("crowd-compare"), StringComparison.Ordinal);
        Assert.NotEmpty(Lanes(run.ChartOf("crowd-run").GetProperty("data")[1]));
    }

    private static double Most(JsonElement trace) => trace.GetProperty("y").EnumerateArray().Max(y => y.GetDouble());

    private static double[] Lengths(JsonElement chart) => [.. chart.GetProperty("data")[0].GetProperty("x").EnumerateArray().Select(x => x.GetDouble())];

    private static IEnumerable<string?> Lanes(JsonElement trace) => trace.GetProperty("y").EnumerateArray().Select(y => y.GetString());

    private static int Whole(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
