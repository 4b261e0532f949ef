using KafkaWorkbook.Notebooks.Worker;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>How a learner's answer begins: the declaration of the variable that the check looks at, up to its equals sign.</summary>
internal static class AnswerHead
{
    private static readonly CSharpParseOptions s_options = new(ScriptSettings.Language, kind: SourceCodeKind.Script);

    /// <summary>The beginning, such as <c>long? answer12 =</c>; null when the code declares no answer.</summary>
    public static string? Of(string code)
    {
        VariableDeclaratorSyntax? answer = CSharpSyntaxTree.ParseText(code, s_options).GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .FirstOrDefault(d => d.Identifier.Text.StartsWith("answer", StringComparison.Ordinal));
        return answer?.Parent is VariableDeclarationSyntax declaration ? $"{TypeOf(declaration.Type, answer.Initializer?.Value)} {answer.Identifier.Text} =" : null;
    }

    // The empty value of "var" says which type is meant. On paper the type has to be there without it.
    private static string TypeOf(TypeSyntax type, ExpressionSyntax? value) => !type.IsVar ? type.ToString() : value switch
    {
        DefaultExpressionSyntax nothing => nothing.Type.ToString(),
        ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0, Initializer: null } created => created.Type.ToString(),
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => "string",
        TupleExpressionSyntax tuple when tuple.Arguments.All(a => a.NameColon is not null && a.Expression.IsKind(SyntaxKind.StringLiteralExpression)) =>
            $"({string.Join(", ", tuple.Arguments.Select(a => $"string {a.NameColon!.Name}"))})",
        _ => type.ToString(),
    };
}
