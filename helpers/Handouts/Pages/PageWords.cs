using System.Globalization;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Pages;

/// <summary>The page's own words in its language.</summary>
internal sealed class PageWords(Language language)
{
    public string LanguageCode => language == Language.Korean ? "ko" : "en";

    public string Skip => Say("본문으로 건너뛰기", "Skip to the content");

    public string Contents => Say("차례", "Contents");

    public string Copy => Say("복사", "Copy");

    public string Copied => Say("복사했다", "Copied");

    public string NotCopied => Say("복사하지 못했다. 코드를 골라 두었으니 Ctrl+C로 복사한다.", "Could not copy. The code is selected: press Ctrl+C.");

    public string Cluster => Say("클러스터", "Cluster");

    public string Code => Say("코드", "Code");

    public string Error => Say("오류", "Error");

    public string NotRun => Say("실행하지 않은 셀: 앞의 셀이 실패했다.", "Not run: an earlier cell failed.");

    public string ChapterNotRun => Say(
        "아직 실행하지 않은 장이다. 그림과 표는 노트북을 실행하면 생긴다.",
        "This chapter has not been run. Its figures and tables come with running the notebook.");

    public string Solution => Say("풀이", "Solution");

    public string Done => Say("풀었다", "Done");

    public string TrainerNote => Say("강사에게", "For the trainer");

    public string AnswerHere => Say("답을 쓰는 칸", "Your answer goes here");

    public string Footer => Say("Kafka 워크북으로 만들었다. 네트워크 없이 읽을 수 있다.", "Made with the Kafka Workbook. It can be read without a network.");

    public string Kicker(Edition edition) =>
        EditionNames.Of(edition) is { } name ? $"{Say("Kafka 워크북", "Kafka Workbook")} · {name.In(language)}" : Say("Kafka 워크북", "Kafka Workbook");

    public string Exercise(string id) => Say($"연습 {id}", $"Exercise {id}");

    public string AnswerTo(string id) => Say($"연습 {id}의 답", $"Answer to exercise {id}");

    public string Figure(string label) => Say($"그림 {label}", $"Figure {label}");

    public string Table(string label) => Say($"표 {label}", $"Table {label}");

    public string Later(string alt) => Say($"이 차트는 스크립트를 쓸 수 있는 브라우저에서 그려진다. {alt}", $"This chart is drawn in a browser that runs scripts. {alt}");

    public string MoreLines(int lines) => Say(string.Create(CultureInfo.InvariantCulture, $"{lines:N0}줄 더 보기"), string.Create(CultureInfo.InvariantCulture, $"{lines:N0} more lines"));

    public string MoreCharacters(int characters) =>
        Say(string.Create(CultureInfo.InvariantCulture, $"{characters:N0}자 더 보기"), string.Create(CultureInfo.InvariantCulture, $"{characters:N0} more characters"));

    public string Day(DateOnly date) => language == Language.Korean
        ? string.Create(CultureInfo.InvariantCulture, $"{date.Year}년 {date.Month}월 {date.Day}일")
        : date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private string Say(string korean, string english) => new Text(korean, english).In(language);
}
