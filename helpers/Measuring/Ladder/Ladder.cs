using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>One run of one step.</summary>
/// <param name="Round">Which round of the ladder, from 1.</param>
/// <param name="Records">How many records were acknowledged, or read.</param>
/// <param name="Confirmed">The same by the brokers' own offsets.</param>
/// <param name="RecordsPerSecond">Records a second over the whole run.</param>
/// <param name="ProcessCpu">The CPU time that this process used meanwhile.</param>
public sealed record LadderRun(int Round, long Records, long Confirmed, double RecordsPerSecond, TimeSpan ProcessCpu)
{
    /// <summary>Seconds of this process's CPU time for a million records; 0 when there were none.</summary>
    public double CpuSecondsPerMillion => Records == 0 ? 0 : ProcessCpu.TotalSeconds / Records * 1e6;
}

/// <summary>How many times the rate of the step before: the middle of the rounds, each compared with its own.</summary>
/// <param name="Median">The middle one.</param>
/// <param name="Lowest">The round in which the step brought least.</param>
/// <param name="Highest">The round in which it brought most.</param>
public sealed record StepFactor(double Median, double Lowest, double Highest)
{
    /// <inheritdoc/>
    public override string ToString() => Lowest == Highest ? FormattableString.Invariant($"×{Median:0.0}") : FormattableString.Invariant($"×{Median:0.0} ({Lowest:0.0}–{Highest:0.0})");
}

/// <summary>A step and what it measured.</summary>
/// <param name="Step">The step.</param>
/// <param name="Runs">Its runs, by round.</param>
/// <param name="Factor">How many times the rate of the step before; null for the first.</param>
public sealed record LadderRung(LadderStep Step, IReadOnlyList<LadderRun> Runs, StepFactor? Factor)
{
    /// <summary>The middle rate of its runs, in records a second.</summary>
    public double RecordsPerSecond => Middle.Of(Runs.Select(r => r.RecordsPerSecond));

    /// <summary>The slowest run's rate.</summary>
    public double Lowest => Runs.Min(r => r.RecordsPerSecond);

    /// <summary>The fastest run's rate.</summary>
    public double Highest => Runs.Max(r => r.RecordsPerSecond);

    /// <summary>The brokers have as many records as the client was told, in every run.</summary>
    public bool Whole => Runs.All(r => r.Records == r.Confirmed);
}

/// <summary>A ladder of ways to send, climbed several times: what each step brought.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Ladder : IHtmlView
{
    internal Ladder(Cluster cluster, IReadOnlyList<LadderRung> rungs, int partitions, int replicas, int asked)
    {
        Kind = cluster.Kind;
        Brokers = cluster.BrokerIds.Count;
        Rungs = rungs;
        Partitions = partitions;
        Replicas = replicas;
        Asked = asked;
    }

    /// <summary>The steps, in the order in which they were climbed.</summary>
    public IReadOnlyList<LadderRung> Rungs { get; }

    /// <summary>What the brokers were.</summary>
    public ClusterKind Kind { get; }

    /// <summary>How many brokers there were.</summary>
    public int Brokers { get; }

    /// <summary>How many partitions the topic had.</summary>
    public int Partitions { get; }

    /// <summary>How many copies of each partition there were.</summary>
    public int Replicas { get; }

    /// <summary>How many rounds were asked for.</summary>
    public int Asked { get; }

    /// <summary>The computer that it was measured on.</summary>
    public Text On { get; } = Machine.Describe();

    /// <summary>The fastest step that sends; null when none does.</summary>
    public LadderRung? Fastest => Rungs.Where(r => r.Step.Load is not null).MaxBy(r => r.RecordsPerSecond);

    /// <summary>The brokers have as many records as the client was told, in every run.</summary>
    public bool Whole => Rungs.All(r => r.Whole);

    /// <summary>How far it is from here to millions of records a second.</summary>
    /// <param name="goal">How many records a second; by default 2,000,000, the least that "millions" can mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">The goal is not above 0.</exception>
    /// <exception cref="InvalidOperationException">No step sends.</exception>
    public Reach Reach(double goal = 2_000_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(goal);
        return new Reach(this, Fastest ?? throw new InvalidOperationException(
            new Text("보내는 단계가 없는 사다리로는 셈할 수 없다.", "A ladder without a step that sends cannot be computed with.").ToString()), goal);
    }

    /// <summary>A row for each run, with the columns step, round, records, confirmed, records_per_second, cpu_seconds_per_million.</summary>
    public DataFrame ToDataFrame()
    {
        (string Name, LadderRun Run)[] rows = [.. Rungs.SelectMany(r => r.Runs.Select(run => (r.Step.Name.ToString(), run)))];
        return new(
            new StringDataFrameColumn("step", rows.Select(r => r.Name)),
            new PrimitiveDataFrameColumn<int>("round", rows.Select(r => r.Run.Round)),
            new PrimitiveDataFrameColumn<long>("records", rows.Select(r => r.Run.Records)),
            new PrimitiveDataFrameColumn<long>("confirmed", rows.Select(r => r.Run.Confirmed)),
            new PrimitiveDataFrameColumn<double>("records_per_second", rows.Select(r => r.Run.RecordsPerSecond)),
            new PrimitiveDataFrameColumn<double>("cpu_seconds_per_million", rows.Select(r => r.Run.CpuSecondsPerMillion)));
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Sentence, Notes().Select(n => n.ToString()), Whole ? Tone.Good : Tone.Bad) + Html.Table(
        null,
        [Say("단계", "step"), Say("달라진 것", "what changed"), Say("초당 레코드", "records/s"), Say("가장 느린 – 빠른", "slowest – fastest"), Say("앞 단계의", "× the step before")],
        Rungs.Select(r => (IReadOnlyList<string>)
        [
            r.Step.Name.ToString(), r.Step.Change.ToString(), N(r.RecordsPerSecond), r.Runs.Count > 1 ? $"{N(r.Lowest)} – {N(r.Highest)}" : "–", r.Factor?.ToString() ?? "–",
        ]));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', new[] { Sentence }.Concat(Notes().Select(n => n.ToString())).Concat(Rungs.Select(r => $"{r.Step.Name}: {N(r.RecordsPerSecond)} {r.Factor}")));

    internal IEnumerable<Text> Notes()
    {
        yield return Conditions;
        yield return new($"이 컴퓨터: {On.Korean}", $"This computer: {On.English}");
        if (Kind == ClusterKind.Embedded)
        {
            yield return new(
                "내장 클러스터에는 복제도 디스크도 없다: 여기서 보이는 것은 클라이언트가 낼 수 있는 속도뿐이다.",
                "The embedded cluster has neither replicas nor a disk: all that shows here is how fast a client can be.");
        }

        if (Rounds < Asked)
        {
            yield return new($"시간이 모자라 {Asked}번 가운데 {Rounds}번만 올랐다.", $"Only {Rounds} of {Asked} rounds: there was no time for more.");
        }

        if (Whole)
        {
            string all = Payloads.Number(Rungs.SelectMany(r => r.Runs).Sum(r => r.Confirmed));
            yield return new($"클라이언트가 센 수와 브로커가 센 수가 실행마다 같다: 모두 {all}건.", $"In every run the client's count and the brokers' are the same: {all} records in all.");
        }
        else
        {
            yield return new("클라이언트가 센 수와 브로커가 센 수가 다르다. 이 결과를 믿으면 안 된다.", "The client's count and the brokers' differ: do not trust this result.");
        }
    }

    internal Text Conditions => Kind == ClusterKind.Embedded
        ? new($"내장 클러스터, 파티션 {Partitions}, {Rounds}번 되풀이", $"embedded cluster, {Partitions} partitions, {Rounds} round{(Rounds == 1 ? "" : "s")}")
        : new($"클러스터 {Kind}, 파티션 {Partitions}, 복제본 {Replicas}, {Rounds}번 되풀이", $"cluster {Kind}, {Partitions} partitions, {Replicas} replicas, {Rounds} round{(Rounds == 1 ? "" : "s")}");

    private int Rounds => Rungs.Count == 0 ? 0 : Rungs.Max(r => r.Runs.Count);

    private string Sentence => Fastest is not { } best ? Say("보내는 단계가 없다.", "No step sends.") : Say(
        $"가장 빠르게 쓴 것은 '{best.Step.Name.Korean}': 초당 {N(best.RecordsPerSecond)}건",
        $"Fastest at writing: '{best.Step.Name.English}', {N(best.RecordsPerSecond)} records a second");

    private static string N(double value) => Payloads.Number((long)Math.Round(value));

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>The middle of some numbers.</summary>
internal static class Middle
{
    public static double Of(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted.Length == 0 ? 0 : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
