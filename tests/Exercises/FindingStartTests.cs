using KafkaWorkbook.Clusters;
using KafkaWorkbook.Exercises;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Exercises;

/// <summary>Findings about what was easy and what was fast say what was seen, and only that.</summary>
public sealed class FindingStartTests
{
    [Theory]
    [InlineData(ClusterKind.Docker, false, FindingKind.Shown)]
    [InlineData(ClusterKind.Docker, true, FindingKind.Partly)]
    [InlineData(ClusterKind.Local, false, FindingKind.NotMeasured)]
    [InlineData(ClusterKind.Local, true, FindingKind.NotMeasured)]
    [InlineData(ClusterKind.Embedded, false, FindingKind.NotMeasured)]
    [InlineData(ClusterKind.External, true, FindingKind.NotMeasured)]
    public void A_start_counts_where_the_chapter_made_it_from_the_file(ClusterKind kind, bool attached, FindingKind expected)
    {
        Finding finding = Finding.EasilyStarted(kind, new StartReport(attached, TimeSpan.FromSeconds(12.34), []));

        Assert.Equal(expected, finding.Kind);
        Assert.Equal(kind != ClusterKind.External, finding.Measured.Korean.Contains("12.3초", StringComparison.Ordinal));
        Assert.Equal(attached, finding.Measured.English.Contains("was not", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_fastest_reading_is_named_wherever_it_was_measured()
    {
        await using Cluster kafka = await TestClusters.EmbeddedAsync();
        Ladder ladder = Ladder(kafka, new LadderRung(LadderSteps.Compressed, [Run(500_000)], null), new LadderRung(LadderSteps.Consumers, [Run(1_500_000)], null));

        Text slower = Finding.HighPerformance(ladder, LinkedIn(kafka, 1_000_000)).Measured, faster = Finding.HighPerformance(ladder, LinkedIn(kafka, 2_500_000)).Measured;

        Assert.Contains($"to read 1,500,000 (the ladder's '{LadderSteps.Consumers.Name.English}')", slower.English, StringComparison.Ordinal);
        Assert.Contains("75 % of 2,000,000", slower.English, StringComparison.Ordinal);
        Assert.Contains("to read 2,500,000 (LinkedIn's test 'Single consumer')", faster.English, StringComparison.Ordinal);
        Assert.Contains("More than 2,000,000 a second.", faster.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_reading_only_sending_is_told()
    {
        await using Cluster kafka = await TestClusters.EmbeddedAsync();

        Finding finding = Finding.HighPerformance(Ladder(kafka, new LadderRung(LadderSteps.Compressed, [Run(500_000)], null)), LinkedIn(kafka, null));

        Assert.DoesNotContain("to read", finding.Measured.English, StringComparison.Ordinal);
        Assert.Contains("500,000 a second", finding.Measured.English, StringComparison.Ordinal);
        Assert.Equal(FindingKind.NotMeasured, finding.Kind);
    }

    private static Ladder Ladder(Cluster kafka, params LadderRung[] rungs) => new(kafka, rungs, 6, 3, 1);

    private static LadderRun Run(long records) => new(1, records, records, records, TimeSpan.FromSeconds(1));

    private static LinkedIn2014 LinkedIn(Cluster kafka, double? rate) => new(
        kafka,
        [
            new LinkedInTest(new("프로듀서 하나", "Single producer"), Text.Same("1"), 800_000, [new LinkedInRun(9_000_000, 10, 10)], null),
            new LinkedInTest(new("컨슈머 하나", "Single consumer"), Text.Same("2"), 900_000, rate is { } r ? [new LinkedInRun(r, 10, 10)] : [], null) { ReadsOnly = true },
        ],
        new LinkedInLatency([], null, null));
}
