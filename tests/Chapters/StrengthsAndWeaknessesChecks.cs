using System.Globalization;
using System.Text.Json;
using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>What chapter 2 has to show.</summary>
internal static class StrengthsAndWeaknessesChecks
{
    /// <summary>The cells that show a refusal's box on mock brokers, in order.</summary>
    public static IReadOnlyList<string> BoxedOnEmbedded { get; } =
        ["fault-run", "durable-disk", "durable-restart", "operating-outage", "retention-defaults", "retention-brief"];

    /// <summary>The cells behind them.</summary>
    public static IReadOnlyList<string> SkippedOnEmbedded { get; } =
    [
        "fault-chart", "fault-readback", "fault-compare", "fault-confirm", "durable-confirm", "durable-disk-after", "operating-chart", "operating-worst", "operating-compare",
        "operating-after", "operating-election", "operating-election-chart", "operating-mended", "operating-confirm", "retention-compare", "retention-forever",
        "retention-chart", "retention-confirm", "retention-confirm-forever", "retention-small", "retention-small-watch", "retention-small-disk",
    ];

    /// <summary>What every cluster shows: the ladder, scaling out, independent groups, where groups begin, the lag alarm.</summary>
    public static void Everywhere(ChapterRun run)
    {
        Assert.Contains("ladder.Whole", run.TextOf("speed-confirm"), StringComparison.Ordinal);
        Assert.Contains("linkedIn.Whole", run.TextOf("linkedin-confirm"), StringComparison.Ordinal);
        Assert.Equal(8, run.TableOf("speed-climb").Count);
        Assert.NotEmpty(Ys(run.ChartOf("speed-chart")));
        Assert.NotEmpty(Ys(run.ChartOf("linkedin-chart")));

        IReadOnlyList<IReadOnlyList<string>> scaling = run.TableOf("scale-run");
        Assert.Equal(["1", "2", "3", "6", "8"], scaling.Select(r => r[0]));
        Assert.Equal(["1", "2", "3", "6", "6"], scaling.Select(r => r[1]));
        Assert.Equal(2, scaling[4][4].Split(" · ").Count(p => p == "없음"));
        Assert.Equal(scaling.Select(r => Number(r[2])), Trace(run.ChartOf("scale-chart"), 1, "y").Select(y => (long)Math.Round(y)));
        Assert.Contains("결과 6.", run.TextOf("scale-compare-working"), StringComparison.Ordinal);
        Assert.Contains("✓", run.TextOf("scale-confirm"), StringComparison.Ordinal);

        IReadOnlyList<IReadOnlyList<string>> shares = run.TableOf("brokers-table");
        Assert.Equal(["100.0", "0.0", "0.0"], shares.Select(r => r[2]));
        Assert.All(shares, r => Assert.True(Number(r[3]) > 0, string.Join(' ', r)));
        Assert.Contains("100 : 0 : 0", run.HtmlOf("brokers-chart").TextContent, StringComparison.Ordinal);
        Assert.Contains("결과 0.", run.TextOf("brokers-compare"), StringComparison.Ordinal);
        Assert.Contains("Lost == 0", run.TextOf("brokers-confirm"), StringComparison.Ordinal);

        IReadOnlyList<IReadOnlyList<string>> groups = run.TableOf("groups-together");
        Assert.Equal(["fast", "medium", "slow"], groups.Select(r => r[0]));
        Assert.All(groups, r => Assert.Equal(("500", "0"), (r[2], r[3])));
        Assert.Equal(500, Ys(run.ChartOf("groups-chart")).Max());
        Assert.Contains("together.AllGotAll", run.TextOf("groups-confirm"), StringComparison.Ordinal);

        Assert.Contains("결과 0.", run.TextOf("learning-beginner"), StringComparison.Ordinal);
        Assert.Equal(["0", "10", "4", "4"], run.TableOf("learning-four").Select(r => r[2]));
        Assert.Equal([0, 10, 4, 4], Ys(run.ChartOf("learning-chart")));
        Assert.Contains("= 4", run.TextOf("learning-confirm"), StringComparison.Ordinal);

        Assert.Contains("✗ 그룹 billing의 지연: 500", run.TextOf("operating-lag"), StringComparison.Ordinal);
        Assert.Contains("✓ 그룹 billing의 지연: 0", run.TextOf("operating-lag-drained"), StringComparison.Ordinal);
        Assert.Contains("토픽", run.TextOf("clean-up"), StringComparison.Ordinal);
    }

    /// <summary>What takes real brokers: a killed leader, a restart of all, an outage, retention.</summary>
    public static void OnRealBrokers(ChapterRun run)
    {
        Assert.Contains("결과 0.", run.TextOf("fault-compare"), StringComparison.Ordinal);
        Assert.Contains("강제 종료", run.TextOf("fault-run"), StringComparison.Ordinal);
        Assert.Equal(["0", "0", "0"], run.TableOf("fault-readback")[0].Skip(3));
        Assert.NotNull(run.HtmlOf("fault-chart").QuerySelector("figure svg"));

        Assert.Equal(["1", "2", "3"], run.TableOf("durable-disk").Select(r => r[0]));
        Assert.Single(run.TableOf("durable-disk").Select(r => r[^1]).Distinct());
        Assert.Contains("1,000건 가운데 1,000건을 읽었다.", run.TextOf("durable-restart"), StringComparison.Ordinal);
        Assert.Contains("✓", run.TextOf("durable-disk-after"), StringComparison.Ordinal);

        Assert.Contains("✓ 복제가 모자란 파티션: 0 / 12", run.TextOf("operating-topics"), StringComparison.Ordinal);
        string worst = run.TextOf("operating-worst");
        Assert.All(
            new[] { "✗ 살아 있는 브로커: 2 / 3", "✗ 리더가 없는 파티션: 2 / 12", "! 복제가 모자란 파티션: 6 / 12", "✓ acks=all을 거절하는 파티션: 0 / 12" },
            line => Assert.Contains(line, worst, StringComparison.Ordinal));
        Assert.Contains("결과 2.", run.TextOf("operating-compare"), StringComparison.Ordinal);
        JsonElement outage = run.ChartOf("operating-chart");
        Assert.Equal((6, 2), (Trace(outage, 0, "y").Max(), Trace(outage, 1, "y").Max()));
        Assert.Equal((0, 0), (Trace(outage, 0, "y")[^1], Trace(outage, 1, "y")[^1]));
        Assert.Contains("✓ 살아 있는 브로커: 3 / 3", run.TextOf("operating-after"), StringComparison.Ordinal);
        Assert.Contains("! 제자리를 떠난 리더: 2 / 12", run.TextOf("operating-after"), StringComparison.Ordinal);
        Assert.Contains("2개의 리더가 제자리로 돌아갔다", run.TextOf("operating-election"), StringComparison.Ordinal);
        Assert.Equal([4, 4, 4], Trace(run.ChartOf("operating-election-chart"), 1, "y"));
        Assert.DoesNotContain(run.TextOf("operating-mended").Split('\n'), l => l[0] is '✗' or '!');

        Assert.Equal("168", run.TableOf("retention-defaults")[0][1]);
        Assert.Contains("결과 7.", run.TextOf("retention-compare"), StringComparison.Ordinal);
        JsonElement fates = run.ChartOf("retention-chart");
        Assert.Equal((1_000, 0), (Trace(fates, 3, "y")[^1], Trace(fates, 7, "y")[^1]));
        Assert.Contains("= 0", run.TextOf("retention-confirm"), StringComparison.Ordinal);
        Assert.Contains("= 1000", run.TextOf("retention-confirm-forever"), StringComparison.Ordinal);

        // More than the limit may stay, up to the segment that is being written; less than the limit may not.
        Assert.All(run.TableOf("retention-small-disk"), r => Assert.InRange(Number(r[^1]), 2L << 20, 8_000_000));
        double[] small = Trace(run.ChartOf("retention-small-watch"), 3, "y");
        Assert.True(small[^1] > 0 && small.SequenceEqual(small.Order()), string.Join(' ', small));
    }

    /// <summary>The closing table has a row for each bullet and contradicts nothing.</summary>
    public static void Findings(ChapterRun run, bool real)
    {
        IReadOnlyList<IReadOnlyList<string>> rows = run.TableOf("findings");
        Assert.Equal(8, rows.Count);
        Assert.All(rows, r => Assert.Equal("§2", r[0]));
        Assert.DoesNotContain(rows, r => r[3].Contains('✗', StringComparison.Ordinal));
        Assert.Equal(real ? 7 : 3, rows.Skip(1).Count(r => r[3].Contains('✓', StringComparison.Ordinal)));
        Assert.Contains(rows, r => r[2].Contains("500건을 저마다 한 번씩 처리했다", StringComparison.Ordinal));
    }

    private static double[] Ys(JsonElement chart) =>
        [.. Enumerable.Range(0, chart.GetProperty("data").GetArrayLength()).SelectMany(i => Trace(chart, i, "y"))];

    private static double[] Trace(JsonElement chart, int trace, string axis) => chart.GetProperty("data")[trace].TryGetProperty(axis, out JsonElement values) && values.ValueKind == JsonValueKind.Array
        ? [.. values.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Number).Select(v => v.GetDouble())]
        : [];

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
