using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <summary>How an answer was judged.</summary>
public enum VerdictKind
{
    /// <summary>The answer cell still holds its neutral default.</summary>
    Unanswered,

    /// <summary>The answer is right.</summary>
    Right,

    /// <summary>The answer is wrong.</summary>
    Wrong,
}

/// <summary>What a check says of an answer: right or wrong, and why.</summary>
/// <param name="Exercise">The exercise's number, such as <c>1-3</c>.</param>
/// <param name="Kind">Right, wrong, or not answered yet.</param>
/// <param name="Why">The reason. A wrong answer's reason points to the mistake and does not give the solution away.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record Verdict(string Exercise, VerdictKind Kind, Text Why) : IHtmlView
{
    /// <summary>Whether the answer is right.</summary>
    public bool IsRight => Kind == VerdictKind.Right;

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Title(), [Why.ToString()], Kind switch
    {
        VerdictKind.Right => Tone.Good,
        VerdictKind.Wrong => Tone.Bad,
        _ => Tone.Calm,
    });

    /// <inheritdoc/>
    public override string ToString() => $"{Title()} {Why}";

    internal static Verdict Unanswered(string exercise) => new(exercise, VerdictKind.Unanswered, new(
        "위의 셀에 답을 채우고 두 셀을 다시 실행한다.",
        "Fill in the answer in the cell above and run both cells again."));

    internal static Verdict Right(string exercise, Text why) => new(exercise, VerdictKind.Right, why);

    internal static Verdict Wrong(string exercise, Text why) => new(exercise, VerdictKind.Wrong, why);

    private string Title() => (Kind switch
    {
        VerdictKind.Right => new Text($"연습 {Exercise}: 맞았다.", $"Exercise {Exercise}: right."),
        VerdictKind.Wrong => new Text($"연습 {Exercise}: 아직 아니다.", $"Exercise {Exercise}: not yet."),
        _ => new Text($"연습 {Exercise}: 아직 답하지 않았다.", $"Exercise {Exercise}: not answered yet."),
    }).ToString();
}
