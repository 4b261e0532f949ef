using System.Globalization;
using System.Text.Json;
using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>What chapter 1 has to show, whatever the cluster.</summary>
internal static class WhatIsKafkaChecks
{
    /// <summary>Counts, offsets and order of each experiment.</summary>
    public static void Experiments(ChapterRun run)
    {
        Assert.Contains("토픽 orders에 10건을 보냈고 모두 확인받았다.", run.TextOf("events-send"), StringComparison.Ordinal);
        IReadOnlyList<IReadOnlyList<string>> sent = run.TableOf("events-send");
        Assert.Equal(10, sent.Count);
        foreach (IGrouping<string, IReadOnlyList<string>> partition in sent.GroupBy(r => r[0]))
        {
            Assert.Equal(Enumerable.Range(0, partition.Count()).Select(i => $"{i}"), partition.Select(r => r[1]));
        }

        Assert.All(sent.GroupBy(r => r[2]), key => Assert.Single(key.Select(r => r[0]).Distinct()));
        Assert.Contains($"결과 {sent.Max(r => int.Parse(r[1], CultureInfo.InvariantCulture))}.", run.TextOf("events-compare"), StringComparison.Ordinal);

        Assert.Equal(10, run.TableOf("persistence-first").Count);
        Assert.Equal(sent.OrderBy(Place), run.TableOf("persistence-first").Select(r => (IReadOnlyList<string>)[.. r.Take(4)]).OrderBy(Place));
        Assert.Contains("10건 가운데 10건을 읽었다.", run.TextOf("persistence-again"), StringComparison.Ordinal);
        Assert.Contains("예상 0건, 실제 10건", run.TextOf("persistence-again"), StringComparison.Ordinal);

        Assert.Contains("결과 10.", run.TextOf("groups-compare"), StringComparison.Ordinal);
        Assert.Contains("billingAgain.Records.Count = 0", run.TextOf("groups-second-time"), StringComparison.Ordinal);
        Assert.Contains("결과 7.", run.TextOf("positions-compare"), StringComparison.Ordinal);

        Assert.Contains($"load.Confirmed = {Loaded(run)}", run.TextOf("volume-confirm"), StringComparison.Ordinal);
        Assert.Equal(9, run.TableOf("use-logs-run").Count);
        Assert.Equal(10, run.TextOf("use-analytics-run").Split('\n').Sum(l => int.Parse(l.Split(": ")[1], CultureInfo.InvariantCulture)));
        Assert.Contains("piped.Records.Count = 10", run.TextOf("use-pipeline-run"), StringComparison.Ordinal);
        Assert.Contains("brokers: 3", run.TextOf("kraft-controller"), StringComparison.Ordinal);
        Assert.Contains("토픽", run.TextOf("clean-up"), StringComparison.Ordinal);

        static string Place(IReadOnlyList<string> row) => $"{row[0]}/{row[1].PadLeft(4)}";
    }

    /// <summary>Each picture is there and carries this run's data.</summary>
    public static void Pictures(ChapterRun run)
    {
        IReadOnlyList<string> topology = run.DrawingOf("distributed-topology");
        Assert.All(new[] { "브로커 1", "브로커 2", "브로커 3", "P0", "P1", "P2" }, word => Assert.Contains(word, topology));

        int[] spread = [.. Ys(run.ChartOf("spread-chart")).Select(y => (int)y)];
        Assert.Equal(run.TableOf("events-send").GroupBy(r => r[0]).ToDictionary(p => p.Key, p => p.Count()).Values.Order(), spread.Where(c => c > 0).Order());
        Assert.Equal(Loaded(run), Ys(run.ChartOf("scale-chart")).Sum());

        // A course, not two points: the load runs for 2 seconds and is looked at every 0.2 s.
        double[] rates = Ys(run.ChartOf("volume-chart"));
        Assert.True(rates.Length >= 6 && rates.Max() > 0, string.Join(' ', rates));
        Assert.NotEmpty(Ys(run.ChartOf("volume-latency")));

        IReadOnlyList<string> log = run.DrawingOf("positions-picture");
        Assert.Contains(log, t => t.Contains("fast", StringComparison.Ordinal));
        Assert.Contains(log, t => t.Contains("slow", StringComparison.Ordinal));
        Assert.All(new[] { "파티션 0", "파티션 1", "파티션 2" }, partition => Assert.Contains(partition, log));

        // One number a record, and one a partition for the place that the next record will get.
        Assert.Equal(12 + 3, log.Count(t => int.TryParse(t, out _)));
        Assert.Equal(15 + 3, run.DrawingOf("positions-append").Count(t => int.TryParse(t, out _)));
        Assert.True(Ys(run.ChartOf("positions-timeline")).Max() >= 15);
    }

    /// <summary>The closing table contradicts nothing and has every claim of the section.</summary>
    public static void Findings(ChapterRun run)
    {
        IReadOnlyList<IReadOnlyList<string>> rows = run.TableOf("findings");
        Assert.Equal(8, rows.Count);
        Assert.All(rows, r => Assert.Equal("§1", r[0]));
        Assert.DoesNotContain(rows, r => r[3].Contains('✗', StringComparison.Ordinal));
        Assert.Contains(rows, r => r[2].Contains($"{Loaded(run).ToString("N0", CultureInfo.InvariantCulture)}건을 브로커가 확인했다", StringComparison.Ordinal));
        Assert.Contains(rows, r => r[2].Contains("10건을 그룹 2개가 저마다 받았다: 10, 10건", StringComparison.Ordinal));
        Assert.Contains(rows, r => r[2].Contains("두 번 읽었다: 10건, 10건", StringComparison.Ordinal));
    }

    /// <summary>How many records the load's producer was told are stored; the brokers' count stands in the next column.</summary>
    private static long Loaded(ChapterRun run)
    {
        long[] counts = [.. run.TableOf("volume-run")[0].Take(2).Select(c => long.Parse(c, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))];
        Assert.True(counts[0] > 0);
        Assert.Equal(counts[0], counts[1]);
        return counts[0];
    }

    /// <summary>All values on the axis that measures, of all traces; a bar that lies has them on x.</summary>
    private static double[] Ys(JsonElement chart) =>
    [
        .. chart.GetProperty("data").EnumerateArray().SelectMany(trace =>
        {
            string axis = trace.TryGetProperty("orientation", out JsonElement o) && o.GetString() == "h" ? "x" : "y";
            return trace.TryGetProperty(axis, out JsonElement values) && values.ValueKind == JsonValueKind.Array ? values.EnumerateArray().ToArray() : [];
        }).Where(v => v.ValueKind == JsonValueKind.Number).Select(v => v.GetDouble()),
    ];
}
