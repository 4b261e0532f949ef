using System.Globalization;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Print;

/// <summary>The words that paper has beside the handout's own, in its language.</summary>
/// <param name="language">The language.</param>
internal sealed class PrintWords(Language language)
{
    /// <summary>What all the chapters together are called.</summary>
    public static readonly Text Series = new("Kafka 워크북", "Kafka Workbook");

    public string SeriesTitle => Series.In(language);

    public string Contents => new Text("차례", "Contents").In(language);

    public string Date => new Text("날짜", "Date").In(language);

    public string Cluster => new Text("클러스터", "Cluster").In(language);

    public string Name => new Text("이름", "Name").In(language);

    public string Figure => new Text("그림", "Figure").In(language);

    public string Figures => new Text("그림", "Figures").In(language);

    public string Table => new Text("표", "Table").In(language);

    public string Solved => new Text("풀었다", "Solved").In(language);

    public string Solution => new Text("풀이", "Solution").In(language);

    public string ForTrainer => new Text("강사에게", "For the trainer").In(language);

    public string Notebooks => new Text("노트북을 받는 곳", "Where the notebooks are").In(language);

    public string NotRun => new Text("실행하지 않은 셀: 앞의 셀이 실패했다.", "Not run: an earlier cell failed.").In(language);

    public string ChapterNotRun => new Text(
        "아직 실행하지 않은 장이다. 그림과 표는 노트북을 실행하면 생긴다.",
        "This chapter has not been run. Its figures and tables come with running the notebook.").In(language);

    public string Failed => new Text("셀이 여기서 멈췄다", "The cell stopped here").In(language);

    public string? EditionOf(Edition edition) => EditionNames.Of(edition)?.In(language);

    public string Exercise(string id) => new Text($"연습 {id}", $"Exercise {id}").In(language);

    public string MoreLines(int count) => new Text($"… {Number(count)}줄 더", count == 1 ? "… 1 more line" : $"… {Number(count)} more lines").In(language);

    public string MoreCharacters(int count) => new Text($"… {Number(count)}자 더", $"… {Number(count)} more characters").In(language);

    public string Day(DateOnly day) => language == Language.Korean
        ? day.ToString("yyyy년 M월 d일", CultureInfo.InvariantCulture)
        : day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
