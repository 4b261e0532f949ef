using KafkaWorkbook.Reporting;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KafkaWorkbook.Notebooks.Checking;

/// <summary>Calls that end, block or depend on one kernel.</summary>
internal static class CallRules
{
    private static readonly Text s_useLastExpression = new(
        "display는 Verso에 없고 .Display()는 커널마다 다르다. 값은 마지막 식으로 보여 준다.",
        "`display` is not in Verso and .Display() differs between kernels; show a value as the last expression.");

    public static Broken? Judge(InvocationExpressionSyntax call)
    {
        (string? on, string method) = call.Expression switch
        {
            MemberAccessExpressionSyntax member => (member.Expression.ToString(), member.Name.Identifier.Text),
            SimpleNameSyntax name => (null, name.Identifier.Text),
            _ => (null, ""),
        };
        return (on, method) switch
        {
            (null, "display") or (not null, "Display" or "DisplayAs") => new("display", s_useLastExpression),
            ("Console", "ReadLine" or "ReadKey" or "Read") => new("console-input", new("노트북에는 콘솔 입력이 없다.", "a notebook has no console input.")),
            ("Environment", "Exit" or "FailFast") => new("exit", new("커널 프로세스가 통째로 끝난다.", "it ends the whole kernel.")),
            ("Thread", "Sleep") => new("blocking-wait", new(
                "Thread.Sleep은 취소할 수 없다. await Task.Delay(…)를 쓴다.", "Thread.Sleep cannot be cancelled; write await Task.Delay(…).")),
            ("Task", "WaitAll" or "WaitAny") or (not null, "Wait") => Blocking($".{method}()"),
            (not null, "GetResult") when on.EndsWith("GetAwaiter()", StringComparison.Ordinal) => Blocking(".GetAwaiter().GetResult()"),
            ("Library" or "Confluent.Kafka.Library", "Load") => new("native-load", new(
                "Library.Load는 커널 안에서 실패한다.", "Library.Load fails inside a kernel.")),
            _ => null,
        };
    }

    public static Broken Blocking(string what) => new("blocking-wait", new(
        $"{what} 대신 await를 쓴다. 동기 대기는 커널에서 취소할 수 없다.", $"write await instead of {what}: a synchronous wait cannot be cancelled in a kernel."));

    /// <summary>
    /// Whether it waits for a task. Many types have a property called Result, and no types are known here: it counts only behind a call that says Async or a
    /// variable that says task.
    /// </summary>
    public static bool IsBlockingResult(MemberAccessExpressionSyntax access) =>
        access.Name.Identifier.Text == "Result"
        && !(access.Parent is InvocationExpressionSyntax call && call.Expression == access)
        && access.Expression switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: var method } } => method.EndsWith("Async", StringComparison.Ordinal),
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: var function } } => function.EndsWith("Async", StringComparison.Ordinal),
            IdentifierNameSyntax { Identifier.Text: var variable } => variable.EndsWith("task", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
}
