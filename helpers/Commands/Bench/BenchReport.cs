using System.Globalization;
using System.Text;
using System.Text.Json;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Bench;

/// <summary>A bench as a table on the screen, as Markdown, and as JSON with every single run.</summary>
internal static class BenchReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The heads of the table of rates, in records a second.</summary>
    public static Text[] RateHeads { get; } =
        [new("처리량", "rate"), Text.Same("Java /s"), new("워크북 /s", "workbook /s"), new("비 (최소–최대)", "ratio (min–max)"), new("목표", "goal")];

    /// <summary>The heads of the table of CPU seconds for a million records.</summary>
    public static Text[] CpuHeads { get; } =
        [new("백만 건의 CPU", "CPU for a million"), Text.Same("Java s"), new("워크북 s", "workbook s"), new("비 (최소–최대)", "ratio (min–max)"), new("시작 비용 빼고", "without start"), new("목표", "goal")];

    /// <summary>A comparison's rates as a row.</summary>
    public static string[] RateCells(BenchRow row) =>
        [row.Case.Name.ToString(), N(row.JavaRate.Median), N(row.OurRate.Median), Ratio(row.RateRatio), Goal(row, row.RateReached, "≥", row.Case.Goal.Rate)];

    /// <summary>A comparison's CPU seconds as a row.</summary>
    public static string[] CpuCells(BenchRow row) =>
    [
        row.Case.Name.ToString(), Two(row.JavaCpu.Median), Two(row.OurCpu.Median), Ratio(row.CpuRatio), row.CpuRatioWithoutStart is { } net ? Two(net.Median) : "–",
        Goal(row, row.CpuReached, "≤", row.Case.Goal.Cpu),
    ];

    /// <summary>One pair as it comes in.</summary>
    public static Text Line(BenchCase bench, int number, BenchPair pair) => new(
        $"{bench.Name.Korean} {number}: Java {N(pair.Java.RecordsPerSecond)}/초, 워크북 {N(pair.Ours.RecordsPerSecond)}/초 ({Two(pair.Ours.RecordsPerSecond / pair.Java.RecordsPerSecond)}배)",
        $"{bench.Name.English} {number}: Java {N(pair.Java.RecordsPerSecond)}/s, workbook {N(pair.Ours.RecordsPerSecond)}/s (×{Two(pair.Ours.RecordsPerSecond / pair.Java.RecordsPerSecond)})");

    /// <summary>One run of the million.</summary>
    public static Text Line(int number, BenchRun run) => new(
        $"C# 클라이언트 하나 {number}: 초당 {N(run.RecordsPerSecond)}건, {N(run.Confirmed)}건 확인, CPU {Two(run.CpuSeconds / run.Records * 1e6)} s/백만",
        $"one C# client {number}: {N(run.RecordsPerSecond)} records/s, {N(run.Confirmed)} confirmed, CPU {Two(run.CpuSeconds / run.Records * 1e6)} s/M");

    /// <summary>What the million came to.</summary>
    public static Text Million(BenchResult result)
    {
        string bytes = N(result.Million.Sum(r => r.Confirmed));
        BenchSpread rate = result.MillionRate;
        string mark = rate.Median >= BenchPlan.MillionGoal ? "✓" : "✗";
        return new(
            $"{mark} C# 클라이언트 하나, JSON 100 B, lz4, 복제 3, acks=all: 초당 {N(rate.Median)}건 ({N(rate.Lowest)}–{N(rate.Highest)}, {result.Million.Count}번), 브로커가 확인한 {bytes}건. 목표: 초당 {N(BenchPlan.MillionGoal)}건",
            $"{mark} One C# client, 100 B of JSON, lz4, 3 copies, acks=all: {N(rate.Median)} records/s ({N(rate.Lowest)}–{N(rate.Highest)}, {result.Million.Count} run{(result.Million.Count == 1 ? "" : "s")}), {bytes} confirmed by the brokers. Goal: {N(BenchPlan.MillionGoal)} records/s");
    }

    /// <summary>How it was measured.</summary>
    public static IReadOnlyList<Text> Conditions(BenchResult result) =>
    [
        new($"{result.Cluster}, Kafka {result.Kafka}, Java {result.Java}; {result.Machine}; {At(result)}{(result.Quick ? "; 빠른 시험(레코드 1/10)" : "")}",
            $"{result.Cluster}, Kafka {result.Kafka}, Java {result.Java}; {result.Machine}; {At(result)}{(result.Quick ? "; quick (a tenth of the records)" : "")}"),
        new($"짝 {result.Pairs}개씩, 번갈아 먼저. 파티션 {BenchPlan.Partitions}, acks=all, 처리 중 요청 5, 멱등 끔, 버퍼 64 MB. 표의 값은 가운뎃값, 비는 짝마다 셈한 것이다.",
            $"{result.Pairs} pair{(result.Pairs == 1 ? "" : "s")} each, who begins alternates. {BenchPlan.Partitions} partitions, acks=all, 5 requests in flight, no idempotence, 64 MB of buffer. The values are medians, ratios are taken pair by pair."),
        new("CPU는 시작부터 끝까지 프로세스 전체(JVM과 .NET의 시작도)의 시간이다. '시작 비용 빼고'는 100건만 처리한 실행의 CPU를 양쪽에서 뺀 비다.",
            "CPU is that of the whole process from start to end, the JVM's and .NET's start included. 'Without start' takes off what a run of 100 records costs on each side."),
        new("Java: 배포판의 kafka-producer-perf-test(--payload-file, 준비된 레코드)와 kafka-consumer-perf-test(그룹에 들어가는 시간은 뺐다: Java에 유리하게).",
            "Java: the distribution's kafka-producer-perf-test (--payload-file, prepared records) and kafka-consumer-perf-test (without the time to join the group, in Java's favour)."),
    ];

    public static string Markdown(BenchResult result)
    {
        StringBuilder text = new();
        AddTable(text, RateHeads, result.Rows.Select(RateCells));
        AddTable(text, CpuHeads, result.Rows.Select(CpuCells));
        if (result.Million.Count > 0)
        {
            text.Append(Million(result)).Append("\n\n");
        }

        text.AppendJoin('\n', Conditions(result).Select(c => $"- {c}")).Append('\n');
        return text.ToString();
    }

    public static string Json(BenchResult result) => JsonSerializer.Serialize(
        new
        {
            result.At,
            result.Cluster,
            result.Kafka,
            result.Java,
            result.Machine,
            result.Pairs,
            result.Quick,
            result.Whole,
            Rows = result.Rows.Select(r => new
            {
                r.Case.Id,
                Name = r.Case.Name.English,
                r.Case.Records,
                r.Case.Load.RecordBytes,
                r.Case.ReplicationFactor,
                r.JavaRate,
                r.OurRate,
                r.RateRatio,
                r.JavaCpu,
                r.OurCpu,
                r.CpuRatio,
                r.CpuRatioWithoutStart,
                r.Start,
                r.Case.Goal,
                r.RateReached,
                r.CpuReached,
                Runs = r.Pairs,
            }),
            Million = new { Goal = BenchPlan.MillionGoal, Rate = result.MillionRate, Runs = result.Million },
        },
        Indented);

    private static void AddTable(StringBuilder text, Text[] heads, IEnumerable<string[]> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", heads)} |\n|{string.Concat(heads.Select(_ => " --- |"))}\n");
        foreach (string[] row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        }

        text.Append('\n');
    }

    private static string Goal(BenchRow row, bool? reached, string sign, double? goal) =>
        !row.Whole ? new Text("개수가 다르다!", "counts differ!").ToString()
        : reached is { } done && goal is { } value ? $"{Mark(done)} {sign} {One(value)}"
        : "–";

    private static string Mark(bool reached) => reached ? "✓" : "✗";

    private static string Ratio(BenchSpread spread) => $"{Two(spread.Median)} ({Two(spread.Lowest)}–{Two(spread.Highest)})";

    private static string At(BenchResult result) => result.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string N(double value) => Payloads.Number((long)Math.Round(value));

    private static string One(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
