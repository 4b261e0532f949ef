using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures.Diagrams;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of a cluster.</summary>
public static class TopologyFigures
{
    /// <summary>Draws the brokers with their addresses and states, the controller, and who keeps the metadata.</summary>
    /// <param name="cluster">The cluster, asked now.</param>
    /// <param name="cancellationToken">Ends the wait; each question to the cluster has its own limit of 10 seconds.</param>
    /// <exception cref="ClusterException">The cluster does not answer.</exception>
    public static Task<Figure> TopologyDiagramAsync(this Cluster cluster, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return DrawAsync(cluster, null, cancellationToken);
    }

    /// <summary>
    /// Draws the brokers as <see cref="TopologyDiagramAsync(Cluster, CancellationToken)"/> does, and which of them has which of the topic's partitions as a leader, as
    /// a follower, or as a copy that is not up to date.
    /// </summary>
    /// <param name="cluster">The cluster, asked now.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Ends the wait; each question to the cluster has its own limit of 10 seconds.</param>
    /// <exception cref="ClusterException">The cluster does not answer, or the topic is not there any more.</exception>
    public static Task<Figure> TopologyDiagramAsync(this Cluster cluster, Topic topic, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(topic);
        return DrawAsync(cluster, (topic.Name, topic.Label), cancellationToken);
    }

    /// <summary>The same for a topic that is known by its full name only, such as one that a command-line tool created.</summary>
    /// <param name="cluster">The cluster, asked now.</param>
    /// <param name="topicName">The topic's full name.</param>
    /// <param name="cancellationToken">Ends the wait; each question to the cluster has its own limit of 10 seconds.</param>
    /// <exception cref="ClusterException">The cluster does not answer, or the topic is not there.</exception>
    public static Task<Figure> TopologyDiagramAsync(this Cluster cluster, string topicName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentException.ThrowIfNullOrEmpty(topicName);
        return DrawAsync(cluster, (topicName, topicName), cancellationToken);
    }

    private static async Task<Figure> DrawAsync(Cluster cluster, (string Name, string Label)? topic, CancellationToken cancellationToken) =>
        Diagram.Of(await TopologyReader.ReadAsync(cluster, topic, cancellationToken).ConfigureAwait(false));
}
