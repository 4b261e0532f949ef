using KafkaWorkbook.Notebooks.Worker;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KafkaWorkbook.Handouts.Export;

/// <summary>A learner's cell as it was before anything was answered, as far as that can be told from the cell itself.</summary>
internal static class BlankAnswer
{
    private static readonly CSharpParseOptions s_options = new(ScriptSettings.Language, kind: SourceCodeKind.Script);

    /// <summary>
    /// The cell itself when it answers nothing, such as <c>int? answer11 = null;</c>. Otherwise the declarations that the exercise's check asks for, with an
    /// empty value; null where their types cannot be told, or there are none.
    /// </summary>
    /// <param name="source">The cell.</param>
    /// <param name="check">The code of the exercise's other cells.</param>
    public static string? Of(string source, string check)
    {
        CompilationUnitSyntax cell = CSharpSyntaxTree.ParseText(source, s_options).GetCompilationUnitRoot();
        if (cell.Members.All(m => m is FieldDeclarationSyntax field && field.Declaration.Variables.All(v => IsEmpty(v.Initializer?.Value))) && !cell.ContainsDiagnostics)
        {
            return source;
        }

        HashSet<string> used = [.. CSharpSyntaxTree.ParseText(check, s_options).GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.Text)];
        string?[] blanks =
        [
            .. from field in cell.Members.OfType<FieldDeclarationSyntax>()
               from variable in field.Declaration.Variables
               where used.Contains(variable.Identifier.Text)
               select BlankOf(field.Declaration.Type, variable),
        ];
        return blanks.Length == 0 || blanks.Contains(null) ? null : string.Join('\n', blanks);
    }

    private static string? BlankOf(TypeSyntax type, VariableDeclaratorSyntax variable) =>
        !type.IsVar ? $"{type} {variable.Identifier.Text} = default;"
        : TypeOf(variable.Initializer?.Value) is { } told ? $"var {variable.Identifier.Text} = default({told});"
        : null;

    private static string? TypeOf(ExpressionSyntax? value) => value switch
    {
        ObjectCreationExpressionSyntax { Type: var type } => type.ToString(),
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => "string",
        InterpolatedStringExpressionSyntax => "string",
        _ => null,
    };

    private static bool IsEmpty(ExpressionSyntax? value) => value switch
    {
        null => true,
        DefaultExpressionSyntax => true,
        LiteralExpressionSyntax literal => literal.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression || literal.Token.ValueText is "" or "0",
        CollectionExpressionSyntax collection => collection.Elements.Count == 0,
        ObjectCreationExpressionSyntax created => (created.ArgumentList?.Arguments.Count ?? 0) == 0 && (created.Initializer?.Expressions.Count ?? 0) == 0,
        ImplicitObjectCreationExpressionSyntax created => created.ArgumentList.Arguments.Count == 0 && (created.Initializer?.Expressions.Count ?? 0) == 0,
        TupleExpressionSyntax tuple => tuple.Arguments.All(a => IsEmpty(a.Expression)),
        PostfixUnaryExpressionSyntax forgiven => forgiven.IsKind(SyntaxKind.SuppressNullableWarningExpression) && IsEmpty(forgiven.Operand),
        _ => false,
    };
}
