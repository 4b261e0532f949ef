using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Measurements that need a cluster, not a topic: they make topics of their own and delete them.</summary>
public static class ClusterLadders
{
    private const int MostRepeats = 10;

    /// <summary>
    /// Climbs a ladder of ways to send and to read: every step for about a second, all of them several times. Takes about 15 seconds a round on real brokers, less
    /// than two on the embedded cluster.
    /// </summary>
    /// <param name="cluster">Where.</param>
    /// <param name="steps">The steps, one or more; see <see cref="LadderSteps"/>.</param>
    /// <param name="repeats">How many times to climb it, 1 to 10.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="ArgumentException">There is no step, or one that neither sends nor reads.</exception>
    /// <exception cref="ClusterException">The cluster did not answer.</exception>
    public static Task<Ladder> ClimbAsync(this Cluster cluster, IReadOnlyList<LadderStep> steps, int repeats = 3, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count == 0 || steps.Any(s => s.Load is null == s.Read is null))
        {
            throw new ArgumentException(
                new Text("단계가 하나 이상 있어야 하고, 단계마다 Load와 Read 가운데 하나만 있어야 한다.", "There has to be a step, and each step has either Load or Read.").ToString(), nameof(steps));
        }

        if (repeats is < 1 or > MostRepeats)
        {
            throw new ArgumentOutOfRangeException(
                nameof(repeats), repeats, new Text($"되풀이는 1번에서 {MostRepeats}번까지다.", $"The number of repeats is 1 to {MostRepeats}.").ToString());
        }

        return LadderRunner.RunAsync(cluster, steps, repeats, ct);
    }

    /// <summary>
    /// Runs the tests with which LinkedIn showed in 2014 what Kafka can do, and puts our figures beside theirs: producers with and without replicas, consumers, both at
    /// once, and the time from end to end. Takes about 40 seconds on real brokers. The embedded cluster leaves out what it cannot show truthfully.
    /// </summary>
    /// <param name="cluster">Where.</param>
    /// <param name="rounds">How many times to run each test, 1 to 5.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="ClusterException">The cluster did not answer.</exception>
    public static Task<LinkedIn2014> RunLinkedIn2014Async(this Cluster cluster, int rounds = 2, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        const int Most = 5;
        if (rounds is < 1 or > Most)
        {
            throw new ArgumentOutOfRangeException(nameof(rounds), rounds, new Text($"되풀이는 1번에서 {Most}번까지다.", $"The number of rounds is 1 to {Most}.").ToString());
        }

        return LinkedInRunner.RunAsync(cluster, rounds, ct);
    }
}
