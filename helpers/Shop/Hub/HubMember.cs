using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Shop;

/// <summary>
/// A service at work on several topics: reads, writes an event of its own for each, and commits only when the brokers have that. Each event says who wrote it, so that the
/// flow can be read from the topics afterwards.
/// </summary>
internal sealed class HubMember : IAsyncDisposable
{
    /// <summary>The field that names an event's writer.</summary>
    public const string WriterField = "by";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(20);

    private readonly HubService _service;
    private readonly IReadOnlyDictionary<string, Topic> _topics;
    private readonly IConsumer<string?, string?> _consumer;
    private readonly IProducer<string?, string> _producer;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _assigned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, int> _read = new();
    private readonly Task _running;
    private readonly int _expected;
    private int _holds;

    public HubMember(Cluster cluster, HubService service, IReadOnlyDictionary<string, Topic> topics, IProducer<string?, string> producer)
    {
        _service = service;
        _topics = topics;
        _producer = producer;
        ConsumerConfig config = LogReader.Config(cluster, topics[service.Reads[0]].GroupName(service.Name));
        config.EnablePartitionEof = false;
        config.EnableAutoCommit = true;
        config.EnableAutoOffsetStore = false;
        config.AutoCommitIntervalMs = 200;
        config.TopicMetadataRefreshIntervalMs = ShopServices.MetadataRefreshMs;
        _expected = service.Reads.Sum(t => topics[t].Partitions);
        _consumer = KafkaClients.Consumer(new ConsumerBuilder<string?, string?>(config)
            .SetPartitionsAssignedHandler((_, given) => Hold(given.Count))
            .SetPartitionsRevokedHandler((_, taken) => Hold(-taken.Count)));
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Why it ended by itself, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>How many events of a topic it is through with.</summary>
    public int Read(string topic) => _read.GetValueOrDefault(topic);

    /// <summary>Waits until it has every partition of every topic that it reads: a broker may hear of a new topic a little later than the one that made it.</summary>
    public Task JoinedAsync(TimeSpan limit) => Task.WhenAny(_assigned.Task, _running, Task.Delay(limit));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(_running, Task.Delay(LeaveLimit)).ConfigureAwait(false);
        _stop.Dispose();
    }

    // Called on the consumer's own thread only.
    private void Hold(int more)
    {
        _holds += more;
        if (_holds >= _expected)
        {
            _assigned.TrySetResult();
        }
    }

    private void Run()
    {
        Dictionary<string, string> labels = _service.Reads.ToDictionary(t => _topics[t].Name, t => t);
        Topic first = _topics[_service.Reads[0]];
        try
        {
            _consumer.Subscribe(labels.Keys);
            while (!_stop.IsCancellationRequested)
            {
                if (LogReader.Next(_consumer, first) is { Message: not null } result)
                {
                    string label = labels[result.Topic];
                    if (_service.Writes is { } writes)
                    {
                        string order = OrderEvent.Parse(result.Message.Value ?? "{}").Text("order");
                        string value = JsonSerializer.Serialize(new { by = _service.Name, order, source = label }, Json);
                        _producer.ProduceAsync(_topics[writes].Name, new Message<string?, string> { Key = result.Message.Key, Value = value }).GetAwaiter().GetResult();
                    }

                    _consumer.StoreOffset(new TopicPartitionOffset(result.TopicPartition, result.Offset + 1));
                    _read.AddOrUpdate(label, 1, (_, n) => n + 1);
                }
            }
        }
#pragma warning disable CA1031 // Whatever ends a background thread is kept for the notebook, which has no other way to see it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failure = failure;
        }
        finally
        {
            _consumer.Close();
            _consumer.Dispose();
        }
    }
}
