using System.Collections.Concurrent;
using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>Sends at a steady pace while groups of one member each read, and notes what each of them worked on.</summary>
internal sealed class GroupRunner(Topic topic, IReadOnlyList<(string Group, TimeSpan Work)> groups, int records, double perSecond, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    // The lag is what is committed: with the usual five commits a second a group that keeps up would seem to be behind by a fifth of a second's records.
    private static readonly ConsumerConfig CommitOften = new() { AutoCommitIntervalMs = 100 };
    private readonly Notes[] _notes = [.. groups.Select(_ => new Notes())];

    public async Task<GroupRun> RunAsync()
    {
        GroupMember[] members = await Task.WhenAll(groups.Select((g, i) => topic.JoinAsync(g.Group, g.Group, (record, _) => Work(g.Work, _notes[i], record), CommitOften, cancellationToken)))
            .ConfigureAwait(false);
        try
        {
            IReadOnlyList<LogRange> before = await LogOffsets.QueryAsync(topic, IsolationLevel.ReadUncommitted, cancellationToken).ConfigureAwait(false);
            long end = before.Sum(r => r.End) + records;

            // All are to be done with what they read earlier, before the clock starts.
            foreach (Notes notes in _notes)
            {
                notes.Start(before);
            }

            TimeSpan limit = TimeSpan.FromSeconds(records / perSecond) + (groups.Max(g => g.Work) * records * 4) + TimeSpan.FromSeconds(20);
            Task<OffsetTimeline> watching = topic.WatchOffsetsAsync([.. groups.Select(g => g.Group)], limit, Interval, s => s.TotalEnd >= end && s.TotalLag == 0, cancellationToken);
            await SendAsync().ConfigureAwait(false);
            OffsetTimeline timeline = await watching.ConfigureAwait(false);
            if (members.FirstOrDefault(m => m.Failure is not null) is { } ended)
            {
                throw new ClusterException(
                    ClusterProblem.BrokerError,
                    new($"그룹 {ended.Name}의 컨슈머가 멈췄다: {ended.Failure!.Message}", $"The consumer of group {ended.Name} ended: {ended.Failure!.Message}"),
                    new("셀을 다시 실행한다.", "Run the cell again."),
                    ended.Failure);
            }

            return new GroupRun(topic, records, perSecond, [.. groups.Select((g, i) => _notes[i].Part(g.Group, g.Work))], timeline);
        }
        finally
        {
            await Task.WhenAll(members.Select(m => m.DisposeAsync().AsTask())).ConfigureAwait(false);
        }
    }

    // Each member has a thread of its own, which sleeps more exactly than a timer wakes a busy pool.
    private static Task Work(TimeSpan work, Notes notes, ReadRecord record)
    {
        if (work > TimeSpan.Zero)
        {
            Thread.Sleep(work);
        }

        notes.Add(record);
        return Task.CompletedTask;
    }

    private async Task SendAsync()
    {
        IReadOnlyList<Event> events = Sample.Orders(records, customers: 30);
        ProducerConfig config = topic.Cluster.ProducerConfig();
        config.LingerMs = 25;
        using IProducer<string?, string> producer = KafkaClients.Producer(new ProducerBuilder<string?, string>(config));
        List<Task> sent = [];
        Stopwatch clock = Stopwatch.StartNew();
        for (int i = 0; i < events.Count; i++)
        {
            sent.Add(producer.ProduceAsync(topic.Name, new Message<string?, string> { Key = events[i].Key, Value = events[i].Value }, cancellationToken));
            TimeSpan early = TimeSpan.FromSeconds((i + 1) / perSecond) - clock.Elapsed;
            if (early > TimeSpan.FromMilliseconds(5))
            {
                await Task.Delay(early, cancellationToken).ConfigureAwait(false);
            }
        }

        await Task.WhenAll(sent).ConfigureAwait(false);
    }

    /// <summary>What one group worked on: by partition and offset, so that nothing is counted twice.</summary>
    private sealed class Notes
    {
        private readonly ConcurrentDictionary<(int Partition, long Offset), int> _times = new();
        private readonly ConcurrentQueue<TimeSpan> _delays = new();
        private readonly Stopwatch _clock = new();
        private Dictionary<int, long> _from = [];
        private TimeSpan _last;

        public void Start(IReadOnlyList<LogRange> before)
        {
            _from = before.ToDictionary(r => r.Partition, r => r.End);
            _clock.Start();
        }

        public void Add(ReadRecord record)
        {
            if (!_from.TryGetValue(record.Partition, out long first) || record.Offset < first)
            {
                return;
            }

            _times.AddOrUpdate((record.Partition, record.Offset), 1, (_, n) => n + 1);
            _delays.Enqueue(DateTimeOffset.UtcNow - record.Timestamp);
            _last = _clock.Elapsed;
        }

        public GroupPart Part(string group, TimeSpan work)
        {
            TimeSpan[] delays = [.. _delays.Order()];
            return new GroupPart(group, work, _times.Count, _times.Values.Count(n => n > 1), delays.Length == 0 ? TimeSpan.Zero : delays[delays.Length / 2], _last);
        }
    }
}
