using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of how records spread over partitions.</summary>
internal static class DistributionCharts
{
    /// <summary>From this skew on the fullest partition is pointed at.</summary>
    private const double Uneven = 1.5;

    /// <summary>From here on the totals differ too much to compare counts.</summary>
    private const double MostApart = 1.5;

    public static ChartSpec Of(PartitionDistribution distribution)
    {
        bool several = distribution.Partitions.Count > 1 && distribution.Total > 0, uneven = several && distribution.Skew >= Uneven;
        long most = distribution.Partitions.Max(p => p.Records);
        string mean = Ticks.Write(Math.Round(distribution.Mean, 1));
        BarSeries bars = new(new Text("레코드", "records").ToString(), Values(distribution))
        {
            BarColours = uneven ? [.. distribution.Partitions.Select(p => p.Records == most ? ChartColour.Red : (ChartColour?)null)] : [],
        };
        ChartPanel panel = new(Records(), [bars])
        {
            Levels = several ? [new(distribution.Mean, new Text($"고르게 나누면 {mean}건", $"an even share: {mean}").ToString())] : [],
        };
        return new(Title(distribution, uneven, most).ToString(), Describe("", distribution).ToString(), Axis(distribution.Partitions.Count), [panel]);
    }

    public static ChartSpec Of(IReadOnlyList<(string Name, PartitionDistribution Distribution)> all)
    {
        (string Name, PartitionDistribution Distribution) even = all.MinBy(a => a.Distribution.Skew), uneven = all.MaxBy(a => a.Distribution.Skew);
        string skew = Skew(uneven.Distribution);
        Text title = new(
            $"가장 고른 것은 {even.Name}, 가장 쏠린 것은 {uneven.Name} (고르게 나눈 것의 {skew}배)", $"Most even: {even.Name}. Least even: {uneven.Name} ({skew} times an even share)");
        Text alt = new(string.Join(' ', all.Select(a => Describe(a.Name, a.Distribution).Korean)), string.Join(' ', all.Select(a => Describe(a.Name, a.Distribution).English)));

        // Spread is what is compared: counts of very different sizes would hide it.
        long least = all.Min(a => a.Distribution.Total), most = all.Max(a => a.Distribution.Total);
        bool shares = least > 0 && most > MostApart * least;
        ChartAxis values = shares ? new(new Text("레코드의 비율", "Share of the records").ToString(), "%") : Records();
        return new(title.ToString(), alt.ToString(), Axis(all.Max(a => a.Distribution.Partitions.Count)), values, [.. all.Select(a => new BarSeries(
            a.Name, shares ? [.. a.Distribution.Partitions.Select(p => Math.Round(p.Share * 100, 1))] : Values(a.Distribution)))]);
    }

    private static Text Title(PartitionDistribution distribution, bool uneven, long most)
    {
        int count = distribution.Partitions.Count, fullest = distribution.Partitions.First(p => p.Records == most).Partition;
        string skew = Skew(distribution), total = Ticks.Write(distribution.Total);
        return (distribution.Total, count) switch
        {
            (0, _) => new($"토픽 {distribution.Topic.Label}에는 레코드가 없다", $"There are no records in topic {distribution.Topic.Label}"),
            (_, 1) => new($"파티션 하나에 {total}건이 모두 있다", $"All {total} records are in one partition"),
            _ when uneven => new(
                $"파티션 {fullest}에 몰렸다: {Ticks.Write(most)}건, 고르게 나눈 것의 {skew}배", $"Partition {fullest} has most: {Ticks.Write(most)} records, {skew} times an even share"),
            _ => new(
                $"{total}건이 파티션 {count}개에 나뉘었다: 가장 많은 곳이 고르게 나눈 것의 {skew}배",
                $"{total} records over {count} partitions: the fullest has {skew} times an even share"),
        };
    }

    private static Text Describe(string name, PartitionDistribution distribution)
    {
        string lead = name.Length == 0 ? "" : $"{name}: ";
        return new(
            $"{lead}{string.Join(", ", distribution.Partitions.Select(p => $"파티션 {p.Partition}에 {Ticks.Write(p.Records)}건"))}.",
            $"{lead}{string.Join(", ", distribution.Partitions.Select(p => $"partition {p.Partition} {Ticks.Write(p.Records)}"))}.");
    }

    private static ChartAxis Axis(int partitions) => ChartAxis.OfNames(ChartWords.Partition.ToString(), Enumerable.Range(0, partitions).Select(p => $"P{p}"));

    private static ChartAxis Records() => new(new Text("레코드 수", "Records").ToString(), new Text("건", "").ToString()) { WholeNumbers = true };

    private static double[] Values(PartitionDistribution distribution) => [.. distribution.Partitions.Select(p => (double)p.Records)];

    private static string Skew(PartitionDistribution distribution) => Ticks.Write(Math.Round(distribution.Skew, 2));
}
