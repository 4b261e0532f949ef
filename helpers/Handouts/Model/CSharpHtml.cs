using System.Text;
using KafkaWorkbook.Notebooks.Worker;
using KafkaWorkbook.Reporting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>C# with its words coloured by what the compiler's parser takes them for.</summary>
internal static class CSharpHtml
{
    private static readonly CSharpParseOptions s_options = new(ScriptSettings.Language, kind: SourceCodeKind.Script);

    public static string Of(string code)
    {
        StringBuilder html = new();
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(code, s_options).GetRoot().DescendantTokens(descendIntoTrivia: false))
        {
            AddTrivia(html, token.LeadingTrivia);
            Add(html, token.Text, ClassOf(token));
            AddTrivia(html, token.TrailingTrivia);
        }

        return html.ToString();
    }

    private static void AddTrivia(StringBuilder html, SyntaxTriviaList trivia)
    {
        foreach (SyntaxTrivia piece in trivia)
        {
            string? kind = piece.IsDirective ? "directive" : piece.Kind() switch
            {
                SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia => "comment",
                _ => null,
            };
            Add(html, piece.ToFullString(), kind);
        }
    }

    private static void Add(StringBuilder html, string text, string? kind)
    {
        if (text.Length > 0)
        {
            html.Append(kind is null ? Html.Encode(text) : $"<span class=\"{kind}\">{Html.Encode(text)}</span>");
        }
    }

    private static string? ClassOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => "number",
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedSingleLineRawStringStartToken
            or SyntaxKind.InterpolatedMultiLineRawStringStartToken or SyntaxKind.InterpolatedRawStringEndToken => "string",
        SyntaxKind.IdentifierToken => ClassOfName(token),
        var kind => SyntaxFacts.IsKeywordKind(kind) || SyntaxFacts.IsContextualKeyword(kind) ? "keyword" : null,
    };

    private static string? ClassOfName(SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax { IsVar: true } => "keyword",
        IdentifierNameSyntax { Identifier.Text: "await" or "var" } => "keyword",
        BaseTypeDeclarationSyntax => "type",
        SimpleNameSyntax name when IsCalled(name) => "call",
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => "call",
        GenericNameSyntax => "type",
        IdentifierNameSyntax name when IsType(name) => "type",
        _ => null,
    };

    private static bool IsCalled(SimpleNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax call => call.Expression == name,
        MemberAccessExpressionSyntax access => access.Name == name && access.Parent is InvocationExpressionSyntax call && call.Expression == access,
        _ => false,
    };

    // Without the compiler's knowledge of types: where only a type can stand, and a capital letter before a dot (Cluster.StartAsync).
    private static bool IsType(IdentifierNameSyntax name) => name.Parent switch
    {
        ObjectCreationExpressionSyntax creation => creation.Type == name,
        VariableDeclarationSyntax variable => variable.Type == name,
        ParameterSyntax parameter => parameter.Type == name,
        TypeArgumentListSyntax or NullableTypeSyntax or ArrayTypeSyntax or BaseTypeSyntax or CatchDeclarationSyntax or TypeOfExpressionSyntax or DeclarationPatternSyntax => true,
        MemberAccessExpressionSyntax access => access.Expression == name && char.IsUpper(name.Identifier.Text[0]),
        _ => false,
    };
}
