using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace KafkaWorkbook.Notebooks.Worker;

/// <summary>How cells are compiled: the way .NET Interactive's C# kernel does it, so that what compiles here compiles there.</summary>
internal static class ScriptSettings
{
    /// <summary>The kernels' compilers are older than ours: a cell must not use what they do not know yet.</summary>
    public const LanguageVersion Language = LanguageVersion.CSharp13;

    /// <summary>The helper library's file name: a cell's <c>#r</c> of it means the copy that runs.</summary>
    public const string LibraryFile = "KafkaWorkbook.dll";

    private const string CellPrefix = "cell ";

    /// <summary>The usings that .NET Interactive's C# kernel adds to every cell.</summary>
    public static ImmutableArray<string> Imports { get; } =
        ["System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq"];

    /// <summary>The folder of the helper library and everything it brings.</summary>
    public static string LibraryFolder { get; } = Path.GetDirectoryName(typeof(ScriptSettings).Assembly.Location)!;

    /// <summary>The options for the cells of a notebook.</summary>
    /// <param name="folder">The notebook's folder: <c>#r</c> is relative to it.</param>
    public static ScriptOptions For(string folder) => ScriptOptions.Default
        .WithLanguageVersion(Language)
        .AddImports(Imports)
        .AddReferences(typeof(Enumerable).Assembly, typeof(IEnumerable<>).Assembly, typeof(Task<>).Assembly)
        .WithMetadataResolver(new Resolver(folder))
        .WithFileEncoding(Encoding.UTF8)
        .WithEmitDebugInformation(true);

    /// <summary>The name that a cell has in stack traces and compiler messages.</summary>
    public static string CellName(int number) => FormattableString.Invariant($"{CellPrefix}{number}");

    /// <summary>The cell of a name made by <see cref="CellName"/>, or null for another file.</summary>
    public static int? CellOf(string? fileName) =>
        fileName is not null && fileName.StartsWith(CellPrefix, StringComparison.Ordinal)
        && int.TryParse(fileName.AsSpan(CellPrefix.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number)
            ? number
            : null;

    /// <summary>
    /// A loader that knows what this process has: a second copy of the library or of Confluent.Kafka would have other types of the same names.
    /// </summary>
    public static InteractiveAssemblyLoader Loader()
    {
        InteractiveAssemblyLoader loader = new();
        foreach (Assembly assembly in Closure(typeof(ScriptSettings).Assembly))
        {
            loader.RegisterDependency(assembly);
        }

        return loader;
    }

    // The library and what it brings; the runtime's own assemblies are known to every loader.
    private static IEnumerable<Assembly> Closure(Assembly start)
    {
        HashSet<string> seen = new(StringComparer.Ordinal) { start.GetName().Name! };
        Queue<Assembly> next = new([start]);
        while (next.TryDequeue(out Assembly? assembly))
        {
            yield return assembly;
            foreach (AssemblyName name in assembly.GetReferencedAssemblies().Where(n => seen.Add(n.Name!)))
            {
                if (File.Exists(Path.Combine(LibraryFolder, name.Name + ".dll")))
                {
                    next.Enqueue(Assembly.Load(name));
                }
            }
        }
    }

    private sealed class Resolver(string folder) : MetadataReferenceResolver
    {
        private readonly ScriptMetadataResolver _standard = ScriptMetadataResolver.Default.WithBaseDirectory(folder);
        private readonly ConcurrentDictionary<string, PortableExecutableReference> _missing = new(StringComparer.Ordinal);

        public override bool ResolveMissingAssemblies => true;

        public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
        {
            string file = reference[(reference.LastIndexOfAny(['/', '\\']) + 1)..];
            return file.Equals(LibraryFile, StringComparison.OrdinalIgnoreCase)
                ? [MetadataReference.CreateFromFile(typeof(ScriptSettings).Assembly.Location, properties)]
                : _standard.ResolveReference(reference, null, properties);
        }

        // Every cell asks again; a reference that is made anew each time would read its file anew.
        public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity)
        {
            if (_missing.TryGetValue(referenceIdentity.GetDisplayName(), out PortableExecutableReference? known))
            {
                return known;
            }

            PortableExecutableReference? found = _standard.ResolveMissingAssembly(definition, referenceIdentity);
            return found is null ? null : _missing.GetOrAdd(referenceIdentity.GetDisplayName(), found);
        }

        public override bool Equals(object? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
