using KafkaWorkbook.Handouts.Export;
using Spectre.Console;
using Text = KafkaWorkbook.Reporting.Text;
using Words = Spectre.Console.Text;

namespace KafkaWorkbook.Handouts;

/// <summary>Tells about handouts, a line a file, with what could not be made.</summary>
/// <param name="console">Where to.</param>
/// <param name="current">The folder that files are named from.</param>
internal sealed class HandoutLines(IAnsiConsole console, string current)
{
    /// <summary>What the lines below are about.</summary>
    public void Head(Text text) => Line(text.ToString(), new Style(decoration: Decoration.Bold));

    /// <summary>A file that was written.</summary>
    public void File(HandoutFile file)
    {
        console.Write(new Words("  ✓ ", new Style(Color.Green)));
        Line(file.Line(current), Style.Plain);
    }

    /// <summary>Something that could not be made.</summary>
    public void Problem(HandoutProblem problem)
    {
        console.Write(new Words("  ! ", new Style(Color.Yellow)));
        Line(problem.What.ToString(), Style.Plain);
        if (problem.WhatToDo is { } advice)
        {
            Line($"    → {advice}", new Style(Color.Grey));
        }
    }

    private void Line(string text, Style style)
    {
        console.Write(new Words(text, style));
        console.WriteLine();
    }
}
