using System.Text;

namespace KafkaWorkbook.Clusters.External;

/// <summary>The one login module of a <c>sasl.jaas.config</c>: <c>class required key="value" ... ;</c></summary>
internal sealed class JaasEntry
{
    private readonly Dictionary<string, string> _options;

    private JaasEntry(string module, Dictionary<string, string> options)
    {
        Module = module;
        _options = options;
    }

    /// <summary>The login module's class name without its package.</summary>
    public string Module { get; }

    /// <summary>The options' names; their values may be secrets.</summary>
    public IEnumerable<string> Names => _options.Keys;

    /// <summary>An option's value, or null.</summary>
    public string? this[string option] => _options.GetValueOrDefault(option);

    /// <summary>Reads an entry.</summary>
    /// <exception cref="FormatException">It is none. The message says what is missing, and nothing of the content.</exception>
    public static JaasEntry Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Queue<string> tokens = new(Tokens(text));
        string module = tokens.TryDequeue(out string? first) && first != ";" ? first : throw new FormatException("the login module's class is missing");
        if (!tokens.TryDequeue(out string? flag) || flag.ToUpperInvariant() is not ("REQUIRED" or "REQUISITE" or "SUFFICIENT" or "OPTIONAL"))
        {
            throw new FormatException("'required' has to stand behind the login module's class");
        }

        Dictionary<string, string> options = new(StringComparer.Ordinal);
        while (true)
        {
            string name = tokens.TryDequeue(out string? next) ? next : throw new FormatException("the ';' at the end is missing");
            if (name == ";")
            {
                break;
            }

            if (!tokens.TryDequeue(out string? sign) || sign != "=" || !tokens.TryDequeue(out string? value) || value is ";" or "=")
            {
                throw new FormatException("an option has to be written name=\"value\"");
            }

            // A quoted value comes with a mark in front, so that ";" in a password is no end.
            options[name] = value.StartsWith('"') ? value[1..] : value;
        }

        return tokens.Count == 0 ? new JaasEntry(module[(module.LastIndexOf('.') + 1)..], options) : throw new FormatException("only one login module is possible");
    }

    public override string ToString() => $"{Module} ({string.Join(", ", Names)})";

    private static IEnumerable<string> Tokens(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '=' or ';')
            {
                i++;
                yield return c.ToString();
            }
            else if (c is '"' or '\'')
            {
                yield return Quoted(text, ref i);
            }
            else
            {
                int start = i;
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('=' or ';' or '"' or '\''))
                {
                    i++;
                }

                yield return text[start..i];
            }
        }
    }

    private static string Quoted(string text, ref int i)
    {
        char quote = text[i++];
        StringBuilder value = new("\"");
        for (; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                i++;
                return value.ToString();
            }

            value.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
        }

        throw new FormatException("a quotation mark is not closed");
    }
}
