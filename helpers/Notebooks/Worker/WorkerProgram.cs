using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using System.Threading.Channels;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;
using Microsoft.CodeAnalysis;

namespace KafkaWorkbook.Notebooks.Worker;

/// <summary>
/// The process that runs a notebook's cells: <c>KafkaWorkbook.dll worker PIPE NAME</c>. It ends when it is told to, and also when the runner is gone.
/// Its current folder is the notebook's.
/// </summary>
internal sealed class WorkerProgram : IAsyncDisposable
{
    /// <summary>The first argument that starts this program.</summary>
    public const string Verb = "worker";

    private readonly MessageChannel<Order, Report> _channel;
    private readonly Channel<Report> _outgoing = Channel.CreateUnbounded<Report>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConsoleCapture _console;
    private readonly CellScript _script = new(Environment.CurrentDirectory);
    private readonly Dictionary<int, string> _sources = [];
    private readonly Failures _failures;
    private readonly Stream _standardOutput = Console.OpenStandardOutput();
    private readonly Stream _standardError = Console.OpenStandardError();

    private WorkerProgram(Stream pipe, string chapter)
    {
        _channel = new MessageChannel<Order, Report>(pipe, MessageJson.Default.Order, MessageJson.Default.Report);
        _console = new ConsoleCapture(Send);
        _failures = new Failures(_sources, chapter);
    }

    /// <summary>Runs until there are no more cells.</summary>
    /// <param name="arguments">The pipe's name and the notebook's name.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var pipeName, var chapter])
        {
            await Console.Error.WriteLineAsync(new Text("이 명령은 `dotnet run`이 스스로 부른다.", "This command is called by `dotnet run` itself.").ToString()).ConfigureAwait(false);
            return 2;
        }

        // Ctrl-C reaches every process of the terminal; the runner decides what ends and in which order.
        Console.CancelKeyPress += (_, e) => e.Cancel = true;
        NamedPipeClientStream pipe = new(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        await pipe.ConnectAsync(TimeSpan.FromSeconds(30), CancellationToken.None).ConfigureAwait(false);
        await using WorkerProgram worker = new(pipe, chapter);
        return await worker.ServeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _console.Dispose();
        await _channel.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<int> ServeAsync()
    {
        Console.SetOut(_console.Output);
        Console.SetError(_console.Error);
        Console.SetIn(TextReader.Null);
        AppContext.SetData(ProgressDisplays.HostKey, new WorkerProgress(Send));
        Task sending = Task.Run(SendAllAsync);
        Send(new Ready());
        Task running = Task.CompletedTask;
        while (await _channel.ReceiveAsync(CancellationToken.None).ConfigureAwait(false) is { } order and not EndWork)
        {
            // The loop goes on listening while a cell runs: when the runner is gone, the cell must not live on.
            if (order is RunCell cell)
            {
                running = Task.Run(() => RunCellAsync(cell));
            }
            else
            {
                _ = Task.Run(() => Rehearsal.RunAsync(Environment.CurrentDirectory));
            }
        }

        _outgoing.Writer.TryComplete();
        if (running.IsCompleted)
        {
            await sending.ConfigureAwait(false);
        }

        // Threads that a cell started, a client's above all, must not keep the process.
        Environment.Exit(0);
        return 0;
    }

    private async Task RunCellAsync(RunCell order)
    {
        Stopwatch clock = Stopwatch.StartNew();
        bool refused = false;
        _sources[order.Number] = order.Source;
        _console.Begin(order.Number);
        try
        {
            refused = await CompileAndRunAsync(order).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whatever escapes is the cell's failure, a formatter that throws included.
            await Console.Out.FlushAsync().ConfigureAwait(false);
            Send(_failures.Threw(order.Number, e is CellException { InnerException: { } own } ? own : e));
        }

        (long cut, long late) = _console.End();
        double took = clock.Elapsed.TotalMilliseconds;
        await MarkEndAsync(order.Number).ConfigureAwait(false);
        Send(new Finished(order.Number, took, refused, cut, late));
    }

    /// <summary>Answers whether the cluster refused.</summary>
    private async Task<bool> CompileAndRunAsync(RunCell order)
    {
        CompiledCell cell = _script.Compile(order.Number, order.Source, CancellationToken.None);
        if (cell.Errors.Any())
        {
            Send(_failures.NotCompiled(cell));
            return false;
        }

        foreach (Diagnostic warning in cell.Warnings)
        {
            await Console.Error.WriteAsync(_failures.Warning(cell, warning)).ConfigureAwait(false);
        }

        try
        {
            CellValue value = await _script.RunAsync(cell, CancellationToken.None).ConfigureAwait(false);
            if (value.HasValue)
            {
                Show(order.Number, isResult: true, ValueForms.Of(value.Value));
            }

            return value.Value is IOutcome { Ran: false };
        }
        catch (CellException e) when (Failures.Told(e.InnerException!) is NotOnThisClusterException refusal)
        {
            Show(order.Number, isResult: false, ValueForms.Of(refusal));
            return true;
        }
    }

    private void Show(int number, bool isResult, IReadOnlyDictionary<string, string> forms)
    {
        _console.Flush();
        Send(new Showed(number, isResult, forms));
    }

    // librdkafka and other native code write to the process's own streams. A mark in each says that everything before it belongs to this cell.
    private async Task MarkEndAsync(int number)
    {
        byte[] mark = Encoding.ASCII.GetBytes(EndMark.Of(number));
        foreach (Stream stream in (Stream[])[_standardOutput, _standardError])
        {
            try
            {
                await stream.WriteAsync(mark).ConfigureAwait(false);
                await stream.FlushAsync().ConfigureAwait(false);
            }
            catch (IOException)
            {
                // Nobody reads any more; the pipe will say so, too.
            }
        }
    }

    private void Send(Report report) => _outgoing.Writer.TryWrite(report);

    private async Task SendAllAsync()
    {
        await foreach (Report report in _outgoing.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await _channel.SendAsync(report, CancellationToken.None).ConfigureAwait(false);
            }
            catch (IOException)
            {
                return;
            }
        }
    }
}
