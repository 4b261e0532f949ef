using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>One consumer's part of a step.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">The partitions that the group gave it, ascending; none for one that has nothing to do.</param>
/// <param name="Records">How many records it worked on during the window.</param>
public sealed record ConsumerShare(string Name, IReadOnlyList<int> Partitions, long Records);

/// <summary>What a group of so many consumers got done.</summary>
/// <param name="Consumers">How many consumers the group had.</param>
/// <param name="Window">How long was measured, once every partition had its consumer.</param>
/// <param name="Samples">Records a second in each quarter of the window.</param>
/// <param name="Shares">Each consumer's part.</param>
/// <param name="Waited">Whether a consumer with partitions ran out of records, so that the rate is no measure of it.</param>
public sealed record ConsumerStep(int Consumers, TimeSpan Window, IReadOnlyList<double> Samples, IReadOnlyList<ConsumerShare> Shares, bool Waited)
{
    /// <summary>Records worked on during the window, by all together.</summary>
    public long Records => Shares.Sum(s => s.Records);

    /// <summary>Records a second, by all together.</summary>
    public double RecordsPerSecond => Records / Window.TotalSeconds;

    /// <summary>Consumers that have a partition.</summary>
    public int Working => Shares.Count(s => s.Partitions.Count > 0);

    /// <summary>Whether every partition had exactly one consumer.</summary>
    public bool EachPartitionOnce(int partitions) => Shares.SelectMany(s => s.Partitions).Order().SequenceEqual(Enumerable.Range(0, partitions));
}

/// <summary>How much more gets done as a group gets more consumers that each have real work to do.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Work">The work of one record, as asked for.</param>
/// <param name="Steps">The group sizes, in the order tried.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ConsumerScaling(Topic Topic, TimeSpan Work, IReadOnlyList<ConsumerStep> Steps) : IHtmlView
{
    /// <summary>How long one record really took a consumer, clock and client included: the mean over all steps.</summary>
    public TimeSpan Took => TimeSpan.FromSeconds(Steps.Sum(s => s.Window.TotalSeconds * s.Working) / Math.Max(1, Steps.Sum(s => s.Records)));

    /// <summary>The step with so many consumers.</summary>
    /// <param name="consumers">How many.</param>
    /// <exception cref="ArgumentException">It was not tried.</exception>
    public ConsumerStep With(int consumers) => Steps.FirstOrDefault(s => s.Consumers == consumers) ?? throw new ArgumentException(
        new Text(
            $"컨슈머 {consumers}개는 재지 않았다. 잰 것: {string.Join(", ", Steps.Select(s => s.Consumers))}",
            $"{consumers} consumers were not tried. Tried: {string.Join(", ", Steps.Select(s => s.Consumers))}.").ToString(),
        nameof(consumers));

    /// <summary>How many times the first step's rate a step reached.</summary>
    /// <param name="step">The step.</param>
    public double Factor(ConsumerStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Steps[0].RecordsPerSecond > 0 ? step.RecordsPerSecond / Steps[0].RecordsPerSecond : 0;
    }

    /// <summary>A table with the columns consumers, working, records, seconds, records_per_second, factor.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("consumers", Steps.Select(s => s.Consumers)),
        new PrimitiveDataFrameColumn<int>("working", Steps.Select(s => s.Working)),
        new PrimitiveDataFrameColumn<long>("records", Steps.Select(s => s.Records)),
        new PrimitiveDataFrameColumn<double>("seconds", Steps.Select(s => s.Window.TotalSeconds)),
        new PrimitiveDataFrameColumn<double>("records_per_second", Steps.Select(s => s.RecordsPerSecond)),
        new PrimitiveDataFrameColumn<double>("factor", Steps.Select(Factor)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("컨슈머", "consumers"), Say("일하는 컨슈머", "working"), Say("초당 건수", "records/s"), Say("몇 배", "factor"), Say("파티션을 나눈 모습", "partitions of each")],
        Steps.Select(s => (IReadOnlyList<string>)
        [
            Payloads.Number(s.Consumers), Payloads.Number(s.Working), Payloads.Number((long)Math.Round(s.RecordsPerSecond)), FormattableString.Invariant($"{Factor(s):0.0}"), Shared(s),
        ]));

    /// <inheritdoc/>
    public override string ToString()
    {
        string asked = FormattableString.Invariant($"{Work.TotalMilliseconds:0.#}"), took = FormattableString.Invariant($"{Took.TotalMilliseconds:0.0}");
        string starved = string.Join(", ", Steps.Where(s => s.Waited).Select(s => Payloads.Number(s.Consumers)));
        return Say(
            $"토픽 {Topic.Label}, 파티션 {Topic.Partitions}개. 한 건에 {asked} ms씩 일을 시켰고, 한 건을 처리하는 데 실제로 {took} ms가 걸렸다.{(starved.Length == 0 ? "" : $" 컨슈머 {starved}개일 때는 읽을 메시지가 바닥나 기다린 컨슈머가 있다. 그 속도는 낮게 잰 것이다.")}",
            $"Topic {Topic.Label}, {Topic.Partitions} partitions. {asked} ms of work were asked for a record; a record really took {took} ms.{(starved.Length == 0 ? "" : $" With {starved} consumers one ran out of records and waited, so that its rate is too low.")}");
    }

    private static string Shared(ConsumerStep step) =>
        string.Join(" · ", step.Shares.Select(s => s.Partitions.Count == 0 ? Say("없음", "none") : string.Join(",", s.Partitions.Select(p => $"P{p}"))));

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}
