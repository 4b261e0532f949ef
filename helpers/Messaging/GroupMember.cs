using System.Collections.Concurrent;
using Confluent.Kafka;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>What happened to a member's partitions.</summary>
public enum AssignmentChange
{
    /// <summary>The group gave it partitions.</summary>
    Assigned,

    /// <summary>It gave partitions back.</summary>
    Revoked,

    /// <summary>They were taken away: the group thought it dead.</summary>
    Lost,
}

/// <summary>One change of a member's partitions.</summary>
/// <param name="At">When.</param>
/// <param name="Member">The member's name.</param>
/// <param name="Change">What happened.</param>
/// <param name="Partitions">The partitions that it is about, ascending.</param>
/// <param name="Holds">All partitions that the member has afterwards, ascending.</param>
public sealed record AssignmentEvent(
    DateTimeOffset At, string Member, AssignmentChange Change, IReadOnlyList<int> Partitions, IReadOnlyList<int> Holds);

/// <summary>A member of a consumer group that reads in the background. Dispose it to leave the group.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class GroupMember : IAsyncDisposable, IHtmlView
{
    private const int CommitEveryMs = 200;
    private static readonly TimeSpan FirstAssignmentLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(20);

    private readonly Func<ReadRecord, CancellationToken, Task> _work;
    private readonly IConsumer<string?, string?> _consumer;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _assigned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<AssignmentEvent> _events = new();
    private readonly ConcurrentDictionary<int, long> _read = new();
    private readonly SortedSet<int> _holds = [];
    private readonly Lock _gate = new();
    private readonly Task _running;
    private readonly Lock _ending = new();
    private Task? _ended;
    private volatile bool _dies;

    internal GroupMember(Topic topic, string group, string name, Func<ReadRecord, CancellationToken, Task> work, ConsumerConfig? own)
    {
        Topic = topic;
        Group = group;
        Name = name;
        Started = SteadyClock.Now;
        _work = work;
        _consumer = KafkaClients.Consumer(new ConsumerBuilder<string?, string?>(Config(topic, group, own))
            .SetPartitionsAssignedHandler((_, partitions) => Change(AssignmentChange.Assigned, partitions.Select(p => p.Partition.Value)))
            .SetPartitionsRevokedHandler((_, partitions) => Change(AssignmentChange.Revoked, partitions.Select(p => p.Partition.Value)))
            .SetPartitionsLostHandler((_, partitions) => Change(AssignmentChange.Lost, partitions.Select(p => p.Partition.Value))));
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The topic that it reads.</summary>
    public Topic Topic { get; }

    /// <summary>The full id of its group.</summary>
    public string Group { get; }

    /// <summary>Its name in the notebook.</summary>
    public string Name { get; }

    /// <summary>When it began to join.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>When it was told to leave, or died; null while it is a member.</summary>
    public DateTimeOffset? Stopped { get; private set; }

    /// <summary>Whether it ended without a goodbye: <see cref="DieAsync"/>.</summary>
    public bool Died => _dies;

    /// <summary>How many records it has worked on.</summary>
    public long Records => _read.Values.Sum();

    /// <summary>How many records it has worked on, by partition.</summary>
    public IReadOnlyDictionary<int, long> RecordsByPartition => new SortedDictionary<int, long>(_read.ToDictionary());

    /// <summary>The partitions that it has at the moment, ascending.</summary>
    public IReadOnlyList<int> Partitions
    {
        get
        {
            lock (_gate)
            {
                return [.. _holds];
            }
        }
    }

    /// <summary>Every change of its partitions, oldest first.</summary>
    public IReadOnlyList<AssignmentEvent> Events => [.. _events];

    /// <summary>Why it ended by itself, or null: an exception of the work, or of the client.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Finishes the record at hand, commits, and leaves the group.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(dies: false).ConfigureAwait(false);

    /// <summary>
    /// Ends as a process does that is killed: its connections are cut, it commits nothing and tells nobody. The group goes on counting on it until its session
    /// times out.
    /// </summary>
    public Task DieAsync() => EndAsync(dies: true);

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        null,
        [Say("컨슈머", "member"), Say("그룹", "group"), Say("맡은 파티션", "partitions"), Say("처리한 레코드", "records")],
        [[Name, Group, Held, Payloads.Number(Records)]]);

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"컨슈머 {Name} (그룹 {Group}): 파티션 {Held}, {Payloads.Number(Records)}건 처리",
        $"member {Name} (group {Group}): partitions {Held}, {Payloads.Number(Records)} records");

    internal async Task WaitForAssignmentAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(_assigned.Task, _running, Task.Delay(FirstAssignmentLimit, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private string Held => Partitions.Count == 0 ? Say("없음", "none") : string.Join(", ", Partitions);

    private static ConsumerConfig Config(Topic topic, string group, ConsumerConfig? own)
    {
        ConsumerConfig config = LogReader.Config(topic.Cluster, group);
        config.EnablePartitionEof = false;
        config.EnableAutoCommit = true;
        config.EnableAutoOffsetStore = false;
        config.AutoCommitIntervalMs = CommitEveryMs;
        foreach ((string name, string value) in own ?? [])
        {
            config.Set(name, value);
        }

        return config;
    }

    private Task EndAsync(bool dies)
    {
        lock (_ending)
        {
            return _ended ??= StopAsync(dies);
        }
    }

    private async Task StopAsync(bool dies)
    {
        _dies = dies;
        Stopped = SteadyClock.Now;
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(_running, Task.Delay(LeaveLimit)).ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            _consumer.Subscribe(Topic.Name);
            while (!_stop.IsCancellationRequested)
            {
                if (LogReader.Next(_consumer, Topic) is { Message: not null } result)
                {
                    Work(result);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The work was told to stop.
        }
#pragma warning disable CA1031 // Whatever ends a background thread is kept for the notebook, which has no other way to see it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failure = failure;
        }
        finally
        {
            // Disposing alone says no goodbye to the group.
            if (!_dies)
            {
                _consumer.Close();
            }

            _consumer.Dispose();
        }
    }

    private void Work(ConsumeResult<string?, string?> result)
    {
        ReadRecord record = new(
            result.Partition.Value, result.Offset.Value, result.Message.Key, result.Message.Value ?? "", new DateTimeOffset(result.Message.Timestamp.UtcDateTime));

        // The client's thread is this one; the work may be asynchronous all the same.
        _work(record, _stop.Token).GetAwaiter().GetResult();
        _read.AddOrUpdate(record.Partition, 1, (_, n) => n + 1);
        try
        {
            // Without a leader epoch, which a leader's move would make invalid.
            _consumer.StoreOffset(new TopicPartitionOffset(result.TopicPartition, result.Offset + 1));
        }
        catch (KafkaException notOurs) when (notOurs.Error.Code is ErrorCode.Local_State or ErrorCode.Local_UnknownPartition)
        {
            // The partition went to another member meanwhile, which reads this record again: at least once.
        }
    }

    private void Change(AssignmentChange change, IEnumerable<int> partitions)
    {
        int[] changed = [.. partitions.Order()];
        lock (_gate)
        {
            if (change == AssignmentChange.Assigned)
            {
                _holds.UnionWith(changed);
            }
            else
            {
                _holds.ExceptWith(changed);
            }

            _events.Enqueue(new AssignmentEvent(SteadyClock.Now, Name, change, changed, [.. _holds]));
        }

        _assigned.TrySetResult();
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}
