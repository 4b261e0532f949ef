using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

public sealed class OutcomeTests
{
    [Fact]
    public async Task A_refusal_is_boxed_once_and_what_follows_is_one_line()
    {
        Outcome<int> refused = await Outcome.TryAsync<int>(() => throw Refusal());
        Outcome<int> next = refused.Then(v => v + 1);
        Outcome<int> after = await next.ThenAsync(v => Task.FromResult(v + 1));
        Assert.Contains("role=\"note\"", refused.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("why", refused.ToString(), StringComparison.Ordinal);
        Assert.All([next, after], o => Assert.DoesNotContain("role=\"note\"", o.ToHtml(), StringComparison.Ordinal));
        Assert.All([refused, next, after], o => Assert.False(o.Ran));
        Assert.Throws<NotOnThisClusterException>(() => after.Value);
    }

    [Fact]
    public async Task A_result_goes_on_and_a_later_refusal_is_boxed()
    {
        Outcome<int> ran = await Outcome.TryAsync(() => Task.FromResult(20));
        Assert.Equal(21, (await ran.ThenAsync(v => Task.FromResult(v + 1))).Value);
        Outcome<int> refused = await ran.ThenAsync<int>(_ => throw Refusal());
        Assert.Contains("role=\"note\"", refused.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_other_exception_goes_through() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Outcome.TryAsync<int>(() => throw new InvalidOperationException()));

    [Fact]
    public async Task A_second_cluster_that_is_not_possible_is_a_boxed_note()
    {
        ClusterOptions embedded = new() { Kind = ClusterKind.Embedded, Progress = ProgressDisplays.Silent };
        Outcome<Cluster> none = await Outcome.TryStartAsync(Variant.KRaft, embedded, TestContext.Current.CancellationToken);
        Assert.False(none.Ran);
        Assert.Equal(Capability.KRaft, none.Refusal!.Capability);

        ClusterOptions nowhere = new()
        {
            Kind = ClusterKind.Local,
            Progress = ProgressDisplays.Silent,
            Environment = new ClusterEnvironment(new Dictionary<string, string>(), null),
        };
        Outcome<Cluster> missing = await Outcome.TryStartAsync(Variant.KRaft, nowhere, TestContext.Current.CancellationToken);
        Assert.False(missing.Ran);
        Assert.Contains("role=\"note\"", missing.ToHtml(), StringComparison.Ordinal);
    }

    private static NotOnThisClusterException Refusal() => new(Capability.Containers, ClusterKind.Embedded, Text.Same("why"), Text.Same("where"));
}
