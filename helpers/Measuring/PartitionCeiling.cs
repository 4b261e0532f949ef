using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>What the group got done on a topic with so many partitions.</summary>
/// <param name="Partitions">The topic's partitions.</param>
/// <param name="Step">What was measured.</param>
public sealed record CeilingStep(int Partitions, ConsumerStep Step);

/// <summary>A group of always the same size on topics with more and more partitions: there is no more work to share than there are partitions.</summary>
/// <param name="Consumers">The group's size.</param>
/// <param name="Work">The work of one record, as asked for.</param>
/// <param name="Steps">The topics, in the order tried.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record PartitionCeiling(int Consumers, TimeSpan Work, IReadOnlyList<CeilingStep> Steps) : IHtmlView
{
    /// <summary>Whether at each step as many consumers had work as there were partitions, or all of them.</summary>
    public bool Holds => Steps.All(s => s.Step.Working == Math.Min(s.Partitions, Consumers));

    /// <summary>A table with the columns partitions, consumers, working, records_per_second.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("partitions", Steps.Select(s => s.Partitions)),
        new PrimitiveDataFrameColumn<int>("consumers", Steps.Select(_ => Consumers)),
        new PrimitiveDataFrameColumn<int>("working", Steps.Select(s => s.Step.Working)),
        new PrimitiveDataFrameColumn<double>("records_per_second", Steps.Select(s => s.Step.RecordsPerSecond)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("파티션", "partitions"), Say("컨슈머", "consumers"), Say("일하는 컨슈머", "working"), Say("초당 건수", "records/s")],
        Steps.Select(s => (IReadOnlyList<string>)
            [Payloads.Number(s.Partitions), Payloads.Number(Consumers), Payloads.Number(s.Step.Working), Payloads.Number((long)Math.Round(s.Step.RecordsPerSecond))]));

    /// <inheritdoc/>
    public override string ToString()
    {
        string work = FormattableString.Invariant($"{Work.TotalMilliseconds:0.#}");
        return Say(
            $"컨슈머 {Consumers}개를 파티션 수가 다른 토픽에 붙였다. 한 건에 {work} ms씩 일을 시켰다.",
            $"{Consumers} consumers on topics with different numbers of partitions, {work} ms of work for a record.");
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>Partitions as the ceiling for consumers.</summary>
public static class PartitionScaling
{
    private const int MostPartitions = 32;
    private static readonly TimeSpan WindowOnBrokers = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WindowOnEmbedded = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Lets a group of the same size read topics with different numbers of partitions, one after the other, in which every record takes its consumer some time. Measured is the
    /// time after every partition has found its consumer.
    /// </summary>
    /// <param name="cluster">Where.</param>
    /// <param name="partitions">The numbers of partitions, each 1 to 32.</param>
    /// <param name="consumers">The group's size, 1 to 32.</param>
    /// <param name="work">How long one record keeps a consumer, 1 to 100 ms; null for 2.</param>
    /// <param name="window">How long each topic is measured, 0.2 to 10 seconds; null for 1, or 0.5 on the embedded cluster.</param>
    /// <param name="ct">Ends the run; the consumers leave.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    /// <exception cref="ClusterException">A group did not settle within 20 seconds, or the cluster did not answer.</exception>
    public static async Task<PartitionCeiling> ScalePartitionsAsync(
        this Cluster cluster, IReadOnlyList<int> partitions, int consumers, TimeSpan? work = null, TimeSpan? window = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(partitions);
        if (partitions.Count == 0 || partitions.Any(p => p is < 1 or > MostPartitions))
        {
            throw new ArgumentException(
                new Text($"파티션 수는 1에서 {MostPartitions}까지, 하나 이상 적는다. 예: [1, 2, 4]", $"Give one or more numbers of partitions, each 1 to {MostPartitions}, such as [1, 2, 4].").ToString(),
                nameof(partitions));
        }

        TimeSpan each = work ?? TimeSpan.FromMilliseconds(2), measured = window ?? (cluster.Kind == ClusterKind.Embedded ? WindowOnEmbedded : WindowOnBrokers);
        List<CeilingStep> steps = [];
        foreach (int count in partitions)
        {
            Topic topic = await cluster.CreateTopicAsync(FormattableString.Invariant($"ceiling-{count}"), count, ct: ct).ConfigureAwait(false);
            ConsumerScaling scaling = await TopicScaling.RunAsync(topic, [consumers], each, measured, isFirst: steps.Count == 0, ct).ConfigureAwait(false);
            steps.Add(new CeilingStep(count, scaling.Steps[0]));
        }

        return new PartitionCeiling(consumers, each, steps);
    }
}
