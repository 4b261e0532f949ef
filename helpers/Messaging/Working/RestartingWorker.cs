using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Messaging;

/// <summary>
/// A consumer that works through a topic, and is started again when it dies. Dying is a disposed client that was never closed: to the brokers that is the same as
/// a killed process, for nothing is committed and nobody says good-bye. The partitions are assigned by hand, so that a new life does not wait until the group has noticed the death.
/// </summary>
internal sealed class RestartingWorker
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(15);

    private readonly Topic _topic;
    private readonly string _group;
    private readonly WorkStep _step;
    private readonly ConsumerConfig _config;
    private readonly Dictionary<int, long> _ends;
    private readonly Job _job;
    private readonly CancellationToken _cancellationToken;

    private RestartingWorker(Topic topic, string group, WorkStep step, ConsumerConfig config, Dictionary<int, long> ends, Job job, CancellationToken cancellationToken)
    {
        _topic = topic;
        _group = group;
        _step = step;
        _config = config;
        _ends = ends;
        _job = job;
        _cancellationToken = cancellationToken;
    }

    public static async Task<WorkReport> RunAsync(
        Topic topic, string label, WorkStep step, ConsumerConfig? own, int lives, (PlugPlace Place, int Record)? plug, CancellationToken cancellationToken)
    {
        ReadResult inLog = await LogReader.RunAsync(topic, cancellationToken).ConfigureAwait(false);
        WorkPlace[] places = [.. inLog.Records.Select(r => new WorkPlace(r.Partition, r.Offset)).OrderBy(p => p.Partition).ThenBy(p => p.Offset)];
        Dictionary<int, long> ends = places.GroupBy(p => p.Partition).ToDictionary(p => p.Key, p => p.Max(r => r.Offset) + 1);

        // A group of its own: the same cell can run again and begins anew.
        string group = topic.GroupName($"{label}-{Guid.NewGuid().ToString("N")[..6]}");
        RestartingWorker worker = new(topic, group, step, Config(topic, group, own), ends, new Job(plug, cancellationToken), cancellationToken);
        Stopwatch clock = Stopwatch.StartNew();
        return await Task.Run(
            () =>
            {
                List<WorkLife> all = [];
                while (all.Count < lives && (all.Count == 0 || all[^1].End != LifeEnd.Finished))
                {
                    all.Add(worker.Live());
                }

                TimeSpan took = clock.Elapsed;
                return new WorkReport(topic, label, group, places, all, worker.Committed(), took);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static ConsumerConfig Config(Topic topic, string group, ConsumerConfig? own)
    {
        ConsumerConfig config = LogReader.Config(topic.Cluster, group);
        config.EnablePartitionEof = false;

        // Commits of a consumer that is no member: only the classic protocol has them.
        config.GroupProtocol = GroupProtocol.Classic;
        foreach ((string name, string value) in own ?? [])
        {
            config.Set(name, value);
        }

        return config;
    }

    private Dictionary<int, long> Committed()
    {
        using IConsumer<Ignore, Ignore> asking = KafkaClients.Consumer(new ConsumerBuilder<Ignore, Ignore>(_topic.Cluster.ConsumerConfig(_group)));
        return GroupCommits.Of(asking, _topic, CallLimit);
    }

    private WorkLife Live()
    {
        _job.BeginLife();
        List<WorkPlace> given = [];
        IConsumer<string, string> consumer = KafkaClients.Consumer(new ConsumerBuilder<string, string>(_config));
        try
        {
            Dictionary<int, long> next = GroupCommits.Of(consumer, _topic, CallLimit);
            LearnLeaders(consumer);
            consumer.Assign(_ends.Keys.Select(p => new TopicPartitionOffset(_topic.Name, p, next.TryGetValue(p, out long at) ? new Offset(at) : Offset.Beginning)));
            HashSet<int> open = [.. _ends.Where(e => next.GetValueOrDefault(e.Key) < e.Value).Select(e => e.Key)];
            Stopwatch silence = Stopwatch.StartNew();
            while (open.Count > 0)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                if (consumer.Consume(LogReader.Slice) is not { } record)
                {
                    ThrowIfStuck(silence, given.Count);
                    continue;
                }

                silence.Restart();
                WorkPlace place = new(record.Partition.Value, record.Offset.Value);
                if (place.Offset < _ends[place.Partition])
                {
                    given.Add(place);
                    if (Work(consumer, record) is { } death)
                    {
                        return Ended(given, death is PowerCutException ? LifeEnd.PowerCut : LifeEnd.Failed, place, death is PowerCutException ? null : death.Message);
                    }
                }

                if (place.Offset + 1 >= _ends[place.Partition])
                {
                    open.Remove(place.Partition);
                }
            }

            // A clean end: what auto-commit has not sent yet goes now.
            consumer.Close();
            return Ended(given, LifeEnd.Finished, null, null);
        }
        finally
        {
            consumer.Dispose();
        }
    }

    // Asked for here, the leaders are known when the partitions are assigned. Left to the assignment, the client may look for them only a second later.
    private void LearnLeaders(IConsumer<string, string> consumer)
    {
        foreach (int partition in _ends.Keys)
        {
            try
            {
                consumer.QueryWatermarkOffsets(new TopicPartition(_topic.Name, partition), CallLimit);
            }
            catch (KafkaException)
            {
                // Reading waits for longer, and says what is wrong.
            }
        }
    }

    private Exception? Work(IConsumer<string, string> consumer, ConsumeResult<string, string> record)
    {
        _job.BeginRecord();
        try
        {
            _step(consumer, record, _job);
            return _job.IsDark ? new PowerCutException() : null;
        }
        catch (OperationCanceledException) when (_cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever the reader's own step throws is what the experiment is about.
        catch (Exception death)
#pragma warning restore CA1031
        {
            return _job.IsDark ? new PowerCutException() : death;
        }
    }

    private WorkLife Ended(List<WorkPlace> given, LifeEnd end, WorkPlace? at, string? reason) => new(_job.Life, given, [.. _job.Done], [.. _job.Parked], end, at, reason);

    private void ThrowIfStuck(Stopwatch silence, int given)
    {
        if (silence.Elapsed > Quiet)
        {
            throw new ClusterException(
                ClusterProblem.TimedOut,
                new(
                    $"토픽 {_topic.Name}에서 {Payloads.Number(given)}건을 받은 뒤 {Quiet.TotalSeconds:0}초 동안 아무것도 오지 않았다.",
                    $"After {Payloads.Number(given)} records of the topic {_topic.Name} nothing came for {Quiet.TotalSeconds:0} seconds."),
                new("브로커가 모두 떠 있는지 확인한다: `dotnet run -- status`", "See whether all brokers are running: `dotnet run -- status`"));
        }
    }
}
