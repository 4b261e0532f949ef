using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>One run of ours of one of LinkedIn's tests.</summary>
/// <param name="RecordsPerSecond">The rate.</param>
/// <param name="Records">How many records were acknowledged, or read.</param>
/// <param name="Confirmed">The same by the brokers' own offsets.</param>
public sealed record LinkedInRun(double RecordsPerSecond, long Records, long Confirmed);

/// <summary>One of LinkedIn's tests of 2014 that measured a rate, and our runs of it.</summary>
/// <param name="Name">What it does.</param>
/// <param name="ShortName">The same for an axis.</param>
/// <param name="Theirs">LinkedIn's figure, in records a second.</param>
/// <param name="Runs">Our runs; none when this cluster cannot show it.</param>
/// <param name="WhyNot">Why there are none, or null.</param>
public sealed record LinkedInTest(Text Name, Text ShortName, double Theirs, IReadOnlyList<LinkedInRun> Runs, Text? WhyNot)
{
    /// <summary>Whether it measured consumers alone.</summary>
    public bool ReadsOnly { get; init; }

    /// <summary>The middle of our runs, in records a second; null without any.</summary>
    public double? Ours => Runs.Count == 0 ? null : Middle.Of(Runs.Select(r => r.RecordsPerSecond));

    /// <summary>Ours as a multiple of theirs; null without any.</summary>
    public double? Times => Ours / Theirs;
}

/// <summary>LinkedIn's time from end to end, and ours: from a producer's call to the consumer's having the record, one record at a time.</summary>
/// <param name="Theirs">LinkedIn's points: the percentile and the milliseconds.</param>
/// <param name="Ours">Ours, of all records; null when this cluster cannot show it.</param>
/// <param name="WhyNot">Why there is none, or null.</param>
public sealed record LinkedInLatency(IReadOnlyList<LatencyPoint> Theirs, LatencyDistribution? Ours, Text? WhyNot);

/// <summary>LinkedIn's tests of 2014, all eight figures, beside ours.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class LinkedIn2014 : IHtmlView
{
    internal LinkedIn2014(Cluster cluster, IReadOnlyList<LinkedInTest> tests, LinkedInLatency latency)
    {
        Kind = cluster.Kind;
        Tests = tests;
        Latency = latency;
    }

    /// <summary>What the brokers were here.</summary>
    public ClusterKind Kind { get; }

    /// <summary>The seven tests that measured a rate.</summary>
    public IReadOnlyList<LinkedInTest> Tests { get; }

    /// <summary>The eighth: the time from end to end.</summary>
    public LinkedInLatency Latency { get; }

    /// <summary>Their computers.</summary>
    public Text TheirMachines { get; } = new(
        "LinkedIn 2014: 브로커 3대, 저마다 코어 6개(Xeon 2.5 GHz), 디스크 6개, 메모리 32 GB, 1 Gb 이더넷. 클라이언트는 다른 3대에 있었다.",
        "LinkedIn 2014: 3 brokers with 6 cores (Xeon 2.5 GHz), 6 disks, 32 GB and 1 Gb Ethernet each; the clients were on 3 other machines.");

    /// <summary>Our computer.</summary>
    public Text OurMachine
    {
        get
        {
            Text here = Machine.Describe();
            return Kind switch
            {
                ClusterKind.Embedded => new($"여기: {here.Korean}. 브로커는 이 프로세스 안의 모의 브로커다: 복제도 디스크도 없다.", $"Here: {here.English}. The brokers are mocks in this process, without replicas and disks."),
                ClusterKind.External => new($"여기(클라이언트): {here.Korean}. 브로커는 다른 곳에 있다.", $"Here (the client): {here.English}. The brokers are elsewhere."),
                _ => new($"여기: {here.Korean}. 브로커 셋과 클라이언트가 이 한 대를 나눠 쓴다.", $"Here: {here.English}. Three brokers and the client share this one machine."),
            };
        }
    }

    /// <summary>How ours were run.</summary>
    public Text Conditions { get; } = new(
        "레코드 100 B(임의의 바이트), 파티션 6, 배치 1 MB, linger 5 ms, 압축 없음. '비동기'는 acks=1, '동기'는 acks=all이다. 우리 것은 한 번에 1초 남짓, LinkedIn은 5천만 건이다.",
        "Records of 100 B (random bytes), 6 partitions, batches of 1 MB, linger 5 ms, no compression. 'Asynchronous' is acks=1, 'synchronous' is acks=all. Ours run a little over a second each, LinkedIn's 50 million records.");

    /// <summary>The brokers have as many records as the clients were told, in every run.</summary>
    public bool Whole => Tests.SelectMany(t => t.Runs).All(r => r.Records == r.Confirmed);

    /// <summary>
    /// A row for each of our runs, or one without a figure for a test that did not run, with the columns test, theirs, ours, times; the time from end to end in
    /// milliseconds.
    /// </summary>
    public DataFrame ToDataFrame()
    {
        List<(string Test, double Theirs, double? Ours)> rows =
        [
            .. Tests.SelectMany(t => t.Runs.Count == 0 ? [(t.Name.ToString(), t.Theirs, null)] : t.Runs.Select(r => (t.Name.ToString(), t.Theirs, (double?)r.RecordsPerSecond))),
            .. Latency.Theirs.Select(p => (EndToEnd(p.Percentile), p.Milliseconds, Latency.Ours?.At(p.Percentile))),
        ];
        return new(
            new StringDataFrameColumn("test", rows.Select(r => r.Test)),
            new PrimitiveDataFrameColumn<double>("theirs", rows.Select(r => r.Theirs)),
            new PrimitiveDataFrameColumn<double>("ours", rows.Select(r => r.Ours)),
            new PrimitiveDataFrameColumn<double>("times", rows.Select(r => r.Ours / r.Theirs)));
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Sentence, Notes().Select(n => n.ToString()), Whole ? Tone.Calm : Tone.Bad)
        + Html.Table(
            Say("초당 레코드", "Records a second"),
            [Say("시험", "test"), "LinkedIn 2014", Say("여기 (가운뎃값)", "here (median)"), Say("실행마다", "each run"), Say("몇 배", "times")],
            Tests.Select(t => (IReadOnlyList<string>)[t.Name.ToString(), N(t.Theirs), t.Ours is { } ours ? N(ours) : "–", t.WhyNot?.ToString() ?? string.Join(" · ", t.Runs.Select(r => N(r.RecordsPerSecond))), Times(t.Times)]))
        + Html.Table(
            Say("끝에서 끝까지 걸린 시간", "Time from end to end"),
            [Say("백분위", "percentile"), "LinkedIn 2014", Say("여기", "here")],
            Latency.Theirs.Select(p => (IReadOnlyList<string>)[$"p{p.Percentile.ToString(System.Globalization.CultureInfo.InvariantCulture)}", $"{LatencyDistribution.Ms(p.Milliseconds)} ms", Latency.Ours is { } ours ? $"{LatencyDistribution.Ms(ours.At(p.Percentile))} ms" : "–"]));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', new[] { Sentence }.Concat(Notes().Select(n => n.ToString()))
        .Concat(Tests.Select(t => $"{t.Name}: {N(t.Theirs)} → {(t.Ours is { } ours ? N(ours) : t.WhyNot?.ToString())}"))
        .Concat(Latency.Theirs.Select(p => $"{EndToEnd(p.Percentile)}: {LatencyDistribution.Ms(p.Milliseconds)} → {(Latency.Ours is { } ours ? LatencyDistribution.Ms(ours.At(p.Percentile)) : "–")}")));

    internal static string EndToEnd(double percentile) => FormattableString.Invariant($"{Say("끝에서 끝까지", "end to end")} p{percentile} (ms)");

    private string Sentence => Tests.Where(t => t.Times is not null).ToArray() is { Length: > 0 } ran
        ? Say(
            $"시험 {ran.Length}가지 가운데 {ran.Count(t => t.Times >= 1)}가지에서 이 컴퓨터가 LinkedIn의 2014년 수치를 넘었다",
            $"In {ran.Count(t => t.Times >= 1)} of {ran.Length} tests this computer was beyond LinkedIn's figure of 2014")
        : Say("이 클러스터에서 할 수 있는 시험이 없다", "No test can be run on this cluster");

    private IEnumerable<Text> Notes()
    {
        yield return TheirMachines;
        yield return OurMachine;
        yield return Conditions;
        if (Latency.Ours is { } ours)
        {
            yield return new(
                $"끝에서 끝까지: 한 건씩 보내고 받기를 {Payloads.Number(ours.Count)}번 했다.", $"End to end: {Payloads.Number(ours.Count)} records, one at a time.");
        }

        if (Latency.WhyNot is { } why)
        {
            yield return why;
        }

        if (!Whole)
        {
            yield return new("클라이언트가 센 수와 브로커가 센 수가 다르다. 이 결과를 믿으면 안 된다.", "The client's count and the brokers' differ: do not trust this result.");
        }
    }

    private static string Times(double? times) => times is { } value ? FormattableString.Invariant($"{value:0.00}") : "–";

    private static string N(double value) => Payloads.Number((long)Math.Round(value));

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}
