using System.Globalization;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.External;

/// <summary>
/// A Java client's properties file in librdkafka's words. Every key is either translated, or named as one that the cells decide themselves, or refused with its
/// line: a setting that is silently dropped could send a load to the wrong place or unencrypted.
/// </summary>
internal sealed class ClientProperties
{
    private readonly Dictionary<string, (ConfigurationPlace Place, string Value)> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);

    private ClientProperties(string path) => Path = path;

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>The addresses as they stand in the file; empty when they are missing.</summary>
    public (ConfigurationPlace Place, string Value) BootstrapServers => Entry("bootstrap.servers") ?? (new ConfigurationPlace(Path, null, "bootstrap.servers"), "");

    /// <summary>The settings in librdkafka's words, without the addresses.</summary>
    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>Keys that say nothing about the connection.</summary>
    public IReadOnlyList<string> Unused => [.. _entries.Keys.Where(ClientPropertyNames.IsUnused).Order(StringComparer.Ordinal)];

    /// <summary>Reads and translates a file.</summary>
    /// <param name="path">The file's full path.</param>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.BadConfiguration"/>: the file, the line, the key, and what to write.</exception>
    public static ClientProperties Read(string path)
    {
        ClientProperties file = new(path);
        foreach (JavaProperty property in file.Load())
        {
            // As in Java, the last one counts.
            file._entries[property.Key] = (new ConfigurationPlace(path, property.Line, property.Key), property.Value);
        }

        foreach ((string key, (ConfigurationPlace place, string value)) in file._entries)
        {
            file.Translate(key, place, value);
        }

        new SecurityTranslation(file, file._settings).Translate();
        return file;
    }

    /// <summary>A key's value and where it stands, or null when the file lacks it.</summary>
    public (ConfigurationPlace Place, string Value)? Entry(string key) => _entries.TryGetValue(key, out var entry) ? entry : null;

    /// <summary>A file that a setting names: a full path, or one relative to this file or to the current folder.</summary>
    public string FileOf((ConfigurationPlace Place, string Value) entry)
    {
        string beside = System.IO.Path.GetFullPath(entry.Value, System.IO.Path.GetDirectoryName(Path)!);
        string path = File.Exists(beside) ? beside : System.IO.Path.GetFullPath(entry.Value);
        return File.Exists(path) ? path : throw entry.Place.Wrong(
            new($"파일이 없다: {beside}", $"There is no such file: {beside}"),
            new(
                "전체 경로를 쓴다. Windows의 \\는 .properties 파일에서 \\\\ 또는 /로 쓴다.",
                "Write the full path. In a .properties file a Windows \\ is written \\\\ or /."));
    }

    private IReadOnlyList<JavaProperty> Load()
    {
        ConfigurationPlace whole = new(Path, null, null);
        try
        {
            return JavaProperties.Parse(File.ReadAllBytes(Path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw whole.Wrong(
                new($"읽을 수 없다. {failure.Message}", $"cannot be read. {failure.Message}"),
                new($"{ExternalConfiguration.FileVariable}에 client.properties의 전체 경로를 쓴다.", $"Let {ExternalConfiguration.FileVariable} name the full path of a client.properties."));
        }
        catch (FormatException failure)
        {
            throw whole.Wrong(
                Text.Same(failure.Message),
                new("Java의 .properties 규칙에 맞게 고친다. \\는 \\\\로 쓴다.", "Write it as Java's .properties want it: a \\ is written \\\\."));
        }
    }

    private void Translate(string key, ConfigurationPlace place, string value)
    {
        if (ClientPropertyNames.Numbers.TryGetValue(key, out string? number))
        {
            // Java's -1 for buffers means "the system's default", librdkafka's 0.
            _settings[number] = int.TryParse(value.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int parsed) && parsed >= -1
                ? Math.Max(parsed, 0).ToString(CultureInfo.InvariantCulture)
                : throw place.Wrong(new("값이 0 이상의 정수가 아니다.", "The value is no whole number of 0 or more."), new("정수로 고치거나 이 줄을 지운다.", "Make it a whole number, or remove the line."));
        }
        else if (ClientPropertyNames.Same.Contains(key))
        {
            _settings[key] = value;
        }
        else if (value.Length == 0 && !ClientPropertyNames.IsKnown(key))
        {
            // Not named: it can be the rest of a password whose line lacks the backslash that continues it.
            throw (place with { Key = null }).Wrong(
                new("이름과 값이 아니다.", "This is no name with a value."),
                new("이름=값으로 쓴다. 앞줄에서 이어지는 줄이면 앞줄 끝에 \\를 붙인다.", "Write name=value. When it goes on from the line before, that one has to end in \\."));
        }
        else if (!ClientPropertyNames.IsKnown(key))
        {
            throw place.Wrong(
                new("모르는 설정이거나 이 클라이언트(librdkafka)에 같은 것이 없다.", "This setting is unknown, or this client (librdkafka) has none like it."),
                new("철자를 확인한다. 접속에 필요 없는 설정이면 그 줄을 지운 사본을 쓴다.", "Check its spelling. When the connection does not need it, use a copy of the file without the line."));
        }
    }
}
