using System.Globalization;
using KafkaWorkbook.Handouts.Export;
using KafkaWorkbook.Handouts.Model;
using Spectre.Console;
using Text = KafkaWorkbook.Reporting.Text;
using Words = Spectre.Console.Text;

namespace KafkaWorkbook.Handouts;

/// <summary>Tells about handouts: a line a file while they are made, with what could not be made, and a table of all of them in the end.</summary>
/// <param name="console">Where to.</param>
/// <param name="current">The folder that files are named from.</param>
internal sealed class HandoutLines(IAnsiConsole console, string current)
{
    private static readonly Style s_bold = new(decoration: Decoration.Bold);

    private readonly List<HandoutFile> _files = [];

    /// <summary>What the lines below are about.</summary>
    public void Head(Text text) => Line(text.ToString(), s_bold);

    /// <summary>A file that was written, which the table is to have, too.</summary>
    public void File(HandoutFile file)
    {
        _files.Add(file);
        console.Write(new Words("  ✓ ", new Style(Color.Green)));
        Line(file.Line(current), Style.Plain);
    }

    /// <summary>Something that could not be made.</summary>
    public void Problem(HandoutProblem problem)
    {
        console.Write(new Words("  ! ", new Style(Color.Olive)));
        Line(Indented(problem.What), Style.Plain);
        if (problem.WhatToDo is { } advice)
        {
            Line($"    → {Indented(advice)}", new Style(Color.Olive));
        }
    }

    /// <summary>All files that were written; nothing where there are none.</summary>
    /// <param name="folder">The folder that they are in.</param>
    public void Table(string folder)
    {
        if (_files.Count == 0)
        {
            return;
        }

        Table table = new() { Border = TableBorder.Simple };
        foreach (Text head in (Text[])[new("파일", "File"), new("형식", "Form"), new("판", "Edition")])
        {
            table.AddColumn(new TableColumn(new Words(head.ToString(), s_bold)).NoWrap());
        }

        foreach (Text head in (Text[])[new("쪽", "Pages"), new("크기", "Size"), new("초", "Seconds")])
        {
            table.AddColumn(new TableColumn(new Words(head.ToString(), s_bold)).NoWrap().RightAligned());
        }

        foreach (HandoutFile file in _files)
        {
            table.AddRow(
                new Words(file.NameFrom(folder)),
                new Words(Path.GetExtension(file.Path).TrimStart('.')),
                new Words((EditionNames.Of(file.Edition) ?? new Text("그대로", "as it is")).ToString()),
                new Words(file.Pages?.ToString(CultureInfo.InvariantCulture) ?? "–"),
                new Words(file.Size),
                new Words(file.Seconds));
        }

        console.Write(table);
        string where = Path.GetRelativePath(current, folder).Replace('\\', '/');
        Line(new Text($"모두 {where}에 있다.", $"All of them are in {where}.").ToString(), Style.Plain);
    }

    private static string Indented(Text text) => text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Replace("\n", "\n    ", StringComparison.Ordinal);

    private void Line(string text, Style style)
    {
        console.Write(new Words(text, style));
        console.WriteLine();
    }
}
