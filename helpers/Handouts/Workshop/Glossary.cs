using System.Collections.Immutable;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>A term of the workshop.</summary>
/// <param name="Name">The term as it is used in the room.</param>
/// <param name="English">Its English.</param>
/// <param name="Means">One sentence, as Markdown.</param>
/// <param name="Seen">The sections where it was seen, such as <c>1.4</c>.</param>
internal sealed record GlossaryTerm(string Name, string English, string Means, ImmutableArray<string> Seen);

/// <summary>The terms, in the order of the alphabet: Latin letters first, Hangul after them.</summary>
/// <param name="Terms">The terms.</param>
internal sealed record Glossary(ImmutableArray<GlossaryTerm> Terms)
{
    /// <summary>Reads the file.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="yaml">Its text.</param>
    /// <exception cref="WorkshopFileException">It cannot be used.</exception>
    public static Glossary Parse(string file, string yaml)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        List<GlossaryTerm> terms = [];
        foreach (StrictYaml entry in StrictYaml.Parse(file, yaml).Only("terms").Maps("terms"))
        {
            entry.Only("term", "english", "means", "seen");
            string name = entry.Text("term");
            if (!names.Add(name))
            {
                throw entry.Error("term", new($"'{name}'이(가) 두 번 나온다.", $"'{name}' is there twice."));
            }

            string[] seen = [.. entry.Texts("seen").Select(s => s.Value)];
            terms.Add(seen.Length == 0
                ? throw entry.Error("seen", new("없다. 꼭 있어야 한다.", "it is missing."))
                : new GlossaryTerm(name, entry.Text("english"), entry.Text("means"), [.. seen]));
        }

        return new Glossary([.. terms.OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase)]);
    }
}
