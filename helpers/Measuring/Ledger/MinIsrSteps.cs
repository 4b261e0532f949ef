using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>What a producer was answered at one step.</summary>
/// <param name="Sent">Records handed to the client.</param>
/// <param name="Acked">Records that were acknowledged.</param>
/// <param name="Error">The error of the others by Kafka's name, such as <c>NotEnoughReplicas</c>; null where there are none.</param>
public sealed record MinIsrAnswer(long Sent, long Acked, string? Error);

/// <summary>One step: so many replicas in sync, and what producers were answered then.</summary>
/// <param name="InSync">How many replicas were in sync.</param>
/// <param name="Stopped">The brokers that were stopped.</param>
/// <param name="One">With acks=1.</param>
/// <param name="All">With acks=all.</param>
public sealed record MinIsrStep(int InSync, IReadOnlyList<int> Stopped, MinIsrAnswer One, MinIsrAnswer All);

/// <summary>What is accepted while brokers are stopped one after the other, and when all are back. Made by <see cref="MinIsrRunning.RunMinIsrAsync"/>.</summary>
/// <param name="Records">How many records each producer sent at each step.</param>
/// <param name="ReplicationFactor">How many replicas the topic has.</param>
/// <param name="MinInSync">How many have to be in sync for acks=all (<c>min.insync.replicas</c>).</param>
/// <param name="Steps">The steps in order: all brokers, one stopped, two stopped, all again.</param>
/// <param name="One">What became of the records with acks=1, all steps together.</param>
/// <param name="All">What became of the records with acks=all.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record MinIsrSteps(int Records, int ReplicationFactor, int MinInSync, IReadOnlyList<MinIsrStep> Steps, IReadOnlyList<Delivery> One, IReadOnlyList<Delivery> All) : IHtmlView
{
    /// <summary>Acknowledged records that are nowhere, both producers and all steps together.</summary>
    public long Lost => One.Concat(All).Sum(d => d.Lost);

    /// <summary>A row for each step, with the columns in_sync, stopped, acks_1, acks_all, error_1, error_all.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("in_sync", Steps.Select(s => s.InSync)),
        new StringDataFrameColumn("stopped", Steps.Select(s => string.Join(' ', s.Stopped))),
        new PrimitiveDataFrameColumn<long>("acks_1", Steps.Select(s => s.One.Acked)),
        new PrimitiveDataFrameColumn<long>("acks_all", Steps.Select(s => s.All.Acked)),
        new StringDataFrameColumn("error_1", Steps.Select(s => s.One.Error)),
        new StringDataFrameColumn("error_all", Steps.Select(s => s.All.Error)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
            null,
            ["ISR", Say("멈춘 브로커", "stopped"), Say("acks=1로 확인받음", "acknowledged, acks=1"), Say("acks=all로 확인받음", "acknowledged, acks=all"), Say("오류", "error")],
            Steps.Select(s => (IReadOnlyList<string>)
            [
                Payloads.Number(s.InSync), s.Stopped.Count == 0 ? "–" : string.Join(", ", s.Stopped), Payloads.Number(s.One.Acked), Payloads.Number(s.All.Acked), s.All.Error ?? s.One.Error ?? "–",
            ]))
        + Html.Sentence(ToString());

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"min.insync.replicas={MinInSync}. 모두 다시 읽어 보니 확인받은 것 가운데 {Payloads.Number(Lost)}건이 사라졌다.",
        $"min.insync.replicas is {MinInSync}. Of all that was acknowledged {Payloads.Number(Lost)} records are lost.");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}
