using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Producing at a steady pace while something happens to brokers, and comparing what came of it by id.</summary>
public static class SteadyProducing
{
    private const int Fastest = 50_000;

    /// <summary>
    /// Sends records with ids at a steady pace to all partitions in turn, and notes every acknowledgement. Meanwhile leaders and in-sync replicas are looked at ten times a
    /// second. However it ends, brokers that <paramref name="meanwhile"/> took down run again afterwards. A record that is not acknowledged after 30 seconds counts as failed, unless
    /// <paramref name="config"/> sets another <c>message.timeout.ms</c>.
    /// </summary>
    /// <param name="topic">Where to.</param>
    /// <param name="recordsPerSecond">The pace, all partitions together, 1 to 50,000.</param>
    /// <param name="duration">How long at least, 0.5 seconds to 5 minutes. It goes on until <paramref name="meanwhile"/> is over, but for no more than 60 seconds longer.</param>
    /// <param name="config">Producer settings on top of the cluster's own, such as acks; null for acks=all and idempotence.</param>
    /// <param name="meanwhile">What happens during it, such as <c>ct => topic.KillLeaderForAsync(0, TimeSpan.FromSeconds(8), ct)</c>; null for nothing.</param>
    /// <param name="ct">Ends it; the brokers are brought back all the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pace or the duration is out of its range.</exception>
    /// <exception cref="NotOnThisClusterException">What happens meanwhile cannot be done here.</exception>
    /// <exception cref="ClusterException">The cluster did not answer, or a broker did not come back.</exception>
    public static Task<AckTimeline> ProduceSteadilyAsync(
        this Topic topic,
        int recordsPerSecond,
        TimeSpan duration,
        ProducerConfig? config = null,
        Func<CancellationToken, Task>? meanwhile = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (recordsPerSecond is < 1 or > Fastest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(recordsPerSecond), recordsPerSecond, new Text($"초당 건수는 1부터 {Payloads.Number(Fastest)}까지다.", $"The pace is 1 to {Payloads.Number(Fastest)} records a second.").ToString());
        }

        if (duration < TimeSpan.FromSeconds(0.5) || duration > TimeSpan.FromMinutes(5))
        {
            throw new ArgumentOutOfRangeException(nameof(duration), duration, new Text("시간은 0.5초에서 5분까지다.", "The duration is 0.5 seconds to 5 minutes.").ToString());
        }

        topic.ThrowIfGone();
        return SteadyRun.RunAsync(topic, recordsPerSecond, duration, config, meanwhile, ct);
    }

    /// <summary>
    /// Reads the whole topic back and compares it, id by id, with what one producer sent. Waits first until every partition has a leader that runs and the logs' ends stand
    /// still.
    /// </summary>
    /// <param name="topic">The topic that it was sent to.</param>
    /// <param name="sent">What was sent; nothing may be on its way any more.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="ClusterException">A partition has no leader for 30 seconds, or the topic is gone.</exception>
    public static async Task<Delivery> CompareByIdAsync(this Topic topic, SentIds sent, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(sent);
        topic.ThrowIfGone();
        return (await IdReader.ReadAsync(topic, [sent], ct).ConfigureAwait(false)).Of(sent);
    }
}
