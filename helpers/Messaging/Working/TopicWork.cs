using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Consumers that work, die and come back.</summary>
public static class TopicWork
{
    private const int MostLives = 20;
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Works through every record that the topic holds now, one after the other, as a consumer group of its own that begins at the beginning. A consumer that dies is
    /// started again and goes on from what the group has committed, until one reaches the end or <paramref name="lives"/> are used up.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="label">A name for this way to work; the group's id is made of it, a new one at each call.</param>
    /// <param name="step">What to do with each record, commits included.</param>
    /// <param name="config">Settings on top of the cluster's own, such as <c>EnableAutoCommit</c>; null for none. Without any, nothing is committed but by the step.</param>
    /// <param name="lives">How many consumers at most, 1 to 20.</param>
    /// <param name="ct">Ends the work.</param>
    /// <exception cref="ArgumentException">The label is not allowed, or the number of lives is out of its range.</exception>
    /// <exception cref="ClusterException">The topic is gone, or the brokers do not answer.</exception>
    public static Task<WorkReport> WorkAsync(
        this Topic topic, string label, WorkStep step, ConsumerConfig? config = null, int lives = 3, CancellationToken ct = default) =>
        WorkAsync(topic, label, step, config, lives, plug: null, ct);

    /// <summary>The same with a plug that the step does not know of: pulled at its call of <see cref="Job.Do"/> for one record.</summary>
    internal static Task<WorkReport> WorkAsync(
        Topic topic, string label, WorkStep step, ConsumerConfig? config, int lives, (PlugPlace Place, int Record)? plug, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(step);
        Labels.Validate(label, nameof(label));
        if (lives is < 1 or > MostLives)
        {
            throw new ArgumentOutOfRangeException(
                nameof(lives), lives, new Text($"컨슈머는 1번부터 {MostLives}번까지 살 수 있다.", $"A consumer has 1 to {MostLives} lives.").ToString());
        }

        topic.ThrowIfGone();
        return RestartingWorker.RunAsync(topic, label, step, config, lives, plug, ct);
    }

    /// <summary>
    /// Lets two members of a group work on six records of a fresh topic. The third record takes long when it is tried for the first time. A member that works
    /// longer than <c>max.poll.interval.ms</c> is put out of the group, and the other one gets its records.
    /// </summary>
    /// <param name="cluster">Where.</param>
    /// <param name="takes">How long the third record takes, 0 to 20 seconds.</param>
    /// <param name="maxPollInterval"><c>max.poll.interval.ms</c>, 1.5 seconds or more. Brokers that are not ours allow no less than 6 seconds.</param>
    /// <param name="label">The topic's label.</param>
    /// <param name="ct">Ends the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is out of its range.</exception>
    /// <exception cref="ClusterException">The brokers do not answer.</exception>
    public static Task<Overtime> WorkOvertimeAsync(
        this Cluster cluster, TimeSpan takes, TimeSpan maxPollInterval, string label = "overtime", CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        if (takes < TimeSpan.Zero || takes > LongestWork)
        {
            throw new ArgumentOutOfRangeException(nameof(takes), takes, new Text("일은 0초에서 20초까지 걸릴 수 있다.", "The work takes 0 to 20 seconds.").ToString());
        }

        if (maxPollInterval < ShortestLimit)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxPollInterval), maxPollInterval, new Text("max.poll.interval.ms는 1,500 이상이어야 한다.", "max.poll.interval.ms is 1,500 or more.").ToString());
        }

        return OvertimeRun.RunAsync(cluster, takes, maxPollInterval, label, ct);
    }
}
