using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>A topic that this session created. Made by <see cref="ClusterTopics.CreateTopicAsync"/>.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Topic : IHtmlView
{
    internal Topic(Cluster cluster, string label, string name, int partitions, int replicationFactor)
    {
        Cluster = cluster;
        Label = label;
        Name = name;
        Partitions = partitions;
        ReplicationFactor = replicationFactor;
    }

    /// <summary>The cluster it is on.</summary>
    public Cluster Cluster { get; }

    /// <summary>The short name that the notebook gave it.</summary>
    public string Label { get; }

    /// <summary>The full name, as Kafka and its tools know it.</summary>
    public string Name { get; }

    /// <summary>How many partitions it has; they are numbered from 0.</summary>
    public int Partitions { get; }

    /// <summary>How many copies of each partition there are.</summary>
    public int ReplicationFactor { get; }

    /// <summary>
    /// Sends all events, many in flight at a time, and waits until every one is acknowledged. Events of one partition keep their order: the producer is
    /// idempotent with acks=all unless <paramref name="config"/> says something else about acks, retries or requests in flight.
    /// </summary>
    /// <param name="events">What to send, in this order.</param>
    /// <param name="config">Settings on top of the cluster's own; null for the defaults.</param>
    /// <param name="ct">Ends the wait. What was sent by then stays sent.</param>
    /// <exception cref="DeliveryException">Some events were not acknowledged; it carries those that were.</exception>
    /// <exception cref="ClusterException">A setting is not valid.</exception>
    public Task<Sent> ProduceAsync(IEnumerable<Event> events, ProducerConfig? config = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        ThrowIfGone();
        return TopicProducer.RunAsync(this, events, config, ct);
    }

    /// <summary>Reads every partition from its beginning to its end as of now, without a consumer group. Nothing is changed by it; it can be done again.</summary>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.TimedOut"/>: nothing came for 30 seconds; the message says how far it got.</exception>
    public Task<ReadResult> ReadAllAsync(CancellationToken ct = default)
    {
        ThrowIfGone();
        return LogReader.RunAsync(this, ct);
    }

    /// <summary>
    /// Reads as the only member of a consumer group: from what the group has committed (or the beginning) to the end as of now, commits just what it hands
    /// out, and leaves the group. A second call goes on where the first ended.
    /// </summary>
    /// <param name="group">The group's label, such as <c>billing</c>; <see cref="GroupName"/> makes the full id of it.</param>
    /// <param name="atMost">Stop after so many records, 1 or more; null reads to the end.</param>
    /// <param name="ct">Ends the reading; then nothing is committed.</param>
    /// <exception cref="ClusterException">The group has other members, or nothing came for 30 seconds.</exception>
    public Task<ReadResult> ReadAsync(string group, int? atMost = null, CancellationToken ct = default)
    {
        if (atMost is < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(atMost), atMost, new Text("읽을 건수는 1 이상이어야 한다. 끝까지 읽으려면 비워 둔다.", "The number of records is 1 or more; leave it out to read to the end.").ToString());
        }

        ThrowIfGone();
        return GroupReader.RunAsync(this, GroupName(group), atMost, ct);
    }

    /// <summary>The full id of a consumer group of this session: <c>workbook.LABEL.SESSION</c>. Use it with Confluent.Kafka or Kafka's tools.</summary>
    /// <param name="label">The group's short name; a full id is given back as it is.</param>
    /// <exception cref="ArgumentException">The label is not allowed.</exception>
    public string GroupName(string label)
    {
        string group = Labels.GroupName(label, Cluster.Owned.Id);
        Cluster.Owned.AddGroup(group);
        return group;
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        null,
        [Say("토픽", "topic"), Say("파티션", "partitions"), Say("복제본", "replicas"), Say("Kafka가 아는 이름", "name in Kafka")],
        [[Label, Payloads.Number(Partitions), Payloads.Number(ReplicationFactor), Name]]);

    /// <inheritdoc/>
    public override string ToString() => new Text(
        $"토픽 {Name}: 파티션 {Partitions}개, 복제본 {ReplicationFactor}개",
        $"topic {Name}: {Partitions} partitions, {ReplicationFactor} replicas").ToString();

    /// <summary>
    /// A cell that ran again has replaced this topic, or a clean-up deleted it. Said here at once: a client would look for it for a while, and mock brokers
    /// would even make it anew.
    /// </summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.TopicMissing"/>.</exception>
    internal void ThrowIfGone()
    {
        if (!Cluster.Owned.Topics.TryGetValue(Label, out string? name) || name != Name)
        {
            throw KafkaFailures.From(
                new($"토픽 {Name} (이름표 {Label})", $"The topic {Name} (label {Label})"), new Error(ErrorCode.UnknownTopicOrPart));
        }
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}
