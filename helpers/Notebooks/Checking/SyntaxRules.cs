using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Worker;
using KafkaWorkbook.Reporting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KafkaWorkbook.Notebooks.Checking;

/// <summary>C# that is right in a program and wrong, or dangerous, in a notebook's cell.</summary>
internal static class SyntaxRules
{
    private static readonly CSharpParseOptions s_options = new(ScriptSettings.Language, kind: SourceCodeKind.Script);

    private static readonly HashSet<string> s_kernelNames = new(StringComparer.Ordinal)
    {
        "KernelInvocationContext", "Kernel", "PocketView", "PocketViewTags", "HTML", "CSS", "Javascript", "DisplayedValue", "CSharpKernel",
    };

    public static IEnumerable<LintFinding> Check(NotebookCell cell, int number)
    {
        foreach (SyntaxNode node in CSharpSyntaxTree.ParseText(cell.Source, s_options).GetRoot().DescendantNodesAndSelf())
        {
            if (Judge(node) is { } found)
            {
                yield return new LintFinding(found.Rule, number, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, found.Why);
            }
        }
    }

    private static Broken? Judge(SyntaxNode node) => node switch
    {
        // At the top level the parser reads `using var x = …;` as a using directive that breaks off, and as an assignment.
        UsingDirectiveSyntax { SemicolonToken.IsMissing: true } => TopLevelUsing,
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0, Parent: GlobalStatementSyntax } => TopLevelUsing,
        YieldStatementSyntax when !node.Ancestors().Any(a => a is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax) => new("yield", new(
            "맨 위의 yield는 셀에서 컴파일되지 않는다.", "`yield` at the top level does not compile in a cell.")),
        BaseNamespaceDeclarationSyntax => new("namespace", new("셀에는 namespace를 쓸 수 없다.", "a cell cannot declare a namespace.")),
        ParameterSyntax parameter when parameter.Modifiers.Any(SyntaxKind.ThisKeyword) && node.Ancestors().Any(a => a is TypeDeclarationSyntax) => new("extension-method", new(
            "클래스 안의 확장 메서드는 셀에서 컴파일되지 않는다(CS1109). 그냥 메서드로 쓴다.",
            "an extension method in a class does not compile in a cell (CS1109); write a plain method.")),
        InvocationExpressionSyntax call => CallRules.Judge(call),
        IdentifierNameSyntax name when s_kernelNames.Contains(name.Identifier.Text) && !IsMember(name) => new("kernel-api", new(
            $"{Particle.EunNeun(name.Identifier.Text)} .NET Interactive에만 있다. 값은 마지막 식으로 보여 준다.",
            $"{name.Identifier.Text} is only in .NET Interactive; show a value as the last expression.")),
        MemberAccessExpressionSyntax access when CallRules.IsBlockingResult(access) => CallRules.Blocking(".Result"),
        WhileStatementSyntax { Condition: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } } loop when NeverLeaves(loop.Statement) => Endless,
        ForStatementSyntax { Condition: null } loop when NeverLeaves(loop.Statement) => Endless,
        ReturnStatementSyntax { Parent: GlobalStatementSyntax } => new("return", new(
            "맨 위의 return 대신 마지막 식으로 값을 보여 준다.", "write the value as the last expression instead of a `return` at the top level.")),
        _ => null,
    };

    private static Broken TopLevelUsing { get; } = new("top-level-using", new(
        "맨 위의 using var는 커널에서 컴파일되지 않는다. using (…) { } 블록을 쓴다.", "`using var` at the top level does not compile in a kernel; write a using block."));

    private static Broken Endless { get; } = new("endless-loop", new(
        "await 없이 끝나지 않는 반복은 커널을 멈추게 한다.", "a loop without end and without await wedges the kernel."));

    private static bool IsMember(IdentifierNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name;

    private static bool NeverLeaves(StatementSyntax body) =>
        !body.DescendantNodesAndSelf().Any(n => n is AwaitExpressionSyntax or BreakStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax
            || (n is ForEachStatementSyntax loop && loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword)));
}

/// <summary>A rule that a piece of code breaks.</summary>
internal sealed record Broken(string Rule, Text Why);
