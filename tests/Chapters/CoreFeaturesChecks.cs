using System.Globalization;
using System.Text.Json;
using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>What chapter 4 has to show: what every cluster can, and what takes real brokers.</summary>
internal static class CoreFeaturesChecks
{
    /// <summary>The cells that a cluster without real brokers refuses with a box.</summary>
    public static IReadOnlyList<string> NeedBrokers { get; } =
    [
        "durability-kill", "durability-flush", "disk-one", "disk-every", "grow-really", "ha-kill", "ha-stop", "isr-run", "refused-run", "ledger-kill", "ledger-freeze", "replay-time", "replay-cli",
    ];

    /// <summary>The cells that go on from one of them.</summary>
    public static IReadOnlyList<string> FollowThem { get; } =
    [
        "durability-read", "durability-confirm", "disk-three-copies", "disk-one-copy", "disk-chart", "disk-confirm", "ha-kill-compare", "ha-kill-chart", "ha-stop-chart",
        "ha-gaps", "ha-read-back", "ha-confirm", "isr-compare", "isr-confirm", "refused-chart", "refused-confirm", "ledger-compare", "ledger-chart", "ledger-confirm", "replay-time-compare",
        "replay-time-confirm",
    ];

    /// <summary>Counts and order of the experiments that every cluster can show.</summary>
    public static void Experiments(ChapterRun run)
    {
        Assert.Contains("결과 300.", run.TextOf("pubsub-compare"), StringComparison.Ordinal);
        Assert.Contains("확인했다", run.TextOf("pubsub-confirm"), StringComparison.Ordinal);

        Assert.Equal(["1", "2", "4"], run.TableOf("scale-run").Select(r => r[0]));
        Assert.Equal(["1", "2", "4"], run.TableOf("scale-run").Select(r => r[2]));
        Assert.Contains("결과 2.", run.TextOf("scale-compare"), StringComparison.Ordinal);

        Assert.Contains("100,000건, 파티션 3개. 파티션 안에서 순서가 바뀐 것 0건, 중복 0건.", run.TextOf("order-run"), StringComparison.Ordinal);
        Assert.Equal(100_000, run.TableOf("order-run").Sum(r => Number(r[1])));
        string injected = run.TextOf("retry-run");
        Assert.Contains("주입", injected, StringComparison.Ordinal);
        Assert.Contains("NOT_ENOUGH_REPLICAS", injected, StringComparison.Ordinal);
        Assert.DoesNotContain("순서가 바뀐 것 0건", injected, StringComparison.Ordinal);
        Assert.Contains("중복 0건", injected, StringComparison.Ordinal);

        Assert.Contains("결과 1.", run.TextOf("commit-after"), StringComparison.Ordinal);
        Assert.Contains("결과 1.", run.TextOf("commit-before"), StringComparison.Ordinal);
        Assert.Contains("처리 12건, 잃은 것 0건, 두 번 처리한 것 7건", run.TextOf("commit-auto"), StringComparison.Ordinal);
        Assert.Contains("처리 11건, 잃은 것 1건, 두 번 처리한 것 0건", run.TextOf("commit-auto-fast"), StringComparison.Ordinal);
        Assert.Contains("결과 2.", run.TextOf("slow-run"), StringComparison.Ordinal);
        Assert.Contains("결과 4.", run.TextOf("poison-careless"), StringComparison.Ordinal);
        Assert.Contains("reason: JsonReaderException", run.TextOf("poison-letter"), StringComparison.Ordinal);
        Assert.Contains("] @4", run.TextOf("poison-letter"), StringComparison.Ordinal);

        Assert.Equal(["0:", "1:", "2:"], run.TextOf("replay-beginning").Split('\n').Select(l => l.Split(' ')[0]));
        Assert.Equal(["250:", "251:", "252:"], run.TextOf("replay-offset").Split('\n').Select(l => l.Split(' ')[0]));
        string[] totals = run.TextOf("replay-twice").Split(" / ");
        Assert.Equal(totals[0], totals[1]);
        Assert.True(Number(totals[0]) > 0);
        Assert.Contains("토픽", run.TextOf("clean-up"), StringComparison.Ordinal);
    }

    /// <summary>The pictures that every cluster can show carry this run's data.</summary>
    public static void Pictures(ChapterRun run)
    {
        JsonElement story = run.ChartOf("pubsub-chart");
        Assert.Equal(300, Ys(story).Max());
        Assert.All(new[] { "billing", "stock", "audit" }, group => Assert.Contains(group, story.ToString(), StringComparison.Ordinal));

        Assert.Equal(3, Bars(run.ChartOf("scale-chart")).Single().Length);
        IReadOnlyList<string> moves = run.DrawingOf("grow-chart");
        Assert.Contains(moves, t => t.Contains("P5: 키", StringComparison.Ordinal));
        Assert.Equal(200, moves.Where(t => t.Contains(": 키 ", StringComparison.Ordinal)).Sum(t => Number(t.Split(": 키 ")[1].Split('개')[0])));

        // Rising lines, one a partition; and the same records as they were read, which do not rise.
        double[][] lines = Lines(run.ChartOf("order-chart"));
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal(line.Order(), line));
        Assert.Equal(3, Lines(run.ChartOf("order-arrival")).Length);
        Assert.Contains("순서가 바뀐 것", run.ChartOf("retry-chart").ToString(), StringComparison.Ordinal);

        IReadOnlyList<string> work = run.DrawingOf("commit-chart");
        Assert.All(new[] { "commit-after-work", "commit-before-work", "auto-commit-5s", "auto-commit-50ms" }, name => Assert.Contains(name, work));
        Assert.Equal(4, work.Count(t => t.Contains("전원이 나갔다", StringComparison.Ordinal)));
        Assert.Contains("처리 11 · 잃음 1 · 두 번 0", work);

        // Each lost cell is crossed out and carries no number: 12 + 11 + 12 + 11.
        Assert.Equal(46, work.Count(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out _)));
        Assert.Equal(4, run.DrawingOf("poison-stuck-chart").Count(t => t.Contains("예외로 죽었다", StringComparison.Ordinal)));
        Assert.Contains(run.DrawingOf("poison-chart"), t => t.Contains("따로 둠 1", StringComparison.Ordinal));
        Assert.Contains("밀려나고 파티션이 넘어간 때", run.ChartOf("slow-chart").ToString(), StringComparison.Ordinal);

        // The group that went back: its line falls to the beginning and rises again.
        double[] again = Lines(run.ChartOf("replay-chart")).Single(l => l.Length > 2 && l[0] > 0 && l.Contains(0) && l[^1] > l[0]);
        Assert.True(again[^1] >= 500);
    }

    /// <summary>What only real brokers show.</summary>
    public static void OnRealBrokers(ChapterRun run)
    {
        Assert.Contains("1,000건 가운데 1,000건을 읽었다.", run.TextOf("durability-read"), StringComparison.Ordinal);
        Assert.Contains("9223372036854775807", run.TextOf("durability-flush"), StringComparison.Ordinal);
        Assert.Equal(["3 1 1,000 1,000", "1 1 1,000 0"], run.TableOf("disk-one").Select(r => string.Join(' ', r.Skip(1))));
        Assert.Equal(["3 3 1,000 0"], run.TableOf("disk-every").Select(r => string.Join(' ', r.Skip(1))));
        Assert.Equal([[1_000, 1_000, 1_000], [1_000, 0, 0]], Bars(run.ChartOf("disk-chart")));

        Assert.Equal(10, run.TableOf("grow-really").Count);
        Assert.Contains(run.TableOf("grow-really"), c => c[1].Contains(" + ", StringComparison.Ordinal));

        Assert.Contains("강제 종료", run.TextOf("ha-kill"), StringComparison.Ordinal);
        Assert.Contains("멈추기", run.TextOf("ha-stop"), StringComparison.Ordinal);
        Assert.True(Ys(run.ChartOf("ha-kill-chart")).Max() > 0);
        Assert.NotEmpty(Ys(run.ChartOf("ha-stop-chart")));
        Assert.Contains("delivered.Lost = 0", run.TextOf("ha-confirm"), StringComparison.Ordinal);

        IReadOnlyList<IReadOnlyList<string>> steps = run.TableOf("isr-run");
        Assert.Equal(["3", "2", "1", "3"], steps.Select(s => s[0]));
        Assert.Equal(["100", "100", "0", "100"], steps.Select(s => s[3]));
        Assert.Equal("NotEnoughReplicas", steps[2][4]);

        IReadOnlyList<IReadOnlyList<string>> refused = run.TableOf("refused-run");
        Assert.Contains("enable.idempotence=True", refused[1][0], StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["100,000", "100,000", "0", "0", "0"], refused[1].Skip(1));
        Assert.Equal("0", refused[0][3]);

        Assert.NotEmpty(run.TableOf("ledger-kill"));
        Assert.Contains("결과 1,000.", run.TextOf("ledger-compare"), StringComparison.Ordinal);
        Assert.Contains("확인했다", run.TextOf("ledger-confirm"), StringComparison.Ordinal);
        Assert.NotNull(run.HtmlOf("ledger-chart").QuerySelector("figure svg"));

        Assert.Contains("결과 200.", run.TextOf("replay-time-compare"), StringComparison.Ordinal);
        Assert.Contains("확인했다", run.TextOf("replay-time-confirm"), StringComparison.Ordinal);
        Assert.Contains("--reset-offsets", run.TextOf("replay-cli"), StringComparison.Ordinal);
    }

    /// <summary>The closing table contradicts nothing and has every claim of the section.</summary>
    /// <param name="run">The chapter.</param>
    /// <param name="unseen">How many claims this cluster cannot show.</param>
    public static void Findings(ChapterRun run, int unseen)
    {
        IReadOnlyList<IReadOnlyList<string>> rows = run.TableOf("findings");
        Assert.Equal(8, rows.Count);
        Assert.All(rows, r => Assert.Equal("§4", r[0]));
        Assert.DoesNotContain(rows, r => r[3].Contains('✗', StringComparison.Ordinal));
        Assert.Equal(unseen, rows.Count(r => r[3].Contains("재지 않았다", StringComparison.Ordinal)));
        string[] claims = ["Pub/Sub", "내구성", "확장성", "고가용성", "순서 보장", "재처리"];
        Assert.All(claims, claim => Assert.Contains(rows, r => r[1].StartsWith(claim, StringComparison.Ordinal)));
        Assert.Contains(rows, r => r[2].Contains("300건을 그룹 3개가 저마다 받았다(300, 300, 300건)", StringComparison.Ordinal));
        Assert.Contains(rows, r => r[2].Contains("100,000건: 파티션 안에서 바뀐 것 0건", StringComparison.Ordinal));
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static double[] Ys(JsonElement chart) => [.. Traces(chart, _ => true).SelectMany(t => t)];

    private static double[][] Bars(JsonElement chart) => [.. Traces(chart, t => t.GetProperty("type").GetString() == "bar")];

    private static double[][] Lines(JsonElement chart) =>
        [.. Traces(chart, t => t.TryGetProperty("mode", out JsonElement mode) && mode.GetString()!.StartsWith("lines", StringComparison.Ordinal) && !t.TryGetProperty("fill", out _))];

    private static IEnumerable<double[]> Traces(JsonElement chart, Func<JsonElement, bool> which) => chart.GetProperty("data").EnumerateArray().Where(which)
        .Select(t => t.TryGetProperty("y", out JsonElement y) && y.ValueKind == JsonValueKind.Array
            ? y.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Number).Select(v => v.GetDouble()).ToArray()
            : []);
}
