using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Confluent.Kafka;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>
/// Proves once per start that a cluster is ready: all brokers in the metadata, a probe topic whose partitions have every replica in the ISR, one record a
/// partition acknowledged by all replicas and read back. Each broker leads a partition, so each advertised listener is tried.
/// </summary>
internal static class Readiness
{
    /// <summary>The probe topics' names start so.</summary>
    public const string ProbePrefix = "workbook.probe.";
    private const int TailLines = 15;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until the cluster is ready.</summary>
    /// <param name="cluster">The cluster, started just now.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="line">Shows how far it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClusterException">What is missing, by name, with the last log lines of the broker at fault.</exception>
    public static async Task ProveAsync(BrokerCluster cluster, TimeSpan limit, IProgressLine line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(line);
        long start = Stopwatch.GetTimestamp();
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ended.CancelAfter(limit);
        try
        {
            await FirstAsync(WatchAsync(cluster, ended.Token), ProveAsync(cluster, line, start, ended.Token), ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw await TimedOutAsync(cluster, limit, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until some brokers answer and are in the metadata of every broker that answers.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="brokerIds">The brokers to wait for.</param>
    /// <param name="line">Shows how far it is, or null.</param>
    /// <param name="cancellationToken">Ends the wait; there is no other limit.</param>
    public static async Task WaitForBrokersAsync(BrokerCluster cluster, IReadOnlyCollection<int> brokerIds, IProgressLine? line, CancellationToken cancellationToken)
    {
        while (true)
        {
            int[] missing = [.. brokerIds.Except(await SeenAsync(cluster, cancellationToken).ConfigureAwait(false))];
            if (missing.Length == 0)
            {
                return;
            }

            int there = brokerIds.Count - missing.Length;
            line?.Update(new($"브로커 {brokerIds.Count}대 가운데 {there}대가 보인다.", $"{there} of {brokerIds.Count} brokers are there."));
            await Task.Delay(LookAgain, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The same for brokers that were started again; it ends at once when one of them ends.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="brokerIds">The brokers to wait for.</param>
    /// <param name="line">Shows how far it is, or null.</param>
    /// <param name="cancellationToken">Ends the wait; there is no other limit.</param>
    /// <exception cref="ClusterException">A broker's process ended, or another fault that can be seen.</exception>
    public static async Task WaitForBrokersThemselvesAsync(
        BrokerCluster cluster, IReadOnlyCollection<int> brokerIds, IProgressLine? line, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await FirstAsync(WatchAsync(cluster, ended.Token), WaitForBrokersAsync(cluster, brokerIds, line, ended.Token), ended).ConfigureAwait(false);
    }

    // Ends when the work is done, or throws the fault that shows first.
    private static async Task FirstAsync(Task<ClusterException> fault, Task work, CancellationTokenSource ended)
    {
        try
        {
            if (await Task.WhenAny(fault, work).ConfigureAwait(false) == fault && fault.IsCompletedSuccessfully)
            {
                throw fault.Result;
            }

            await work.ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(fault, work).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private static async Task ProveAsync(BrokerCluster cluster, IProgressLine line, long start, CancellationToken cancellationToken)
    {
        await WaitForBrokersAsync(cluster, [.. cluster.BrokerIds], line, cancellationToken).ConfigureAwait(false);
        line.Update(new("브로커가 모두 보인다. 메시지 하나를 써 보고 읽어 본다.", "All brokers are there. Writing and reading a record."));
        string topic = $"{ProbePrefix}{Guid.NewGuid():N}"[..(ProbePrefix.Length + 8)];
        try
        {
            await cluster.CreateTopicAsync(
                new TopicSpec(topic, cluster.BrokerIds.Count, (short)Math.Min(3, cluster.BrokerIds.Count), new Dictionary<string, string>()), cancellationToken).ConfigureAwait(false);
            await RoundTripAsync(cluster, topic, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // With a token of its own: a cancelled start must not leave the probe behind on a cluster that stays.
            using CancellationTokenSource brief = new(TimeSpan.FromSeconds(cancellationToken.IsCancellationRequested ? 2 : 15));
            await DeleteQuietlyAsync(cluster, topic, brief.Token).ConfigureAwait(false);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        line.Update(new(
            string.Create(CultureInfo.InvariantCulture, $"준비됐다 ({seconds:0.0}초)."),
            string.Create(CultureInfo.InvariantCulture, $"Ready ({seconds:0.0} s).")));
    }

    private static async Task RoundTripAsync(BrokerCluster cluster, string topic, CancellationToken cancellationToken)
    {
        int partitions = cluster.BrokerIds.Count;
        ProducerConfig producing = cluster.ProducerConfig();
        producing.Acks = Acks.All;
        producing.LingerMs = 0;
        using (IProducer<Null, string> producer = new ProducerBuilder<Null, string>(producing).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build())
        {
            await Task.WhenAll(Enumerable.Range(0, partitions).Select(p =>
                producer.ProduceAsync(new TopicPartition(topic, p), new Message<Null, string> { Value = topic }, cancellationToken))).ConfigureAwait(false);
        }

        // Consume blocks its thread, so it gets one that is not the kernel's.
        await Task.Run(() => ReadBack(cluster, topic, partitions, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static void ReadBack(BrokerCluster cluster, string topic, int partitions, CancellationToken cancellationToken)
    {
        using IConsumer<Ignore, string> consumer =
            new ConsumerBuilder<Ignore, string>(cluster.ConsumerConfig(topic)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

        // A new topic begins at 0. Asked for "the beginning", the client asks the broker where that is, which takes half a second while it connects.
        consumer.Assign(Enumerable.Range(0, partitions).Select(p => new TopicPartitionOffset(topic, p, 0)));
        HashSet<int> missing = [.. Enumerable.Range(0, partitions)];
        while (missing.Count > 0)
        {
            ConsumeResult<Ignore, string> read = consumer.Consume(cancellationToken);
            if (read.Message.Value == topic)
            {
                missing.Remove(read.Partition);
            }
        }
    }

    private static async Task DeleteQuietlyAsync(BrokerCluster cluster, string topic, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.DeleteTopicAsync(topic, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ClusterException or OperationCanceledException or ObjectDisposedException)
        {
            // The proof's own failure says more, and one empty topic harms nobody.
        }
    }

    private static async Task<ClusterException> WatchAsync(BrokerCluster cluster, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await cluster.FindFaultAsync(cancellationToken).ConfigureAwait(false) is { } fault)
            {
                return fault;
            }

            await Task.Delay(LookAgain, cancellationToken).ConfigureAwait(false);
        }
    }

    // The brokers that answer, and are named by all that answer: a broker that starts knows less than the others, the others know it longer than it lives.
    private static async Task<IReadOnlyCollection<int>> SeenAsync(BrokerCluster cluster, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<int, BrokerView> views = await cluster.ViewsAsync(cancellationToken).ConfigureAwait(false);
        IEnumerable<int> named = views.Values.SelectMany(v => v.Brokers).Where(b => views.ContainsKey(b.Port)).Select(b => b.Id).Distinct();
        return [.. named.Where(id => views.Values.All(v => v.Brokers.Any(b => b.Id == id)))];
    }

    private static async Task<ClusterException> TimedOutAsync(BrokerCluster cluster, TimeSpan limit, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<int> seen = await SeenAsync(cluster, cancellationToken).ConfigureAwait(false);
        int[] missing = [.. cluster.BrokerIds.Except(seen)];
        string names = string.Join(", ", missing);
        if (seen.Count == 0 && await UnreachableAsync(cluster, cancellationToken).ConfigureAwait(false) is { } address)
        {
            string tail = await TailAsync(cluster, cluster.BrokerIds[0], cancellationToken).ConfigureAwait(false);
            return new ClusterException(
                ClusterProblem.ListenerUnreachable,
                new($"{limit.TotalSeconds:0}초가 지나도 {address}에 연결되지 않는다.{tail}", $"After {limit.TotalSeconds:0} seconds {address} still cannot be reached.{tail}"),
                new(
                    "브로커의 로그를 보고, 방화벽이나 advertised.listeners가 그 주소를 막고 있지 않은지 확인한다.",
                    "Look at the broker's log, and see whether a firewall or advertised.listeners stands in the way of that address."));
        }

        string log = await TailAsync(cluster, missing.FirstOrDefault(cluster.BrokerIds[0]), cancellationToken).ConfigureAwait(false);
        return missing.Length > 0
            ? new ClusterException(
                ClusterProblem.BrokerMissing,
                new($"{limit.TotalSeconds:0}초가 지나도 브로커 {Particle.IGa(names)} 클러스터에 들어오지 않았다.{log}", $"After {limit.TotalSeconds:0} seconds broker {names} is still not part of the cluster.{log}"),
                new("위 로그의 마지막 줄이 까닭을 말한다. 메모리가 모자라지 않은지도 `dotnet run -- doctor`로 확인한다.", "The last lines of the log say why. See also with `dotnet run -- doctor` whether there is enough memory."))
            : new ClusterException(
                ClusterProblem.TimedOut,
                new(
                    $"브로커는 모두 보이지만 {limit.TotalSeconds:0}초 안에 메시지 하나를 쓰고 읽지 못했다.{log}",
                    $"All brokers are there, but a record could not be written and read within {limit.TotalSeconds:0} seconds.{log}"),
                new("다시 실행한다. 계속되면 `dotnet run -- down` 뒤에 새로 띄운다.", "Try again; when it stays, run `dotnet run -- down` and start anew."));
    }

    private static async Task<string?> UnreachableAsync(BrokerCluster cluster, CancellationToken cancellationToken)
    {
        foreach (string address in cluster.BootstrapServers.Split(',', StringSplitOptions.TrimEntries))
        {
            int colon = address.LastIndexOf(':');
            if (colon > 0 && int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port))
            {
                if (!await ConnectsAsync(address[..colon], port, cancellationToken).ConfigureAwait(false))
                {
                    return address;
                }
            }
        }

        return null;
    }

    private static async Task<bool> ConnectsAsync(string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(host, port, cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is SocketException or TimeoutException)
        {
            return false;
        }
    }

    private static async Task<string> TailAsync(BrokerCluster cluster, int brokerId, CancellationToken cancellationToken)
    {
        string tail = await cluster.LogTailAsync(brokerId, TailLines, cancellationToken).ConfigureAwait(false);
        return tail.Length == 0 ? "" : $"\n{tail}";
    }
}
