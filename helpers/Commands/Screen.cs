using KafkaWorkbook.Reporting;
using Spectre.Console;
using Text = KafkaWorkbook.Reporting.Text;
using Words = Spectre.Console.Text;

namespace KafkaWorkbook.Commands;

/// <summary>
/// The terminal that a command writes to: colours and moving lines where it is a terminal, plain lines where the output goes into a file or a pipe.
/// Everything that comes from outside (names, payloads, messages) is written as text, never as Spectre's markup.
/// </summary>
internal sealed class Screen
{
    /// <summary>So wide that no line of redirected output is broken.</summary>
    private const int Unbroken = 10_000;

    private readonly IAnsiConsole _output;
    private readonly IAnsiConsole _errors;

    private Screen(IAnsiConsole output, IAnsiConsole errors, IProgressDisplay progress)
    {
        _output = output;
        _errors = errors;
        Progress = progress;
    }

    /// <summary>Where commands show progress.</summary>
    public IProgressDisplay Progress { get; }

    /// <summary>The process's own standard output and error.</summary>
    public static Screen OfProcess()
    {
        // Windows consoles start with an old code page. A process without any console has nothing to set.
        try
        {
            Console.OutputEncoding = System.Text.Encoding.UTF8;
        }
        catch (IOException)
        {
        }

        IAnsiConsole output = Make(Console.Out, terminal: !Console.IsOutputRedirected);
        AnsiConsole.Console = output;
        IProgressDisplay progress = Console.IsOutputRedirected ? new ConsoleProgressDisplay() : new TerminalProgressDisplay(output);
        return new Screen(output, Make(Console.Error, terminal: !Console.IsErrorRedirected), progress);
    }

    /// <summary>A screen that writes plain lines to the given writers, as redirected output does.</summary>
    public static Screen Of(TextWriter output, TextWriter errors) =>
        new(Make(output, terminal: false), Make(errors, terminal: false), ProgressDisplays.Silent);

    /// <summary>Where everything but failures goes.</summary>
    public IAnsiConsole Output => _output;

    /// <summary>A line of text.</summary>
    public void Line(Text text) => Line(text.ToString());

    /// <summary>A line of text.</summary>
    public void Line(string text = "") => Write(_output, text, Style.Plain);

    /// <summary>A line in bold: the head of what follows.</summary>
    public void Head(Text text) => Write(_output, text.ToString(), new Style(decoration: Decoration.Bold));

    /// <summary>A line with a mark before it.</summary>
    public void Marked(Mark mark, Text text) => Marked(mark, text.ToString());

    /// <summary>A line with a mark before it; further lines of the text are set in below the first.</summary>
    public void Marked(Mark mark, string text)
    {
        (string sign, Color colour) = SignOf(mark);
        _output.Write(new Words(sign, new Style(colour, decoration: Decoration.Bold)));
        Write(_output, " " + Indented(text, 2), Style.Plain);
    }

    /// <summary>What has to be done about the line above.</summary>
    public void ToDo(Text text) => Write(_output, "  → " + Indented(text.ToString(), 4), new Style(Color.Olive));

    /// <summary>A failure: what happened, and what the reader does next. Goes to standard error.</summary>
    public void Failure(Text what, Text? whatToDo)
    {
        _errors.Write(new Words("✗", new Style(Color.Red, decoration: Decoration.Bold)));
        Write(_errors, " " + Indented(what.ToString(), 2), Style.Plain);
        if (whatToDo is { } toDo)
        {
            Write(_errors, "→ " + Indented(toDo.ToString(), 2), new Style(Color.Olive));
        }
    }

    /// <summary>A table. Its cells are text.</summary>
    public void Table(IReadOnlyList<Text> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (Text head in heads)
        {
            table.AddColumn(new TableColumn(new Words(head.ToString(), new Style(decoration: Decoration.Bold))).NoWrap());
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow(row.Select(c => new Words(c)));
        }

        _output.Write(table);
    }

    private static IAnsiConsole Make(TextWriter writer, bool terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),

            // Otherwise some CI systems get colours in spite of the redirection.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (!terminal)
        {
            console.Profile.Width = Unbroken;
            console.Profile.Capabilities.Unicode = true;
        }

        return console;
    }

    private static void Write(IAnsiConsole console, string text, Style style)
    {
        console.Write(new Words(text, style));
        console.WriteLine();
    }

    private static string Indented(string text, int by) =>
        text.ReplaceLineEndings("\n").TrimEnd('\n').Replace("\n", "\n" + new string(' ', by), StringComparison.Ordinal);

    private static (string Sign, Color Colour) SignOf(Mark mark) => mark switch
    {
        Mark.Good => ("✓", Color.Green),
        Mark.Warning => ("!", Color.Olive),
        Mark.Bad => ("✗", Color.Red),
        _ => ("·", Color.Blue),
    };
}

/// <summary>The mark before a line: a sign and a colour, so that neither has to be seen alone.</summary>
internal enum Mark
{
    Plain,
    Good,
    Warning,
    Bad,
}
