using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>What became of one topic when data were deleted.</summary>
/// <param name="Name">What the case is called.</param>
/// <param name="Copies">How many replicas the topic has.</param>
/// <param name="DisksLost">On how many brokers its data were deleted.</param>
/// <param name="Written">How many records were written and acknowledged.</param>
/// <param name="Left">How many of them could be read afterwards, each one found by its own id.</param>
public sealed record DiskLossCase(Text Name, int Copies, int DisksLost, long Written, long Left);

/// <summary>What became of topics when their data were deleted from the disks of one broker, or of all.</summary>
/// <param name="Brokers">The brokers whose data were deleted.</param>
/// <param name="Cases">The topics.</param>
/// <param name="Took">From the first broker's stop until everything was back and read.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record DiskLoss(IReadOnlyList<int> Brokers, IReadOnlyList<DiskLossCase> Cases, TimeSpan Took) : IHtmlView
{
    /// <summary>The case with so many replicas.</summary>
    /// <param name="copies">How many.</param>
    /// <exception cref="ArgumentException">It was not tried.</exception>
    public DiskLossCase With(int copies) => Cases.FirstOrDefault(c => c.Copies == copies) ?? throw new ArgumentException(
        new Text($"복제본 {copies}개인 토픽은 해 보지 않았다.", $"No topic with {copies} replicas was tried.").ToString(), nameof(copies));

    /// <summary>A table with the columns copies, disks_lost, written, left.</summary>
    public DataFrame ToDataFrame() => new(
        new PrimitiveDataFrameColumn<int>("copies", Cases.Select(c => c.Copies)),
        new PrimitiveDataFrameColumn<int>("disks_lost", Cases.Select(c => c.DisksLost)),
        new PrimitiveDataFrameColumn<long>("written", Cases.Select(c => c.Written)),
        new PrimitiveDataFrameColumn<long>("left", Cases.Select(c => c.Left)));

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString()) + Html.Table(
        null,
        [Say("토픽", "topic"), Say("복제본", "replicas"), Say("지운 디스크", "disks deleted"), Say("쓴 것", "written"), Say("남은 것", "left")],
        Cases.Select(c => (IReadOnlyList<string>)
            [c.Name.ToString(), Payloads.Number(c.Copies), Payloads.Number(c.DisksLost), Payloads.Number(c.Written), Payloads.Number(c.Left)]));

    /// <inheritdoc/>
    public override string ToString() => Say(
        $"브로커 {string.Join(", ", Brokers)}의 디스크에서 이 토픽들의 데이터를 지우고 다시 띄웠다. ({Payloads.Took(Took)})",
        $"The data of these topics were deleted from the disks of broker {string.Join(", ", Brokers)}, and the brokers started again. ({Payloads.Took(Took)})");

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}
