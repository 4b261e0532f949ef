using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Deletes what this session made.</summary>
internal static class CleanUp
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    public static async Task<CleanUpReport> RunAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        List<string> topics = [];
        List<string> groups = [];
        List<LeftBehind> left = [];
        DelayedProgress progress = new(cluster.Progress);

        // Groups first: with a topic its committed offsets go, and a group without any is gone unnoticed.
        string[] owned = [.. cluster.Owned.Groups.Order(StringComparer.Ordinal)];

        // Where groups cannot be managed they end with the cluster; on the embedded one the call would even end the process.
        if (owned.Length > 0 && cluster.Can(Capability.GroupAdmin))
        {
            await DeleteGroupsAsync(cluster, owned, groups, left, cancellationToken).ConfigureAwait(false);
        }

        foreach ((string label, string name) in cluster.Owned.Topics.ToArray())
        {
            progress.Report(() => new Text($"토픽을 지우는 중: {name}", $"Deleting the topic {name}"));
            try
            {
                await cluster.DeleteTopicAsync(name, cancellationToken).ConfigureAwait(false);
                cluster.Owned.RemoveTopic(label, name);
                topics.Add(name);
            }
            catch (ClusterException failure)
            {
                left.Add(new LeftBehind(name, failure.What));
            }
        }

        progress.Done(() => new Text("다 지웠다", "All deleted"));
        return new CleanUpReport(topics, groups, left);
    }

    private static async Task DeleteGroupsAsync(
        Cluster cluster, string[] owned, List<string> groups, List<LeftBehind> left, CancellationToken cancellationToken)
    {
        using BriefAdmin admin = KafkaClients.Admin(cluster);
        IReadOnlyList<DeleteGroupReport> reports;
        try
        {
            await admin.Client.DeleteGroupsAsync(owned, new DeleteGroupsOptions { RequestTimeout = Limit })
                .WaitAsync(cancellationToken).ConfigureAwait(false);
            reports = [.. owned.Select(g => new DeleteGroupReport { Group = g, Error = new Error(ErrorCode.NoError) })];
        }
        catch (DeleteGroupsException partly)
        {
            reports = partly.Results;
        }
        catch (KafkaException failure)
        {
            left.AddRange(owned.Select(g => new LeftBehind(g, Text.Same(failure.Error.Reason))));
            return;
        }

        foreach (DeleteGroupReport report in reports)
        {
            // A group that never committed anything is not there: as good as deleted.
            if (!report.Error.IsError || report.Error.Code == ErrorCode.GroupIdNotFound)
            {
                cluster.Owned.RemoveGroup(report.Group);
                if (!report.Error.IsError)
                {
                    groups.Add(report.Group);
                }
            }
            else
            {
                left.Add(new LeftBehind(report.Group, report.Error.Code == ErrorCode.NonEmptyGroup
                    ? new Text("컨슈머가 아직 들어 있다. 컨슈머를 닫고 다시 실행한다.", "It still has members: close them and run this again.")
                    : Text.Same(report.Error.Reason)));
            }
        }
    }
}
