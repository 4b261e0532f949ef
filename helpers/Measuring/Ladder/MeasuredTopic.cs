using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>A topic of an experiment's own that is deleted when the experiment is over, also when it failed: its records are of no use to anybody afterwards.</summary>
internal sealed class MeasuredTopic : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private MeasuredTopic(Topic topic) => Topic = topic;

    public Topic Topic { get; }

    public static async Task<MeasuredTopic> CreateAsync(Cluster cluster, string label, int partitions, int? replicationFactor, CancellationToken cancellationToken) =>
        new(await cluster.CreateTopicAsync(label, partitions, replicationFactor, ct: cancellationToken).ConfigureAwait(false));

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource limit = new(Limit);
        try
        {
            await Topic.Cluster.DeleteTopicAsync(Topic.Name, limit.Token).ConfigureAwait(false);
            Topic.Cluster.Owned.RemoveTopic(Topic.Label, Topic.Name);
        }
        catch (Exception failure) when (failure is ClusterException or OperationCanceledException or ObjectDisposedException)
        {
            // It is still this session's: CleanUpAsync finds it.
        }
    }
}
