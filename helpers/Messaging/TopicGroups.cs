using Confluent.Kafka;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Members of consumer groups that go on reading while the notebook does something else.</summary>
public static class TopicGroups
{
    /// <summary>
    /// Joins a consumer group and goes on reading in the background until the member is disposed. Offsets are committed five times a second, for records whose
    /// work is done. Returns when the group has given the member its partitions, or after 5 seconds: with more members than partitions some get none.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="group">The group's label.</param>
    /// <param name="member">The member's name, for the reader.</param>
    /// <param name="work">What to do with each record, one after the other; null for nothing. An exception ends the member.</param>
    /// <param name="config">Settings on top of the cluster's own, such as the group protocol; null for the defaults.</param>
    /// <param name="ct">Ends the wait, and the member with it.</param>
    /// <exception cref="ArgumentException">A name is not allowed.</exception>
    /// <exception cref="Clusters.ClusterException">The topic is gone, or a setting is not valid.</exception>
    public static async Task<GroupMember> JoinAsync(
        this Topic topic,
        string group,
        string member,
        Func<ReadRecord, CancellationToken, Task>? work = null,
        ConsumerConfig? config = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (string.IsNullOrWhiteSpace(member))
        {
            throw new ArgumentException(new Text("컨슈머의 이름이 비어 있다. 예: \"a\"", "The member has no name. For example \"a\".").ToString(), nameof(member));
        }

        topic.ThrowIfGone();
        GroupMember joined = new(topic, topic.GroupName(group), member, work ?? ((_, _) => Task.CompletedTask), config);
        try
        {
            await joined.WaitForAssignmentAsync(ct).ConfigureAwait(false);
            return joined;
        }
        catch
        {
            await joined.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
