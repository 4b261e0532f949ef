using System.Globalization;
using KafkaWorkbook.Reporting;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>A text of a YAML file with the line that it stands in.</summary>
/// <param name="Value">The text, never blank.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record YamlText(string Value, int Line);

/// <summary>
/// A mapping of a YAML file, read strictly: a key that nobody knows, a value of another kind or an empty one is an error that names file, line and key. A slip of
/// the pen must not make a note vanish from the handout without a word.
/// </summary>
internal sealed class StrictYaml
{
    private readonly string _file;
    private readonly string _path;
    private readonly YamlMappingNode _node;

    private StrictYaml(string file, string path, YamlMappingNode node)
    {
        _file = file;
        _path = path;
        _node = node;
    }

    /// <summary>The line in which the mapping begins, from 1.</summary>
    public int Line => LineOf(_node);

    /// <summary>The keys in the file's order.</summary>
    public IEnumerable<string> Keys => _node.Children.Keys.Select(k => ((YamlScalarNode)k).Value ?? "");

    /// <summary>Reads a file's text.</summary>
    /// <param name="file">What messages call the file.</param>
    /// <param name="yaml">Its text.</param>
    /// <exception cref="WorkshopFileException">It is no YAML, or no mapping.</exception>
    public static StrictYaml Parse(string file, string yaml)
    {
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(yaml));
            return stream.Documents switch
            {
                [{ RootNode: YamlMappingNode root }] => Checked(file, "", root),
                [] => throw new WorkshopFileException(file, 1, "", new("빈 파일이다.", "the file is empty.")),
                [{ RootNode: var other }] => throw new WorkshopFileException(file, LineOf(other), "", new("`이름: 값`으로 시작해야 한다.", "it has to begin with `key: value`.")),
                _ => throw new WorkshopFileException(file, LineOf(stream.Documents[1].RootNode), "", new("문서가 둘이다. `---`를 지운다.", "there are two documents; remove the `---`.")),
            };
        }
        catch (YamlException failure)
        {
            string said = (failure.InnerException ?? failure).Message;
            throw new WorkshopFileException(file, (int)Math.Max(1, failure.Start.Line), "", new($"YAML로 읽지 못한다: {said}", $"it cannot be read as YAML: {said}"), failure);
        }
    }

    /// <summary>Makes sure that no other keys are there.</summary>
    /// <param name="keys">The keys that may be there.</param>
    public StrictYaml Only(params IReadOnlyList<string> keys)
    {
        foreach (YamlNode key in _node.Children.Keys)
        {
            string name = ((YamlScalarNode)key).Value ?? "";
            if (!keys.Contains(name, StringComparer.Ordinal))
            {
                throw new WorkshopFileException(_file, LineOf(key), PathOf(name), new(
                    $"모르는 이름이다. 쓸 수 있는 것: {string.Join(", ", keys)}.", $"nobody knows this key. Known ones: {string.Join(", ", keys)}."));
            }
        }

        return this;
    }

    /// <summary>Whether a key is there.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The text of a key that has to be there.</summary>
    public string Text(string key) => TextOrNull(key) ?? throw Missing(key);

    /// <summary>The text of a key, or null when the key is not there.</summary>
    public string? TextOrNull(string key) => Find(key) is { } node ? Scalar(node, PathOf(key)).Value : null;

    /// <summary>A whole number that has to be there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="most">The greatest one that makes sense; the least is 1.</param>
    public int Whole(string key, int most)
    {
        string text = Text(key);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most
            ? number
            : throw Error(key, new($"1부터 {most}까지의 정수여야 하는데 '{text}'이다.", $"it has to be a whole number from 1 to {most}, not '{text}'."));
    }

    /// <summary>A list of texts; empty when the key is not there.</summary>
    public IReadOnlyList<YamlText> Texts(string key) =>
        Find(key) is { } node ? [.. Items(node, key).Select((item, i) => Scalar(item, $"{PathOf(key)}[{i + 1}]"))] : [];

    /// <summary>A list of mappings that has to be there and to hold one at least.</summary>
    public IReadOnlyList<StrictYaml> Maps(string key) =>
        [.. Items(Find(key) ?? throw Missing(key), key).Select((item, i) => Map(item, $"{PathOf(key)}[{i + 1}]"))];

    /// <summary>The mapping of a key that has to be there.</summary>
    public StrictYaml Map(string key) => Map(Find(key) ?? throw Missing(key), PathOf(key));

    /// <summary>An error at a key, or at the mapping itself when the key is not there.</summary>
    public WorkshopFileException Error(string key, Text what) => new(
        _file, _node.Children.Keys.FirstOrDefault(k => ((YamlScalarNode)k).Value == key) is { } there ? LineOf(there) : Line, PathOf(key), what);

    /// <summary>An error at a line within this mapping.</summary>
    public WorkshopFileException Error(string key, int line, Text what) => new(_file, line, PathOf(key), what);

    private static int LineOf(YamlNode node) => (int)Math.Max(1, node.Start.Line);

    private static StrictYaml Checked(string file, string path, YamlMappingNode node) =>
        node.Children.Keys.FirstOrDefault(k => k is not YamlScalarNode) is { } odd
            ? throw new WorkshopFileException(file, LineOf(odd), path, new("이름이 글이 아니다.", "a key is no text."))
            : new StrictYaml(file, path, node);

    private YamlNode? Find(string key) => _node.Children.FirstOrDefault(c => ((YamlScalarNode)c.Key).Value == key).Value;

    private string PathOf(string key) => _path.Length == 0 ? key : key.Length == 0 ? _path : $"{_path}.{key}";

    private WorkshopFileException Missing(string key) => new(_file, Line, PathOf(key), new("없다. 꼭 있어야 한다.", "it is missing."));

    private StrictYaml Map(YamlNode node, string path) => node is YamlMappingNode map
        ? Checked(_file, path, map)
        : throw new WorkshopFileException(_file, LineOf(node), path, new("`이름: 값`이 와야 한다.", "it has to be made of `key: value`."));

    private IReadOnlyList<YamlNode> Items(YamlNode node, string key) => node switch
    {
        YamlSequenceNode { Children: { Count: > 0 } children } => [.. children],
        YamlSequenceNode => throw Error(key, new("빈 목록이다.", "the list is empty.")),
        _ => throw Error(key, new("`- `로 시작하는 목록이어야 한다.", "it has to be a list, its lines beginning with `- `.")),
    };

    private YamlText Scalar(YamlNode node, string path) => node switch
    {
        YamlScalarNode { Value: { } value } when !string.IsNullOrWhiteSpace(value) => new(value.Trim(), LineOf(node)),
        YamlScalarNode => throw new WorkshopFileException(_file, LineOf(node), path, new("비어 있다.", "it is empty.")),
        _ => throw new WorkshopFileException(_file, LineOf(node), path, new("글이어야 한다.", "it has to be a text.")),
    };
}
