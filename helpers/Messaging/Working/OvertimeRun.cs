using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Messaging;

/// <summary>Two members of a group; the work on one record takes long when it is tried for the first time, as when a service that it calls does not answer.</summary>
internal sealed class OvertimeRun
{
    private const int Records = 6;
    private const int SlowRecord = 3;

    private const int MostSessionMs = 3_000;
    private const int ExternalSessionMs = 6_000;
    private const int HeartbeatMs = 300;
    private static readonly TimeSpan QuickWork = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(30);

    private readonly Topic _topic;
    private readonly TimeSpan _takes;
    private readonly Stopwatch _clock = new();
    private readonly ConcurrentQueue<WorkSpan> _work = new();
    private int _slowTries;
    private volatile bool _slowIsDone;

    private OvertimeRun(Topic topic, TimeSpan takes)
    {
        _topic = topic;
        _takes = takes;
    }

    public static async Task<Overtime> RunAsync(Cluster cluster, TimeSpan takes, TimeSpan limit, string label, CancellationToken cancellationToken)
    {
        Topic topic = await cluster.CreateTopicAsync(label, partitions: Overtime.Members.Count, ct: cancellationToken).ConfigureAwait(false);
        return await new OvertimeRun(topic, takes).RunAsync(limit, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Overtime> RunAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        ConsumerConfig config = Config(limit);
        List<GroupMember> members = [];
        try
        {
            // Both at once: one rebalance instead of two. A group of the topic's own: another run may be going on beside this one.
            members.AddRange(await Task.WhenAll(Overtime.Members.Select(m =>
                _topic.JoinAsync(_topic.Label, m, (record, ct) => WorkAsync(m, record, ct), config, cancellationToken))).ConfigureAwait(false));
            await SettleAsync(members, cancellationToken).ConfigureAwait(false);
            DateTimeOffset sent = DateTimeOffset.Now;
            _clock.Start();
            await SendAsync(cancellationToken).ConfigureAwait(false);
            await FinishAsync(cancellationToken).ConfigureAwait(false);
            return new Overtime(_topic, limit, SlowRecord, Records, [.. _work.OrderBy(w => w.From)], TakenOver(members, sent));
        }
        finally
        {
            await Task.WhenAll(members.Select(m => m.DisposeAsync().AsTask())).ConfigureAwait(false);
        }
    }

    // The classic protocol everywhere: with it a client whose application is too slow leaves the group by itself, at once. Its own heartbeat of 3 s would be long here.
    private ConsumerConfig Config(TimeSpan limit)
    {
        // No longer than the limit, which the client would not take; no shorter than it has to be, for a busy machine's heartbeats may be late.
        int session = _topic.Cluster.Kind == ClusterKind.External ? ExternalSessionMs : Math.Min(MostSessionMs, (int)limit.TotalMilliseconds);
        return new ConsumerConfig
        {
            GroupProtocol = GroupProtocol.Classic,
            SessionTimeoutMs = session,
            HeartbeatIntervalMs = HeartbeatMs,
            MaxPollIntervalMs = Math.Max(session, (int)limit.TotalMilliseconds),
        };
    }

    // Each holds one partition: then the group is at rest.
    private static async Task SettleAsync(List<GroupMember> members, CancellationToken cancellationToken)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (members.Any(m => m.Partitions.Count != 1) && waited.Elapsed < SettleLimit)
        {
            await Task.Delay(Slice, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        using IProducer<Null, string> producer = KafkaClients.Producer(new ProducerBuilder<Null, string>(_topic.Cluster.ProducerConfig()));
        for (int i = 1; i <= Records; i++)
        {
            // All into one partition: what is behind the slow record has to wait with it.
            Message<Null, string> message = new() { Value = i.ToString(CultureInfo.InvariantCulture) };
            await producer.ProduceAsync(new TopicPartition(_topic.Name, 0), message, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WorkAsync(string member, ReadRecord record, CancellationToken cancellationToken)
    {
        int number = int.Parse(record.Value, CultureInfo.InvariantCulture);
        TimeSpan from = _clock.Elapsed;
        bool slow = number == SlowRecord && Interlocked.Increment(ref _slowTries) == 1;
        await Task.Delay(slow ? _takes : QuickWork, cancellationToken).ConfigureAwait(false);
        _work.Enqueue(new WorkSpan(member, number, from, _clock.Elapsed));
        _slowIsDone |= slow;
    }

    // Until every record was worked on, and the slow work, too, is at its end.
    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        TimeSpan most = _takes + SettleLimit;
        while (_clock.Elapsed < most && (!_slowIsDone || _work.Select(w => w.Number).Distinct().Count() < Records))
        {
            await Task.Delay(Slice, cancellationToken).ConfigureAwait(false);
        }
    }

    // A member that is busy hears of its eviction only when it is done; the other one knows when the partition came.
    private static (string Member, TimeSpan At)? TakenOver(List<GroupMember> members, DateTimeOffset sent)
    {
        AssignmentEvent? taken = members.SelectMany(m => m.Events).Where(e => e.At > sent && e.Change == AssignmentChange.Assigned && e.Partitions.Contains(0)).MinBy(e => e.At);
        return taken is null ? null : (Overtime.Members.First(m => m != taken.Member), taken.At - sent);
    }
}
