using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Looking after a cluster.</summary>
public static class ClusterStatus
{
    private const long DefaultLagAlarm = 1_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WatchLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BringBackLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(15);

    /// <summary>What somebody who runs the cluster looks at: brokers, controller, partitions without a leader or with too few replicas, leaders, lag.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="topics">The topics to look at.</param>
    /// <param name="groups">Labels of groups whose lag on these topics is to be shown; null for none.</param>
    /// <param name="lagAlarm">From this lag on a group is reported; 1 or more.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ClusterException">The cluster did not answer.</exception>
    public static async Task<StatusPanel> StatusAsync(
        this Cluster cluster, IReadOnlyList<Topic> topics, IReadOnlyList<string>? groups = null, long lagAlarm = DefaultLagAlarm, CancellationToken ct = default)
    {
        Validate(cluster, topics);
        ArgumentOutOfRangeException.ThrowIfLessThan(lagAlarm, 1);
        using StatusReader reader = new(cluster, topics);
        StatusPanel panel = await reader.ReadAsync(Limit, ct).ConfigureAwait(false);
        List<GroupLag> lags = [];
        foreach (Topic topic in groups is { Count: > 0 } ? topics : [])
        {
            OffsetSnapshot offsets = await topic.OffsetsAsync(groups!, ct).ConfigureAwait(false);
            lags.AddRange(offsets.Groups.Select(g => new GroupLag(topic.Label, g.Label, g.TotalLag)));
        }

        return panel with { Groups = lags, LagAlarm = lagAlarm };
    }

    /// <summary>
    /// Looks at the status four times a second while something happens, and on until nothing changes any more (a second of rest, at most 15 seconds).
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="topics">The topics to look at.</param>
    /// <param name="meanwhile">What happens.</param>
    /// <param name="ct">Ends the watch; it is also what <paramref name="meanwhile"/> gets.</param>
    /// <exception cref="ClusterException">The cluster did not answer at the beginning.</exception>
    public static async Task<StatusTimeline> WatchStatusAsync(
        this Cluster cluster, IReadOnlyList<Topic> topics, Func<CancellationToken, Task> meanwhile, CancellationToken ct = default)
    {
        Validate(cluster, topics);
        ArgumentNullException.ThrowIfNull(meanwhile);
        using StatusReader reader = new(cluster, topics);
        Stopwatch clock = Stopwatch.StartNew();
        List<StatusMoment> moments = [new(clock.Elapsed, await reader.ReadAsync(Limit, ct).ConfigureAwait(false))];
        IReadOnlyList<int> running = moments[0].Panel.Running;
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task happening = Task.Run(() => meanwhile(over.Token), CancellationToken.None);
        try
        {
            int missed = await WatchAsync(reader, happening, moments, clock, ct).ConfigureAwait(false);
            await happening.ConfigureAwait(false);
            return new StatusTimeline(moments, missed);
        }
        finally
        {
            // Whatever ended it: a broker that it stopped does not stay down.
            await over.CancelAsync().ConfigureAwait(false);
            await happening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await BringBackAsync(cluster, running).ConfigureAwait(false);
        }
    }

    private static async Task<int> WatchAsync(StatusReader reader, Task happening, List<StatusMoment> moments, Stopwatch clock, CancellationToken ct)
    {
        int missed = 0;
        Stopwatch rest = Stopwatch.StartNew(), after = new();
        while (!happening.IsCompleted || (happening.IsCompletedSuccessfully && rest.Elapsed < Rest && after.Elapsed < LongestRest))
        {
            await Task.Delay(Interval, ct).ConfigureAwait(false);
            if (happening.IsCompleted && !after.IsRunning)
            {
                after.Start();
            }

            try
            {
                StatusPanel panel = await reader.ReadAsync(WatchLimit, ct).ConfigureAwait(false);
                if (!happening.IsCompleted || !Alike(panel, moments[^1].Panel) || panel.Missing.Count > 0 || panel.UnderReplicated > 0)
                {
                    rest.Restart();
                }

                moments.Add(new StatusMoment(clock.Elapsed, panel));
            }
            catch (ClusterException)
            {
                // A cluster that is busy with a fault may be silent for a moment: part of what is being watched.
                missed++;
                rest.Restart();
            }
        }

        return missed;
    }

    private static async Task BringBackAsync(Cluster cluster, IReadOnlyList<int> wanted)
    {
        using CancellationTokenSource limit = new(BringBackLimit);
        IReadOnlyList<int> down = await cluster.DownAsync(limit.Token).ConfigureAwait(false);
        foreach (int broker in down.Intersect(wanted))
        {
            await cluster.StartBrokerAsync(broker, limit.Token).ConfigureAwait(false);
        }
    }

    private static bool Alike(StatusPanel one, StatusPanel other) =>
        one.Running.SequenceEqual(other.Running) && one.ControllerId == other.ControllerId
        && one.Partitions.Select(p => (p.Leader, p.InSync.Count)).SequenceEqual(other.Partitions.Select(p => (p.Leader, p.InSync.Count)));

    private static void Validate(Cluster cluster, IReadOnlyList<Topic> topics)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(topics);
        if (topics.Count == 0)
        {
            throw new ArgumentException(new Text("볼 토픽을 하나 이상 적는다. 예: [orders]", "Give one or more topics to look at, such as [orders].").ToString(), nameof(topics));
        }
    }
}
