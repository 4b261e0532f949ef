using System.CommandLine;
using System.CommandLine.Help;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Commands.Bench;
using KafkaWorkbook.Commands.Doctor;
using KafkaWorkbook.Commands.Torture;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary>The commands of <c>dotnet run</c>: reads the command line, runs the command, turns whatever goes wrong into a sentence and an exit code.</summary>
/// <param name="screen">Where to write.</param>
/// <param name="environment">The variables and folders that everything reads.</param>
/// <param name="clusters">Finds, starts and ends clusters.</param>
internal sealed class WorkbookApp(Screen screen, ClusterEnvironment environment, ClusterStarter clusters)
{
    /// <summary>Runs one command line in this process's terminal until it is done or the reader presses Ctrl-C.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        Screen screen = Screen.OfProcess();
        using Interruption interruption = new(screen);
        WorkbookApp app = new(screen, ClusterEnvironment.FromProcess(), ClusterStarter.Standard);
        int exitCode = await app.RunAsync(arguments, interruption.Token).ConfigureAwait(false);
        return exitCode == ExitCodes.Interrupted ? interruption.ExitCode : exitCode;
    }

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">What was typed after <c>dotnet run --</c>.</param>
    /// <param name="cancellationToken">Ends the command, which stops what it started.</param>
    /// <returns>The exit code: one of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand root = Build();
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Misspelt(parsed);
        }

        try
        {
            InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception failure)
        {
            return Report(failure);
        }
    }

    private RootCommand Build()
    {
        RunCommand run = new(screen, environment, clusters);
        RootCommand root = new(new Text(
            "Kafka 워크북: 아무것도 붙이지 않으면 모든 장을 실행해 handouts/에 담는다.",
            "Kafka Workbook: without a command it runs all chapters and writes handouts/.").ToString())
        {
            run.Create(),
            new ExportCommand(screen, environment).Create(),
            new UpCommand(screen, environment, clusters).Create(),
            new DownCommand(screen, environment, clusters).Create(),
            new StatusCommand(screen, environment, clusters).Create(),
            new DoctorCommand(screen, environment, clusters).Create(),
            new TortureCommand(screen, environment, clusters).Create(),
            new BenchCommand(screen, environment, clusters).Create(),
        };
        root.HelpName = "dotnet run --";
        root.Options.OfType<HelpOption>().Single().Description = new Text("이 도움말을 보인다.", "Shows this help.").ToString();
        root.Options.OfType<VersionOption>().Single().Description = new Text("워크북의 판을 보인다.", "Shows the workbook's version.").ToString();
        root.SetAction((_, cancellationToken) => run.AllAsync(cancellationToken));
        return root;
    }

    private int Misspelt(ParseResult parsed)
    {
        // A mistyped command would otherwise be told as several errors about the words after it.
        Command command = parsed.CommandResult.Command;
        string? unknown = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        Text what = unknown is null
            ? new(parsed.Errors[0].Message, parsed.Errors[0].Message)
            : new($"'{unknown}'이(가) 무엇인지 모르겠다.", $"'{unknown}' is unknown.");
        string[] known = [.. command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name), .. command.Options.Select(o => o.Name)];
        string? meant = unknown is null ? null : DidYouMean.Of(unknown, known);
        string help = command is RootCommand ? "dotnet run -- --help" : $"dotnet run -- {command.Name} --help";
        screen.Failure(what, meant is null
            ? new Text($"`{help}`에 쓰는 법이 있다.", $"See `{help}`.")
            : new Text($"혹시 {meant} 말인가? `{help}`에 쓰는 법이 있다.", $"Did you mean {meant}? See `{help}`."));
        return ExitCodes.Usage;
    }

    private int Report(Exception failure)
    {
        switch (failure)
        {
            case CommandException wrong:
                screen.Failure(wrong.What, wrong.WhatToDo);
                return ExitCodes.Usage;
            case ClusterException cluster:
                screen.Failure(cluster.What, cluster.WhatToDo);
                return ExitCodes.Failed;
            case NotOnThisClusterException refusal:
                screen.Failure(refusal.Why, refusal.WhereItWorks);
                return ExitCodes.Failed;
            case NotebookFormatException:
                screen.Failure(Text.Same(failure.Message), null);
                return ExitCodes.Failed;
            case IOException or UnauthorizedAccessException:
                screen.Failure(Text.Same(failure.Message), new(
                    "폴더가 있는지, 쓸 수 있는지, 디스크에 자리가 있는지 본다.",
                    "See whether the folder is there and may be written to, and whether the disk has room."));
                return ExitCodes.Failed;
            default:
                // Not foreseen: the stack trace is what somebody needs to mend it.
                screen.Failure(Text.Same(failure.ToString()), new(
                    "워크북의 잘못으로 보인다. 위의 내용을 그대로 알려 주면 고칠 수 있다.",
                    "This looks like the workbook's own mistake. The lines above are what is needed to mend it."));
                return ExitCodes.Failed;
        }
    }
}
