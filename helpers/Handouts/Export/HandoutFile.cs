using System.Globalization;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Export;

/// <summary>A file that was written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its size, in bytes.</param>
/// <param name="Took">How long making it took, reading the notebook and starting a browser apart.</param>
internal sealed record HandoutFile(string Path, long Bytes, TimeSpan Took)
{
    private const double Kilo = 1_000;

    /// <summary>A line about it, with the file's name as seen from a folder.</summary>
    public string Line(string current) => string.Create(
        CultureInfo.InvariantCulture, $"{Took.TotalSeconds,6:0.0} s  {Size,8}  {System.IO.Path.GetRelativePath(current, Path).Replace('\\', '/')}");

    private string Size => Bytes >= Kilo * Kilo
        ? string.Create(CultureInfo.InvariantCulture, $"{Bytes / Kilo / Kilo:0.0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(Bytes / Kilo):0} kB");
}

/// <summary>Something that could not be made; the rest was.</summary>
/// <param name="What">What it was and why.</param>
/// <param name="WhatToDo">What the reader can do, or null.</param>
internal sealed record HandoutProblem(Text What, Text? WhatToDo);
