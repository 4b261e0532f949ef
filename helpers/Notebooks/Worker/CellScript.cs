using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace KafkaWorkbook.Notebooks.Worker;

/// <summary>The cells of one notebook as one script: what a cell declares is there in the next one.</summary>
internal sealed class CellScript(string folder)
{
    private readonly ScriptOptions _options = ScriptSettings.For(folder);
    private Script<object>? _last;
    private ScriptState<object>? _state;

    /// <summary>Compiles a cell after those that have run.</summary>
    public CompiledCell Compile(int number, string source, CancellationToken cancellationToken)
    {
        Script<object> script = Continue(number, source, ScriptSettings.Loader);
        return new CompiledCell(number, script, script.Compile(cancellationToken));
    }

    /// <summary>What the compiler says about a cell that is not going to run: nothing is generated or loaded.</summary>
    public CompiledCell Analyse(int number, string source, CancellationToken cancellationToken)
    {
        Script<object> script = Continue(number, source, () => null);
        return new CompiledCell(number, script, script.GetCompilation().GetDiagnostics(cancellationToken));
    }

    /// <summary>Runs a compiled cell. A cell that throws is over, but what it declared before stays.</summary>
    /// <exception cref="CellException">The cell threw.</exception>
    public async Task<CellValue> RunAsync(CompiledCell cell, CancellationToken cancellationToken)
    {
        ScriptState<object> state = _state is null
            ? await cell.Script.RunAsync(globals: null, catchException: _ => true, cancellationToken).ConfigureAwait(false)
            : await cell.Script.RunFromAsync(_state, catchException: _ => true, cancellationToken).ConfigureAwait(false);
        Keep(cell.Script, state);
        return state.Exception is { } exception ? throw new CellException(exception) : new CellValue(cell.HasValue, state.ReturnValue);
    }

    /// <summary>Goes on after a cell that is only analysed, never run: for checking notebooks.</summary>
    public void Assume(CompiledCell cell) => _last = cell.Script;

    private Script<object> Continue(int number, string source, Func<InteractiveAssemblyLoader?> loader)
    {
        ScriptOptions options = _options.WithFilePath(ScriptSettings.CellName(number));
        return _last is null
            ? CSharpScript.Create<object>(source, options, assemblyLoader: loader())
            : _last.ContinueWith<object>(source, options);
    }

    private void Keep(Script<object> script, ScriptState<object> state)
    {
        _last = script;
        _state = state;
    }
}

/// <summary>What a cell's last expression came to.</summary>
/// <param name="HasValue">Whether the cell ends with an expression that has a value; such a value may be null.</param>
/// <param name="Value">The value.</param>
internal readonly record struct CellValue(bool HasValue, object? Value);

/// <summary>A cell threw; the inner exception is the cell's own.</summary>
internal sealed class CellException(Exception thrown) : Exception(thrown.Message, thrown);

/// <summary>A cell and what the compiler says about it.</summary>
internal sealed record CompiledCell(int Number, Script<object> Script, ImmutableArray<Diagnostic> Diagnostics)
{
    public IEnumerable<Diagnostic> Errors => Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);

    public IEnumerable<Diagnostic> Warnings => Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Warning);

    /// <summary>The last expression when it has no semicolon, or null.</summary>
    public ExpressionSyntax? LastExpression => LastStatement is { SemicolonToken.IsMissing: true } last ? last.Expression : null;

    /// <summary>The last statement when it is an expression, with a semicolon or without.</summary>
    public ExpressionStatementSyntax? LastStatement =>
        (Script.GetCompilation().SyntaxTrees.Single().GetRoot() as CompilationUnitSyntax)?.Members.LastOrDefault()
            is GlobalStatementSyntax { Statement: ExpressionStatementSyntax expression } ? expression : null;

    /// <summary>The type of an expression of this cell, or null when the compiler does not know it.</summary>
    public ITypeSymbol? TypeOf(ExpressionSyntax expression)
    {
        Compilation compilation = Script.GetCompilation();
        return compilation.GetSemanticModel(compilation.SyntaxTrees.Single()).GetTypeInfo(expression).Type;
    }

    /// <summary>Whether the cell shows a value: its last expression has one.</summary>
    public bool HasValue =>
        (LastExpression is { } last && TypeOf(last) is not { SpecialType: SpecialType.System_Void })
        || EndsWithReturn;

    private bool EndsWithReturn =>
        (Script.GetCompilation().SyntaxTrees.Single().GetRoot() as CompilationUnitSyntax)?.Members
            .Any(m => m is GlobalStatementSyntax { Statement: ReturnStatementSyntax { Expression: not null } }) == true;
}
