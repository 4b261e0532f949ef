using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Workshop;

/// <summary>One of the trainer's files cannot be used. The message names the file, the line, the key and what is wrong.</summary>
/// <param name="file">The file as a reader finds it, such as <c>trainer/agenda.yaml</c>.</param>
/// <param name="line">The line, from 1.</param>
/// <param name="key">The way to the value, such as <c>sections.1.4.minutes</c>; empty for the whole file.</param>
/// <param name="what">What is wrong.</param>
/// <param name="inner">The cause, if there is one.</param>
internal sealed class WorkshopFileException(string file, int line, string key, Text what, Exception? inner = null)
    : Exception($"{file}, {new Text($"{line}행", $"line {line}")}: {(key.Length == 0 ? "" : $"{key}: ")}{what}", inner)
{
    /// <summary>The file as a reader finds it.</summary>
    public string File { get; } = file;

    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The way to the value; empty for the whole file.</summary>
    public string Key { get; } = key;

    /// <summary>What is wrong.</summary>
    public Text What { get; } = what;
}
