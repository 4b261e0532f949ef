using System.Diagnostics;
using System.Text.Json;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Partitions that were moved to other brokers.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Brokers">The brokers that share the partitions now, in turn.</param>
/// <param name="Before">The partitions before.</param>
/// <param name="After">The partitions after.</param>
/// <param name="Took">From the request until the metadata named the new brokers.</param>
/// <param name="CommandLine">The command as a reader would type it; null where the workbook itself moved the leaders of mock brokers.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record Reassignment(
    Topic Topic, IReadOnlyList<int> Brokers, IReadOnlyList<PartitionStatus> Before, IReadOnlyList<PartitionStatus> After, TimeSpan Took, string? CommandLine) : IHtmlView
{
    /// <summary>How many partitions changed their leader.</summary>
    public int Moved => Before.Zip(After).Count(p => p.First.Leader != p.Second.Leader);

    /// <inheritdoc/>
    public string ToHtml() => (CommandLine is null ? "" : Html.Sentence($"$ {CommandLine}")) + Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("파티션", "partition"), Say("전의 리더", "leader before"), Say("후의 리더", "leader after")],
        Before.Zip(After).Select(p => (IReadOnlyList<string>)[$"P{p.First.Partition}", Named(p.First.Leader), Named(p.Second.Leader)]));

    /// <inheritdoc/>
    public override string ToString()
    {
        Text how = CommandLine is null
            ? new(" 모의 브로커에는 컨트롤러가 없어 책이 직접 옮겼다.", " Mock brokers have no controller: the workbook itself moved them.")
            : Text.Same("");
        return Say(
            $"파티션 {Before.Count}개를 브로커 {string.Join(", ", Brokers)}에 나눠 맡겼다. 리더가 바뀐 것은 {Moved}개다 ({Payloads.Took(Took)}).{how.Korean}",
            $"{Before.Count} partitions were dealt out to the brokers {string.Join(", ", Brokers)}; {Moved} changed their leader ({Payloads.Took(Took)}).{how.English}");
    }

    private static string Named(int? broker) => broker is { } id ? Say($"브로커 {id}", $"broker {id}") : Say("없음", "none");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>Moving partitions from broker to broker.</summary>
public static class TopicReassignment
{
    private const string Tool = "kafka-reassign-partitions";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Deals the topic's partitions out to brokers, one after the other, each partition with a single replica, and waits until they are there: what an operator does after
    /// adding brokers, because no partition moves by itself. On mock brokers only the leaders move, and the workbook moves them.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="brokers">The brokers that are to share it: partition 0 goes to the first, 1 to the second, and so on in turn.</param>
    /// <param name="ct">Ends the wait; the move goes on.</param>
    /// <exception cref="ArgumentException">There is no such broker, or a broker is named twice, or none is.</exception>
    /// <exception cref="NotOnThisClusterException">There are no tools for it here.</exception>
    /// <exception cref="ClusterException">The tool failed, or the partitions were not there within 40 seconds.</exception>
    public static async Task<Reassignment> MoveToAsync(this Topic topic, IReadOnlyList<int> brokers, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(brokers);
        if (brokers.Count == 0 || brokers.Distinct().Count() != brokers.Count || brokers.Except(topic.Cluster.BrokerIds).Any())
        {
            string known = string.Join(", ", topic.Cluster.BrokerIds);
            throw new ArgumentException(
                new Text($"브로커를 한 번씩만 적는다. 있는 브로커: {known}", $"Name each broker once. There are: {known}").ToString(), nameof(brokers));
        }

        topic.ThrowIfGone();
        using StatusReader reader = new(topic.Cluster, [topic]);
        IReadOnlyList<PartitionStatus> before = await reader.PartitionsAsync(AskLimit, ct).ConfigureAwait(false);
        Stopwatch clock = Stopwatch.StartNew();
        string? commandLine = topic.Cluster is EmbeddedCluster embedded
            ? await MoveLeadersAsync(embedded, topic, brokers, ct).ConfigureAwait(false)
            : await ReassignAsync(topic, brokers, ct).ConfigureAwait(false);
        while (true)
        {
            IReadOnlyList<PartitionStatus> now = await reader.PartitionsAsync(AskLimit, ct).ConfigureAwait(false);
            if (now.Count == topic.Partitions && now.All(p => IsAt(p, brokers, commandLine is not null)))
            {
                return new Reassignment(topic, brokers, before, now, clock.Elapsed, commandLine);
            }

            if (clock.Elapsed > Limit)
            {
                throw new ClusterException(
                    ClusterProblem.TimedOut,
                    new($"파티션이 {Limit.TotalSeconds:0}초 안에 옮겨지지 않았다.", $"The partitions were not moved within {Limit.TotalSeconds:0} seconds."),
                    new("`dotnet run -- status`로 브로커가 모두 떠 있는지 본다.", "See with `dotnet run -- status` whether all brokers run."));
            }

            await Task.Delay(Look, ct).ConfigureAwait(false);
        }
    }

    private static int Home(int partition, IReadOnlyList<int> brokers) => brokers[partition % brokers.Count];

    private static bool IsAt(PartitionStatus partition, IReadOnlyList<int> brokers, bool replicas)
    {
        int home = Home(partition.Partition, brokers);
        return partition.Leader == home && (!replicas || (partition.Replicas.SequenceEqual([home]) && partition.InSync.SequenceEqual([home])));
    }

    private static async Task<string?> MoveLeadersAsync(EmbeddedCluster cluster, Topic topic, IReadOnlyList<int> brokers, CancellationToken ct)
    {
        for (int partition = 0; partition < topic.Partitions; partition++)
        {
            await cluster.MoveLeaderAsync(topic.Name, partition, Home(partition, brokers), ct).ConfigureAwait(false);
        }

        return null;
    }

    private static async Task<string> ReassignAsync(Topic topic, IReadOnlyList<int> brokers, CancellationToken ct)
    {
        topic.Cluster.Require(Capability.CommandLineTools);
        string plan = JsonSerializer.Serialize(new
        {
            version = 1,
            partitions = Enumerable.Range(0, topic.Partitions).Select(p => new { topic = topic.Name, partition = p, replicas = new[] { Home(p, brokers) } }),
        });
        ToolOutput output;
        if (topic.Cluster.Kind == ClusterKind.Docker)
        {
            // The tool runs in a container, which does not see this machine's files; it has a standard input.
            output = await RunAsync(topic, "/dev/stdin", plan, ct).ConfigureAwait(false);
        }
        else
        {
            string file = Path.GetTempFileName();
            try
            {
                await File.WriteAllTextAsync(file, plan, ct).ConfigureAwait(false);
                output = await RunAsync(topic, file, null, ct).ConfigureAwait(false);
            }
            finally
            {
                File.Delete(file);
            }
        }

        return output.ExitCode == 0 ? $"{Tool} --reassignment-json-file plan.json --execute" : throw new ClusterException(
            ClusterProblem.BrokerError,
            new($"{Tool}이(가) 실패했다.\n{output}", $"{Tool} failed.\n{output}"),
            new("브로커가 모두 떠 있는지 보고 셀을 다시 실행한다.", "See whether all brokers run, and run the cell again."));
    }

    private static Task<ToolOutput> RunAsync(Topic topic, string file, string? input, CancellationToken ct) =>
        topic.Cluster.RunToolAsync(Tool, ["--reassignment-json-file", file, "--execute"], input, ct);
}
