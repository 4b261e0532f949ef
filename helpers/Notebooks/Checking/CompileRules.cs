using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Worker;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KafkaWorkbook.Notebooks.Checking;

/// <summary>What only the compiler knows. The cells are compiled one after the other as a kernel does, and not run.</summary>
internal static class CompileRules
{
    public static IEnumerable<LintFinding> Check(NotebookDocument notebook, CancellationToken cancellationToken)
    {
        CellScript script = new(notebook.Folder);
        for (int i = 0; i < notebook.Cells.Length; i++)
        {
            NotebookCell cell = notebook.Cells[i];
            if (cell.Kind != CellKind.Code || string.IsNullOrWhiteSpace(cell.Source))
            {
                continue;
            }

            CompiledCell compiled = script.Analyse(i + 1, cell.Source, cancellationToken);
            foreach (Diagnostic diagnostic in compiled.Errors.Concat(compiled.Warnings))
            {
                yield return Of(diagnostic, i + 1);
            }

            if (compiled.Errors.Any())
            {
                // What comes after it would only complain about names that this cell was to declare.
                yield break;
            }

            script.Assume(compiled);
            if (JudgeEnd(compiled, i + 1) is { } finding)
            {
                yield return finding;
            }
        }
    }

    private static LintFinding Of(Diagnostic diagnostic, int cell)
    {
        int line = diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1;
        string message = $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
        return diagnostic.Severity == DiagnosticSeverity.Error
            ? new("compiler-error", cell, line, new(message, message))
            : new("compiler-warning", cell, line, new($"{message} (Jupyter는 경고를 모두 출력한다)", $"{message} (Jupyter prints every warning)"));
    }

    private static LintFinding? JudgeEnd(CompiledCell compiled, int cell)
    {
        if (compiled.LastStatement is not { } last)
        {
            return null;
        }

        int line = last.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        ITypeSymbol? type = compiled.TypeOf(last.Expression);
        return compiled.LastExpression is not null && IsTask(type)
            ? new("unawaited", cell, line, new("마지막 식이 Task다. await를 붙인다.", "the last expression is a task; await it."))
            : compiled.LastExpression is null && last.Expression is not AssignmentExpressionSyntax && IsView(type)
            ? new("unseen-value", cell, line, new(
                "마지막 값에 ;이 붙어 보이지 않는다. ;을 지우거나 변수에 담는다.",
                "the last value is not shown, because a semicolon follows it; remove the semicolon or keep the value in a variable."))
            : null;
    }

    private static bool IsTask(ITypeSymbol? type) =>
        type is { Name: "Task" or "ValueTask" or "IAsyncEnumerable" } && type.ContainingNamespace.ToDisplayString().StartsWith("System.", StringComparison.Ordinal);

    private static bool IsView(ITypeSymbol? type) =>
        type?.AllInterfaces.Concat([type]).Any(i => i.ToDisplayString() == typeof(Reporting.IHtmlView).FullName) == true;
}
