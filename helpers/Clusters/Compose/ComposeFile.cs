using System.Globalization;
using KafkaWorkbook.Reporting;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KafkaWorkbook.Clusters;

/// <summary>
/// A compose file as a reader looks at it: its services, its brokers, and excerpts with line numbers. It is only read, so it needs no Docker and is the same on
/// every cluster.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class ComposeFile : IHtmlView
{
    private readonly string[] _lines;
    private readonly YamlMappingNode _root;

    private ComposeFile(string name, string text, YamlMappingNode root, IReadOnlyList<ComposeService> services)
    {
        Name = name;
        _lines = text.ReplaceLineEndings("\n").Split('\n');
        _root = root;
        Services = services;
        Brokers = new ComposeBrokers([.. services.Where(s => s.BrokerId is not null)]);
    }

    /// <summary>The file's name, as given to <see cref="Read(string)"/>.</summary>
    public string Name { get; }

    /// <summary>The services in the file's order; variables are replaced by their values here.</summary>
    public IReadOnlyList<ComposeService> Services { get; }

    /// <summary>Those services that are brokers.</summary>
    public ComposeBrokers Brokers { get; }

    /// <summary>The brokers' listeners: which address is for whom.</summary>
    public ComposeListeners Listeners => new(Brokers.Services);

    /// <summary>Reads a compose file of this repository.</summary>
    /// <param name="name">Its path from the repository's top folder.</param>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.BadConfiguration"/>: it was not found, or is no compose file.</exception>
    public static ComposeFile Read(string name = "docker-compose.kafka.yaml") => Read(name, ClusterEnvironment.FromProcess());

    internal static ComposeFile Read(string name, ClusterEnvironment environment)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        string? path = environment.Root is { } folder ? Path.Combine([folder, .. name.Split('/')]) : null;
        if (path is null || !File.Exists(path))
        {
            throw Bad(name, new("파일이 없다", "the file is not there"), null);
        }

        return Parse(name, File.ReadAllText(path), environment);
    }

    internal static ComposeFile Parse(string name, string text, ClusterEnvironment environment)
    {
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }, ..] && ComposeService.AllIn(text, environment) is { } services
                ? new ComposeFile(name, text, root, services)
                : throw Bad(name, new("services가 없다", "it has no services"), null);
        }
        catch (YamlException failure)
        {
            throw Bad(name, Text.Same(failure.Message), failure);
        }
    }

    /// <summary>The lines of one part of the file, as they stand there, comments included.</summary>
    /// <param name="path">The keys that lead to it, such as <c>"services", "kafka-1"</c>.</param>
    /// <exception cref="ArgumentException">The file has no such part.</exception>
    public ComposeExcerpt Excerpt(params IReadOnlyList<string> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        YamlMappingNode node = _root;
        YamlNode? key = null;
        for (int i = 0; i < path.Count; i++)
        {
            key = node.Children.Keys.FirstOrDefault(k => k is YamlScalarNode { Value: { } value } && value == path[i])
                ?? throw new ArgumentException(new Text(
                    $"{Name}에 '{string.Join('.', path)}' 부분이 없다. 여기에 있는 것: {string.Join(", ", node.Children.Keys)}.",
                    $"{Name} has no part '{string.Join('.', path)}'. What is there: {string.Join(", ", node.Children.Keys)}.").ToString(), nameof(path));
            node = node.Children[key] as YamlMappingNode ?? (i == path.Count - 1 ? node : new YamlMappingNode());
        }

        int first = (int)(key?.Start.Line ?? 1);
        int indent = (int)(key?.Start.Column ?? 1) - 1;
        int last = first;
        for (int line = first + 1; line <= _lines.Length; line++)
        {
            string text = _lines[line - 1];
            if (text.Length > 0 && text.Length - text.TrimStart(' ').Length <= indent)
            {
                break;
            }

            last = text.Length > 0 ? line : last;
        }

        // The comment right above a part explains it, so it belongs to it.
        while (first > 1 && _lines[first - 2].TrimStart().StartsWith('#') && _lines[first - 2].IndexOf('#', StringComparison.Ordinal) == indent)
        {
            first--;
        }

        return new ComposeExcerpt(Name, first, [.. _lines[(first - 1)..last].Select(l => l.Length >= indent ? l[indent..] : l)]);
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        Name,
        [
            new Text("서비스", "service").ToString(),
            new Text("이미지", "image").ToString(),
            new Text("이 컴퓨터의 포트", "port of this computer").ToString(),
            new Text("볼륨", "volumes").ToString(),
            new Text("메모리 제한", "memory limit").ToString(),
        ],
        Services.Select(s => new[]
        {
            s.Name, s.Image, string.Join(", ", s.HostPorts.Select(p => p.ToString(CultureInfo.InvariantCulture))), string.Join(", ", s.Volumes), s.MemoryLimit ?? "",
        }));

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {string.Join(", ", Services.Select(s => s.Name))}";

    private static ClusterException Bad(string name, Text why, Exception? inner) => new(
        ClusterProblem.BadConfiguration,
        new($"compose 파일 '{name}'을(를) 읽지 못했다: {why.Korean}.", $"The compose file '{name}' cannot be read: {why.English}."),
        new("저장소 안에서 노트북을 열었는지, 파일을 고치지 않았는지 확인한다.", "See that the notebook was opened inside the repository, and that the file is unchanged."),
        inner);
}
