using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Embedded;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

public sealed class ClusterStarterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static ClusterOptions Options { get; } =
        new() { Environment = new ClusterEnvironment(new Dictionary<string, string>(), null), Progress = ProgressDisplays.Silent };

    [Fact]
    public async Task The_report_names_the_better_kinds_that_were_not_possible_and_no_others()
    {
        ClusterStarter starter = new([new Fake(ClusterKind.Docker, "no engine"), new Fake(ClusterKind.Local, "no Java"), new EmbeddedLauncher(), new Fake(ClusterKind.External, "no address")]);

        await using Cluster cluster = await starter.StartAsync(Options, Ct);

        Assert.Equal(ClusterKind.Embedded, cluster.Kind);
        Assert.False(cluster.Report.Attached);
        Assert.Equal([new PassedOver(ClusterKind.Docker, Text.Same("no engine")), new PassedOver(ClusterKind.Local, Text.Same("no Java"))], cluster.Report.PassedOver);
    }

    [Fact]
    public async Task A_survey_starts_nothing_and_external_is_looked_at_only_by_name()
    {
        ClusterStarter starter = new([new Fake(ClusterKind.Docker, null), new Fake(ClusterKind.Local, "no Java"), new Fake(ClusterKind.External, null)]);

        ClusterSurvey unasked = await starter.SurveyAsync(Options, Ct);
        ClusterSurvey asked = await starter.SurveyAsync(Options with { Environment = Options.Environment.With((ClusterOptions.KindVariable, "external")) }, Ct);

        Assert.Equal([ClusterKind.Docker], unasked.Possible);
        Assert.Equal([new PassedOver(ClusterKind.Local, Text.Same("no Java"))], unasked.PassedOver);
        Assert.Equal((ClusterKind.External, ClusterKind.External), (asked.Asked, Assert.Single(asked.Possible)));
    }

    [Fact]
    public async Task Where_nothing_is_possible_every_reason_is_told()
    {
        ClusterStarter starter = new([new Fake(ClusterKind.Docker, "no engine"), new Fake(ClusterKind.Local, "no Java")]);

        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => starter.StartAsync(Options, Ct));

        Assert.Contains("Docker: no engine", failure.What.English, StringComparison.Ordinal);
        Assert.Contains("Local: no Java", failure.What.English, StringComparison.Ordinal);
        Assert.Contains("dotnet run -- doctor", failure.WhatToDo.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_kind_that_cannot_be_ended_does_not_keep_the_others()
    {
        ClusterStarter starter = new([new Fake(ClusterKind.Docker, null) { Stuck = true }, new Fake(ClusterKind.Local, null)]);
        List<Text> removed = [];

        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => starter.RemoveAllAsync(Options, keepData: false, removed.Add, Ct));

        Assert.Equal([Text.Same("Local is gone")], removed);
        Assert.Equal((ClusterProblem.TimedOut, "Docker is stuck"), (failure.Problem, failure.What.English));
    }

    [Fact]
    public async Task Several_that_cannot_be_ended_are_all_named()
    {
        ClusterStarter starter = new([new Fake(ClusterKind.Docker, null) { Stuck = true }, new Fake(ClusterKind.Local, null) { Stuck = true }]);

        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => starter.RemoveAllAsync(Options, keepData: false, _ => { }, Ct));

        Assert.Equal("Docker is stuck\nLocal is stuck", failure.What.English);
    }

    private sealed class Fake(ClusterKind kind, string? whyNot) : IClusterLauncher
    {
        public ClusterKind Kind => kind;

        public bool Stuck { get; init; }

        public Task<Text?> WhyNotAsync(ClusterOptions options, CancellationToken cancellationToken) => Task.FromResult(whyNot is null ? (Text?)null : Text.Same(whyNot));

        public Task<Cluster?> TryAttachAsync(ClusterOptions options, CancellationToken cancellationToken) => Task.FromResult<Cluster?>(null);

        public Task<Cluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken) => throw new InvalidOperationException($"{kind} must not be started");

        public Task<IReadOnlyList<Text>> RemoveAllAsync(ClusterOptions options, bool keepData, CancellationToken cancellationToken) => Stuck
            ? throw new ClusterException(ClusterProblem.TimedOut, Text.Same($"{kind} is stuck"), Text.Same("Try again."))
            : Task.FromResult<IReadOnlyList<Text>>([Text.Same($"{kind} is gone")]);
    }
}
