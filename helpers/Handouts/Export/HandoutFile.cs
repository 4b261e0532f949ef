using System.Globalization;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Export;

/// <summary>A file that was written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its size, in bytes.</param>
/// <param name="Took">How long making it took, reading the notebook and starting a browser apart.</param>
/// <param name="Edition">For whom it is.</param>
/// <param name="Pages">How many pages a booklet has; null for what has none.</param>
internal sealed record HandoutFile(string Path, long Bytes, TimeSpan Took, Edition Edition, int? Pages = null)
{
    private const double Kilo = 1_000;

    /// <summary>The size as it is read.</summary>
    public string Size => Bytes >= Kilo * Kilo
        ? string.Create(CultureInfo.InvariantCulture, $"{Bytes / Kilo / Kilo:0.0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(Bytes / Kilo):0} kB");

    /// <summary>The seconds as they are read.</summary>
    public string Seconds => Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A line about it, with the file's name as seen from a folder.</summary>
    public string Line(string current) => $"{Seconds,6} s  {Size,8}  {NameFrom(current)}";

    /// <summary>The file's name as seen from a folder.</summary>
    public string NameFrom(string folder) => System.IO.Path.GetRelativePath(folder, Path).Replace('\\', '/');
}

/// <summary>Something that could not be made; the rest was.</summary>
/// <param name="What">What it was and why.</param>
/// <param name="WhatToDo">What the reader can do, or null.</param>
internal sealed record HandoutProblem(Text What, Text? WhatToDo);
