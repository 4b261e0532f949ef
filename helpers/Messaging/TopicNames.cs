using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Messaging;

/// <summary>Names for topics that a reader creates without this library.</summary>
public static class TopicNames
{
    /// <summary>
    /// A topic name that nobody has, for a topic that the reader creates with Kafka's own tools or client. It counts as this session's, so that
    /// <see cref="ClusterTopics.CleanUpAsync"/> deletes the topic. Every call answers another name: the same cell can run twice.
    /// </summary>
    /// <param name="cluster">Where the topic will be.</param>
    /// <param name="label">The topic's short name: letters, digits, dot, underscore, hyphen.</param>
    /// <exception cref="ArgumentException">The label is not allowed.</exception>
    public static string NewTopicName(this Cluster cluster, string label)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        Labels.Validate(label, nameof(label));
        string name = Labels.TopicName(label, cluster.Owned.Id, cluster.Owned.NextNumber());

        // Owned under its full name: the label alone would let go of the name that it stood for before.
        cluster.Owned.Add(name, name);
        return name;
    }
}
