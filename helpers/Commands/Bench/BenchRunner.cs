using System.Diagnostics;
using System.Text.Json;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Commands.Bench;

/// <summary>Runs both sides in turn on one cluster: the same topics, settings and counts, a process of its own each.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="java">Kafka's tools.</param>
/// <param name="files">A folder for prepared records.</param>
internal sealed class BenchRunner(Cluster cluster, JavaTools java, string files)
{
    private const string Label = "bench";
    private const int StartRecords = 100;
    private const int LimitSeconds = 120;

    // After a topic was deleted its files go; a run should not pay for the one before it.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1.5);

    private int _groups;

    /// <summary>Runs one comparison.</summary>
    /// <param name="bench">What to compare.</param>
    /// <param name="pairs">How many pairs of runs.</param>
    /// <param name="done">Is told each pair as it is done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<BenchRow> RunAsync(BenchCase bench, int pairs, Action<BenchPair> done, CancellationToken cancellationToken)
    {
        string? file = bench.Payload == JavaPayload.Prepared ? PayloadFile(bench.Load) : null;
        return bench.Reads
            ? await ReadingAsync(bench, pairs, done, cancellationToken).ConfigureAwait(false)
            : await SendingAsync(bench, file, pairs, done, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends with our client alone, each run on a fresh topic with three copies.</summary>
    public async Task<BenchRun> SendAsync(LoadOptions load, int replicationFactor, CancellationToken cancellationToken)
    {
        BenchRun run;
        await using (MeasuredTopic topic = await MeasuredTopic.CreateAsync(cluster, Label, BenchPlan.Partitions, replicationFactor, cancellationToken).ConfigureAwait(false))
        {
            run = await OursAsync(topic.Topic, load, load.Records ?? 0, cancellationToken).ConfigureAwait(false);
        }

        await Task.Delay(Settling, cancellationToken).ConfigureAwait(false);
        return run;
    }

    private async Task<BenchRow> SendingAsync(BenchCase bench, string? file, int pairs, Action<BenchPair> done, CancellationToken cancellationToken)
    {
        Task<BenchRun> Java(long records) => OnTopicAsync(bench, topic => JavaAsync(topic, bench.Load, records, file, cancellationToken), cancellationToken);
        Task<BenchRun> Ours(long records) => OnTopicAsync(bench, topic => OursAsync(topic, bench.Load, records, cancellationToken), cancellationToken);
        return await PairsAsync(bench, pairs, Java, Ours, done).ConfigureAwait(false);
    }

    private async Task<BenchRow> ReadingAsync(BenchCase bench, int pairs, Action<BenchPair> done, CancellationToken cancellationToken)
    {
        await using MeasuredTopic written = await MeasuredTopic.CreateAsync(cluster, Label, BenchPlan.Partitions, bench.ReplicationFactor, cancellationToken).ConfigureAwait(false);
        Topic topic = written.Topic;
        LoadRun load = await topic.RunLoadAsync(bench.Load with { TimeLimit = TimeSpan.FromSeconds(LimitSeconds) }, cancellationToken).ConfigureAwait(false);
        if (load.Confirmed != bench.Records)
        {
            throw new ClusterException(
                ClusterProblem.NotDelivered,
                new($"읽을 레코드를 다 쓰지 못했다: {bench.Records} 가운데 {load.Confirmed}. {load.FirstError}", $"Not all records to be read were written: {load.Confirmed} of {bench.Records}. {load.FirstError}"),
                new("`dotnet run -- status`로 브로커를 본다.", "Look at the brokers: `dotnet run -- status`"));
        }

        Task<BenchRun> Java(long records) => JavaReadsAsync(topic, records, cancellationToken);
        Task<BenchRun> Ours(long records) => OursReadsAsync(topic, records, cancellationToken);
        return await PairsAsync(bench, pairs, Java, Ours, done).ConfigureAwait(false);
    }

    // Who begins changes from pair to pair, so that neither always finds the quieter machine.
    private static async Task<BenchRow> PairsAsync(BenchCase bench, int pairs, Func<long, Task<BenchRun>> java, Func<long, Task<BenchRun>> ours, Action<BenchPair> done)
    {
        BenchStart start = new((await java(StartRecords).ConfigureAwait(false)).CpuSeconds, (await ours(StartRecords).ConfigureAwait(false)).CpuSeconds);
        List<BenchPair> all = [];
        for (int pair = 0; pair < pairs; pair++)
        {
            BenchRun first = await (pair % 2 == 0 ? java : ours)(bench.Records).ConfigureAwait(false);
            BenchRun second = await (pair % 2 == 0 ? ours : java)(bench.Records).ConfigureAwait(false);
            all.Add(pair % 2 == 0 ? new BenchPair(first, second) : new BenchPair(second, first));
            done(all[^1]);
        }

        return new BenchRow(bench, all, start);
    }

    private async Task<BenchRun> OnTopicAsync(BenchCase bench, Func<Topic, Task<BenchRun>> run, CancellationToken cancellationToken)
    {
        BenchRun result;
        await using (MeasuredTopic topic = await MeasuredTopic.CreateAsync(cluster, Label, BenchPlan.Partitions, bench.ReplicationFactor, cancellationToken).ConfigureAwait(false))
        {
            result = await run(topic.Topic).ConfigureAwait(false);
        }

        await Task.Delay(Settling, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async Task<BenchRun> JavaAsync(Topic topic, LoadOptions load, long records, string? file, CancellationToken cancellationToken)
    {
        (long sent, double rate, double cpu) = await java.SendAsync(cluster.BootstrapServers, topic.Name, load, records, file, cancellationToken).ConfigureAwait(false);
        return new BenchRun(sent, await CountAsync(topic, cancellationToken).ConfigureAwait(false), rate, cpu);
    }

    private async Task<BenchRun> OursAsync(Topic topic, LoadOptions load, long records, CancellationToken cancellationToken)
    {
        Dictionary<string, string> settings = new(BenchPlan.OurSettings(cluster.ProducerConfig(), load));
        BenchOrder order = new(settings, topic.Name, topic.Partitions, records, load.RecordBytes, load.Payload, load.InFlight, null, LimitSeconds);
        (BenchAnswer answer, double cpu) = await ClientAsync(order, cancellationToken).ConfigureAwait(false);
        return new BenchRun(answer.Records, await CountAsync(topic, cancellationToken).ConfigureAwait(false), Rate(answer), cpu);
    }

    private async Task<BenchRun> JavaReadsAsync(Topic topic, long records, CancellationToken cancellationToken)
    {
        string group = topic.GroupName(FormattableString.Invariant($"{Label}-{++_groups}"));
        (long read, double rate, double cpu) = await java.ReadAsync(cluster.BootstrapServers, topic.Name, group, records, new ReadOptions().FetchBytes, cancellationToken).ConfigureAwait(false);

        // The tool takes a whole answer of a broker at a time, so a run that is to end early reads a little more.
        return new BenchRun(read, Math.Max(records, read), rate, cpu);
    }

    private async Task<BenchRun> OursReadsAsync(Topic topic, long records, CancellationToken cancellationToken)
    {
        IReadOnlyList<LogRange> ranges = await LogOffsets.QueryAsync(topic, IsolationLevel.ReadUncommitted, cancellationToken).ConfigureAwait(false);
        ConsumerConfig config = ReadRunner.Settings(LogReader.Config(cluster, topic.GroupName(Label)), new ReadOptions());
        BenchOrder order = new(
            new Dictionary<string, string>(config), topic.Name, topic.Partitions, records, 0, PayloadKind.Random, 1, [.. ranges.Select(r => new BenchPart(r.Partition, r.Start, r.End))], LimitSeconds);
        (BenchAnswer answer, double cpu) = await ClientAsync(order, cancellationToken).ConfigureAwait(false);
        return new BenchRun(answer.Records, records, Rate(answer), cpu);
    }

    private static async Task<(BenchAnswer Answer, double Cpu)> ClientAsync(BenchOrder order, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = PipedProcess.Info(DetachedStart.DotNet(), ["exec", DetachedStart.ThisProgram(), BenchClient.Verb]);
        MeasuredAnswer answer = await MeasuredProgram.RunAsync(
            start, TimeSpan.FromSeconds(LimitSeconds + 60), JsonSerializer.Serialize(order, BenchJson.Default.BenchOrder), cancellationToken).ConfigureAwait(false);
        BenchAnswer? read = answer.ExitCode == ExitCodes.Success ? JsonSerializer.Deserialize(answer.Output, BenchJson.Default.BenchAnswer) : null;
        return read is not null
            ? (read, answer.Cpu.TotalSeconds)
            : throw new ClusterException(
                ClusterProblem.ProcessEnded,
                new($"측정용 클라이언트가 결과를 내지 않았다. {answer.Error.Trim()}", $"The client that is measured gave no result. {answer.Error.Trim()}"),
                new("`dotnet build`를 다시 하고 실행한다.", "Run `dotnet build` and try again."));
    }

    private static async Task<long> CountAsync(Topic topic, CancellationToken cancellationToken) =>
        (await LogOffsets.QueryAsync(topic, IsolationLevel.ReadUncommitted, cancellationToken).ConfigureAwait(false)).Sum(r => r.End - r.Start);

    private static double Rate(BenchAnswer answer) => answer.Seconds > 0 ? answer.Records / answer.Seconds : 0;

    // The tool reads lines: letters that do not compress, as it draws them itself; or our JSON events.
    private string PayloadFile(LoadOptions load)
    {
        string path = Path.Combine(files, FormattableString.Invariant($"{load.Payload}-{load.RecordBytes}.txt"));
        if (!File.Exists(path))
        {
            LoadPayloads payloads = new(load.Payload, load.RecordBytes, 0);
            using FileStream file = File.Create(path);
            for (int i = 0; i < payloads.Count; i++)
            {
                byte[] line = payloads.Next();
                file.Write(load.Payload == PayloadKind.Json ? line : [.. line.Select(b => (byte)('A' + (b % 26)))]);
                file.WriteByte((byte)'\n');
            }
        }

        return path;
    }
}
