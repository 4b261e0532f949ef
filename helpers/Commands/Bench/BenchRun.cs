using KafkaWorkbook.Measuring;

namespace KafkaWorkbook.Commands.Bench;

/// <summary>One run of one side.</summary>
/// <param name="Records">How many records it says it sent or read.</param>
/// <param name="Confirmed">How many the brokers have by their offsets.</param>
/// <param name="RecordsPerSecond">Its rate, by its own clock.</param>
/// <param name="CpuSeconds">The CPU time of its whole process, from its start to its end.</param>
internal sealed record BenchRun(long Records, long Confirmed, double RecordsPerSecond, double CpuSeconds)
{
    public bool Whole => Records == Confirmed;
}

/// <summary>A run of each side, one right after the other.</summary>
/// <param name="Java">Kafka's tool.</param>
/// <param name="Ours">The workbook's client.</param>
internal sealed record BenchPair(BenchRun Java, BenchRun Ours);

/// <summary>Middle and ends of some numbers.</summary>
internal readonly record struct BenchSpread(double Median, double Lowest, double Highest)
{
    public static BenchSpread Of(IEnumerable<double> numbers)
    {
        double[] all = [.. numbers];
        return all.Length == 0 ? default : new BenchSpread(Middle.Of(all), all.Min(), all.Max());
    }
}

/// <summary>What a process of each side costs before it does anything: a run of a hundred records, in seconds of CPU time.</summary>
internal sealed record BenchStart(double Java, double Ours);

/// <summary>A comparison and what came of it.</summary>
internal sealed record BenchRow(BenchCase Case, IReadOnlyList<BenchPair> Pairs, BenchStart Start)
{
    private const double LeastOverStart = 1.2;

    public BenchSpread JavaRate => BenchSpread.Of(Pairs.Select(p => p.Java.RecordsPerSecond));

    public BenchSpread OurRate => BenchSpread.Of(Pairs.Select(p => p.Ours.RecordsPerSecond));

    /// <summary>Our rate as a multiple of Java's, pair by pair.</summary>
    public BenchSpread RateRatio => BenchSpread.Of(Pairs.Where(p => p.Java.RecordsPerSecond > 0).Select(p => p.Ours.RecordsPerSecond / p.Java.RecordsPerSecond));

    /// <summary>CPU seconds for a million records, of the whole process.</summary>
    public BenchSpread JavaCpu => BenchSpread.Of(Pairs.Select(p => PerMillion(p.Java, 0)));

    public BenchSpread OurCpu => BenchSpread.Of(Pairs.Select(p => PerMillion(p.Ours, 0)));

    /// <summary>Our CPU time as a multiple of Java's, pair by pair, of whole processes.</summary>
    public BenchSpread CpuRatio => BenchSpread.Of(Pairs.Select(p => PerMillion(p.Ours, 0) / PerMillion(p.Java, 0)));

    /// <summary>
    /// The same without what each process costs before it does anything, which weighs more in a short run than in a long one; null where hardly anything else was left.
    /// </summary>
    public BenchSpread? CpuRatioWithoutStart => Pairs.All(p => p.Java.CpuSeconds > Start.Java * LeastOverStart && p.Ours.CpuSeconds > Start.Ours * LeastOverStart)
        ? BenchSpread.Of(Pairs.Select(p => PerMillion(p.Ours, Start.Ours) / PerMillion(p.Java, Start.Java)))
        : null;

    /// <summary>Each side's count and the brokers' are the same in every run.</summary>
    public bool Whole => Pairs.All(p => p.Java.Whole && p.Ours.Whole);

    public bool? RateReached => Case.Goal.Rate is { } goal ? RateRatio.Median >= goal : null;

    public bool? CpuReached => Case.Goal.Cpu is { } goal ? CpuRatio.Median <= goal : null;

    private static double PerMillion(BenchRun run, double start) => (run.CpuSeconds - start) / run.Records * 1e6;
}

/// <summary>A whole bench.</summary>
internal sealed record BenchResult(
    DateTimeOffset At, string Cluster, string Kafka, string Java, string Machine, int Pairs, bool Quick, IReadOnlyList<BenchRow> Rows, IReadOnlyList<BenchRun> Million)
{
    public BenchSpread MillionRate => BenchSpread.Of(Million.Select(r => r.RecordsPerSecond));

    public bool Whole => Rows.All(r => r.Whole) && Million.All(r => r.Whole);
}
