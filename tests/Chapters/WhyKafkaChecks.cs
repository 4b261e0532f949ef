using System.Globalization;
using System.Text.Json;
using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>What chapter 5 has to show, whatever the cluster; and what only real brokers show.</summary>
internal static class WhyKafkaChecks
{
    /// <summary>Cells that an embedded cluster answers with a boxed note.</summary>
    public static IReadOnlyList<string> Refused { get; } = ["compact-topic", "exactly-killed"];

    /// <summary>Cells that go on from those, and say in one line that they were skipped.</summary>
    public static IReadOnlyList<string> Skipped { get; } =
        ["compact-run", "compact-compare", "compact-diagram", "compact-confirm", "exactly-table", "exactly-diagram", "exactly-confirm"];

    /// <summary>What every cluster shows.</summary>
    public static void Everywhere(ChapterRun run, bool realBrokers)
    {
        Coupling(run);
        Burst(run);
        Ledger(run);
        Hub(run);
        KilledWithoutTransactions(run);
        Pictures(run);
        Findings(run, realBrokers);
    }

    /// <summary>The shop by calls and by events: errors, what was done in the end, and the code that changed.</summary>
    public static void Coupling(ChapterRun run)
    {
        Assert.Equal(["payment 60", "stock 60", "notification 40"], run.TableOf("calls-run").Select(r => $"{r[0]} {r[1]}"));
        Assert.Contains("주문 60건 가운데 20건이 손님에게 오류로 보였다.", run.TextOf("calls-run"), StringComparison.Ordinal);
        Assert.Contains("결과 20.", run.TextOf("calls-compare"), StringComparison.Ordinal);

        Assert.Equal(["payment 60 60", "stock 60 60", "notification 60 60"], run.TableOf("events-run").Select(r => $"{r[0]} {r[1]} {r[4]}"));
        Assert.Contains("주문 60건 가운데 0건이 손님에게 오류로 보였다.", run.TextOf("events-run"), StringComparison.Ordinal);
        Assert.Equal(run.TableOf("calls-run")[0][3], run.TableOf("events-run")[0][3]);

        IReadOnlyList<IReadOnlyList<string>> beside = run.TableOf("coupling-table");
        Assert.Equal(["60", "60"], beside[0].Skip(1));
        Assert.Equal(["20", "0"], beside[1].Skip(1));
        Assert.Equal(["20", "0"], beside[^1].Skip(1));

        Assert.Contains("바뀐 줄: 1 (늘어난 줄 1, 없어진 줄 0)", run.TextOf("later-calls"), StringComparison.Ordinal);
        Assert.Contains("+ await call.PostAsync(points, order);", run.TextOf("later-calls"), StringComparison.Ordinal);
        Assert.Equal("80", run.TableOf("later-events").Single(r => r[0] == "points")[4]);
        Assert.Contains("바뀐 줄: 0. 같은 코드가 그대로 돌았다.", run.TextOf("later-change"), StringComparison.Ordinal);
        Assert.Contains("ReadInAll = 80", run.TextOf("later-confirm"), StringComparison.Ordinal);

        Assert.Contains("\"coupon\":\"SPRING\"", run.TextOf("field-sample"), StringComparison.Ordinal);
        Assert.All(run.TableOf("field-run"), r => Assert.Equal("0", r[2]));
        Assert.Equal(["100", "0", "20", "100"], run.TableOf("field-run").Single(r => r[0] == "coupon").Skip(1));
    }

    /// <summary>The burst: nobody got an error with events, and everything that came was done by the brokers' count.</summary>
    public static void Burst(ChapterRun run)
    {
        Dictionary<string, string> calls = Values("burst-calls"), events = Values("burst-events");
        Assert.True(Number(calls["손님이 본 오류"]) > 0, "the burst did no harm to calls");
        Assert.Equal("0", events["손님이 본 오류"]);
        Assert.Equal(events["주문"], events["처리한 주문"]);
        Assert.True(Number(events["가장 많이 밀린 주문"]) >= 100);
        Prediction(events);
        Assert.Contains("rushEvents.Read", run.TextOf("burst-confirm"), StringComparison.Ordinal);

        Dictionary<string, string> Values(string id) => run.TableOf(id).ToDictionary(r => r[0], r => r[1]);
    }

    /// <summary>The prediction follows from what had been measured when the burst ended, and how far off it was stands beside it.</summary>
    private static void Prediction(Dictionary<string, string> events)
    {
        double measured = Seconds(events["다 따라잡는 데 걸린 시간(측정)"]);
        Assert.True(measured > 0);
        double spare = Rate("폭주 전에 재어 셈한, 1초에 처리할 수 있는 주문") - Rate("폭주 전에 1초에 들어온 주문");
        if (spare < 2)
        {
            // A machine so busy that even in calm the service was no faster than its customers: nothing can be foretold, and that is what it says.
            return;
        }

        double predicted = Seconds(events["다 따라잡는 데 걸릴 시간(예측)"]);
        Assert.InRange(predicted, 0.01, (Number(events["폭주가 끝났을 때 밀려 있던 주문"]) + 1) / (spare - 1));
        Assert.Equal(measured - predicted, Seconds(events["측정 − 예측"].Split(" (")[0]), 0.011);

        double Rate(string row) => double.Parse(events[row], CultureInfo.InvariantCulture);
        static double Seconds(string text) => double.Parse(text[..^2], CultureInfo.InvariantCulture);
    }

    /// <summary>Replay: the mistaken rule is seen, the mended one agrees with the book, now and then.</summary>
    public static void Ledger(ChapterRun run)
    {
        Assert.Contains("log.Records.Count = 200", run.TextOf("ledger-send"), StringComparison.Ordinal);
        Assert.Contains(run.TableOf("ledger-wrong"), r => r[3] != "0");
        Assert.Equal(4, run.TableOf("ledger-mended").Count);
        Assert.All(run.TableOf("ledger-mended").Concat(run.TableOf("ledger-asof")), r => Assert.Equal((r[1], "0"), (r[2], r[3])));
        Assert.NotEqual(run.TableOf("ledger-mended").Select(r => r[1]), run.TableOf("ledger-asof").Select(r => r[1]));
        Assert.Equal(6, run.TableOf("ledger-audit").Count);
    }

    /// <summary>The flow as it was measured: 60 orders, 240 events written, 540 read.</summary>
    public static void Hub(ChapterRun run)
    {
        Assert.Equal(
            [
                "order-placed | order 60 | payment 60, stock 60, notification 60, audit 60", "order-paid | payment 60 | notification 60, points 60, audit 60",
                "stock-taken | stock 60 | audit 60", "points-given | points 60 | audit 60",
            ],
            run.TableOf("hub-run").Select(r => string.Join(" | ", r)));
        Assert.Contains("결과 540.", run.TextOf("hub-compare"), StringComparison.Ordinal);
    }

    /// <summary>The program that was really killed, without transactions: seven receipts twice, none missing.</summary>
    public static void KilledWithoutTransactions(ChapterRun run)
    {
        Assert.Equal(["40", "47", "47", "7", "0"], run.TableOf("exactly-plain")[0].Skip(1));
        Assert.Contains("결과 47.", run.TextOf("exactly-compare"), StringComparison.Ordinal);
        IReadOnlyList<string> strip = run.DrawingOf("exactly-plain-diagram");

        // A cell's text comes behind its tip: the offset and the order.
        Assert.Equal(2, strip.Count(t => t.EndsWith("O000021" + "21", StringComparison.Ordinal)));
        Assert.Equal(1, strip.Count(t => t.EndsWith("O000028" + "28", StringComparison.Ordinal)));
    }

    /// <summary>Each picture is there and carries this run's data.</summary>
    public static void Pictures(ChapterRun run)
    {
        // Wait points, and the last line of each panel reaches what the service did.
        JsonElement calls = run.ChartOf("calls-chart"), events = run.ChartOf("events-chart");
        Assert.Equal(40, Trace(calls, "notification").Max());
        Assert.Equal(60, Trace(events, "notification").Max());
        Assert.Equal(20, Trace(calls, "오류가 난 주문").Count);
        Assert.Empty(Trace(events, "오류가 난 주문"));

        Assert.Contains("40건 처리, 20건 못 함", run.DrawingOf("calls-diagram"));
        Assert.Contains("orders", run.DrawingOf("events-diagram"));
        Assert.Contains("60건 처리, 멈췄다가", run.DrawingOf("events-diagram"));

        JsonElement rates = run.ChartOf("burst-chart");
        Assert.True(Trace(rates, "들어온 주문").Max() > 250);
        Assert.True(Trace(rates, "브로커가 아는 지연").Max() > 50);
        Assert.NotEmpty(Trace(run.ChartOf("burst-waits"), "오류가 난 주문"));

        Assert.Equal(4, run.ChartOf("ledger-chart").GetProperty("data").GetArrayLength());
        IReadOnlyList<string> hub = run.DrawingOf("hub-diagram");
        Assert.All(new[] { "Kafka", "order-placed", "order-paid", "stock-taken", "points-given", "240건 읽음", "120건 읽음" }, t => Assert.Contains(t, hub));
        Assert.Contains(run.DrawingOf("hub-calls"), t => t.Contains("화살표 9개", StringComparison.Ordinal));
    }

    /// <summary>The closing table contradicts nothing and has every claim of the section.</summary>
    public static void Findings(ChapterRun run, bool realBrokers)
    {
        IReadOnlyList<IReadOnlyList<string>> rows = run.TableOf("findings");
        Assert.Equal(7, rows.Count);
        Assert.All(rows, r => Assert.Equal("§5", r[0]));
        Assert.DoesNotContain(rows, r => r[3].Contains('✗', StringComparison.Ordinal));
        Assert.Equal(realBrokers ? 7 : 5, rows.Count(r => r[3].Contains('✓', StringComparison.Ordinal)));
        Assert.Contains(rows, r => r[2].Contains("호출 20건, 이벤트 0건", StringComparison.Ordinal) && r[2].Contains("호출 1줄, 이벤트 0줄", StringComparison.Ordinal));
    }

    /// <summary>Real brokers: five of sixty are left, the table is as it was, and the picture keeps their offsets.</summary>
    public static void Compaction(ChapterRun run)
    {
        Assert.Contains("60건이 5건으로 줄었다", run.TextOf("compact-run"), StringComparison.Ordinal);
        Assert.Contains("키마다 마지막 값은 그대로다", run.TextOf("compact-run"), StringComparison.Ordinal);
        IReadOnlyList<IReadOnlyList<string>> keys = run.TableOf("compact-run");
        Assert.Equal((4, 60L, 5L), (keys.Count, keys.Sum(r => Number(r[1])), keys.Sum(r => Number(r[2]))));
        Assert.Contains("결과 5.", run.TextOf("compact-compare"), StringComparison.Ordinal);
        Assert.Contains("읽어서 5건, 오프셋은 바뀌지 않는다", run.DrawingOf("compact-diagram"));
    }

    /// <summary>Real brokers: with transactions nothing comes twice and nothing is missing, whatever happens, and what was taken back is still in the log.</summary>
    public static void Transactions(ChapterRun run)
    {
        IReadOnlyList<IReadOnlyList<string>> rows = run.TableOf("exactly-table");
        Assert.Equal(4, rows.Count);
        Assert.All(rows.Skip(1), r => Assert.Equal(["40", "47", "40", "0", "0"], r.Skip(1)));
        string text = run.TextOf("exactly-table");
        Assert.Contains("트랜잭션, 강제 종료: 사고가 난 바로 그때 읽어 보니 read_uncommitted로 27건, read_committed로 20건이 보였다.", text, StringComparison.Ordinal);
        Assert.Contains("브로커가 거절했다: Local_Fenced", text, StringComparison.Ordinal);
        Assert.Equal(3, run.DrawingOf("exactly-diagram").Count(t => t == "유효한 결과 40건, 취소된 결과 7건, 표시 5개"));
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    // The values of a trace by its name; several of a name together, none when there is no such trace.
    private static IReadOnlyList<double> Trace(JsonElement chart, string name) =>
    [
        .. chart.GetProperty("data").EnumerateArray().Where(t => t.TryGetProperty("name", out JsonElement n) && n.GetString() == name)
            .SelectMany(t => t.GetProperty("y").EnumerateArray()).Where(v => v.ValueKind == JsonValueKind.Number).Select(v => v.GetDouble()),
    ];
}
