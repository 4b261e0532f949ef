using System.Collections;

namespace KafkaWorkbook.Clusters;

/// <summary>Everything that clusters read from their surroundings: variables, and the folder of the compose files. Immutable.</summary>
/// <param name="Variables">The environment variables.</param>
/// <param name="Root">The repository's top folder, with <c>docker-compose.kafka.yaml</c> in it; null when it was not found.</param>
public sealed record ClusterEnvironment(IReadOnlyDictionary<string, string> Variables, string? Root)
{
    /// <summary>The value of a variable, trimmed; null when it is missing or blank.</summary>
    /// <param name="variable">The variable's name.</param>
    public string? this[string variable] =>
        Variables.TryGetValue(variable, out string? value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>
    /// The folder for state, data, logs and locks: <c>KAFKA_WORKBOOK_DATA</c>, else <c>kafka-workbook</c> below the user's folder for local application data,
    /// else below the temporary folder.
    /// </summary>
    public string DataFolder => this[ClusterOptions.DataVariable] is { } asked
        ? Path.GetFullPath(asked)
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create) is { Length: > 0 } local ? local : Path.GetTempPath(),
            "kafka-workbook");

    /// <summary>This process's variables, and the repository found upwards of the library's folder or of the current folder.</summary>
    public static ClusterEnvironment FromProcess()
    {
        StringComparer comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        Dictionary<string, string> variables = new(comparer);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        string library = Path.GetDirectoryName(typeof(ClusterEnvironment).Assembly.Location) ?? AppContext.BaseDirectory;
        return new ClusterEnvironment(variables, FindRoot(library) ?? FindRoot(Environment.CurrentDirectory));
    }

    /// <summary>A copy with some variables changed; null removes one.</summary>
    /// <param name="changes">Names and new values.</param>
    public ClusterEnvironment With(params (string Name, string? Value)[] changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        Dictionary<string, string> copy = new(Variables, ((Variables as Dictionary<string, string>)?.Comparer) ?? StringComparer.Ordinal);
        foreach ((string name, string? value) in changes)
        {
            if (value is null)
            {
                copy.Remove(name);
            }
            else
            {
                copy[name] = value;
            }
        }

        return this with { Variables = copy };
    }

    private static string? FindRoot(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "docker-compose.kafka.yaml")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
