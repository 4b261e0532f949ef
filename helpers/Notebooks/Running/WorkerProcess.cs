using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using KafkaWorkbook.Notebooks.Worker;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Notebooks.Running;

/// <summary>The process that runs a notebook's cells, as the runner sees it: orders go in, reports and native output come out.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_endLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly MessageChannel<Report, Order> _channel;
    private readonly NativeOutput _output;
    private readonly NativeOutput _error;
    private readonly Task _reading;
    private OutputCollector _collector = new(Languages.Current);

    private WorkerProcess(Process process, Stream pipe)
    {
        _process = process;
        _channel = new MessageChannel<Report, Order>(pipe, MessageJson.Default.Report, MessageJson.Default.Order);
        _output = new NativeOutput(process.StandardOutput, isError: false, (e, text) => _collector.WriteNative(e, text));
        _error = new NativeOutput(process.StandardError, isError: true, (e, text) => _collector.WriteNative(e, text));
        _reading = Task.WhenAll(_output.ReadAsync(), _error.ReadAsync());
    }

    /// <summary>The exit code, or null while the process runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>Starts the process and waits until it is there.</summary>
    /// <exception cref="InvalidOperationException">It could not be started: the message says why.</exception>
    public static async Task<WorkerProcess> StartAsync(string folder, string chapter, RunOptions options, CancellationToken cancellationToken)
    {
        // Short, because on macOS the whole path of a pipe may have 104 characters.
        string name = $"kw-{Guid.NewGuid().ToString("N")[..12]}";
        NamedPipeServerStream pipe = new(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        Process? process = null;
        try
        {
            process = Process.Start(WorkerHost.Start(folder, name, chapter, options))!;
            process.StandardInput.Close();
            WorkerProcess worker = new(process, pipe);
            await worker.ConnectAsync(pipe, cancellationToken).ConfigureAwait(false);
            return worker;
        }
        catch (Exception e)
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            if (process is not null)
            {
                await KillAsync(process).ConfigureAwait(false);
            }

            if (e is Win32Exception)
            {
                throw new InvalidOperationException(
                    new Text($"셀을 돌릴 프로세스를 띄우지 못했다: {e.Message}", $"The process for the cells could not be started: {e.Message}").ToString(), e);
            }

            throw;
        }
    }

    /// <summary>Starts the process before it is needed, and lets it get ready.</summary>
    /// <exception cref="InvalidOperationException">It could not be started: the message says why.</exception>
    public static async Task<WorkerProcess> StartWarmAsync(string folder, string chapter, RunOptions options, CancellationToken cancellationToken)
    {
        WorkerProcess worker = await StartAsync(folder, chapter, options, cancellationToken).ConfigureAwait(false);
        await worker.SendAsync(new WarmUp(), cancellationToken).ConfigureAwait(false);
        return worker;
    }

    /// <summary>Sends native output to another cell's collector from now on.</summary>
    public void CollectInto(OutputCollector collector) => _collector = collector;

    public async Task SendAsync(Order order, CancellationToken cancellationToken)
    {
        try
        {
            await _channel.SendAsync(order, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The process is gone; the next receive says so.
        }
    }

    /// <summary>The next report, or null when the process is gone.</summary>
    public Task<Report?> ReceiveAsync(CancellationToken cancellationToken) => _channel.ReceiveAsync(cancellationToken);

    /// <summary>Waits until the native output of a cell is in, for half a second at most: a mark may be lost with a redirected stream.</summary>
    public Task WaitForOutputAsync(int cell) =>
        Task.WhenAny(Task.WhenAll(_output.EndOf(cell), _error.EndOf(cell)), Task.Delay(TimeSpan.FromMilliseconds(500)));

    /// <summary>After the pipe broke: waits until the process has ended and its last words are in.</summary>
    public async Task WaitForEndAsync()
    {
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(s_endLimit)).ConfigureAwait(false);
        await WaitForReadersAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the process and everything that it started and that still belongs to it, at once.</summary>
    public Task KillAsync() => KillAsync(_process);

    /// <summary>Lets the process end by itself, and kills it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using CancellationTokenSource limit = new(s_endLimit);
            try
            {
                await SendAsync(new EndWork(), limit.Token).ConfigureAwait(false);
                await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                await KillAsync().ConfigureAwait(false);
            }
        }

        await _channel.DisposeAsync().ConfigureAwait(false);
        await WaitForReadersAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task ConnectAsync(NamedPipeServerStream pipe, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_startLimit);
        Task connecting = pipe.WaitForConnectionAsync(limit.Token);
        await Task.WhenAny(connecting, _process.WaitForExitAsync(cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (!connecting.IsCompletedSuccessfully)
        {
            await limit.CancelAsync().ConfigureAwait(false);
            await WaitForReadersAsync().ConfigureAwait(false);
            throw new InvalidOperationException(new Text(
                $"셀을 돌릴 프로세스가 대답하지 않는다. {_collector.NativeError}",
                $"The process for the cells does not answer. {_collector.NativeError}").ToString());
        }

        if (await ReceiveAsync(limit.Token).ConfigureAwait(false) is not Ready)
        {
            throw new InvalidOperationException(new Text(
                $"셀을 돌릴 프로세스가 바로 끝났다. {_collector.NativeError}",
                $"The process for the cells ended at once. {_collector.NativeError}").ToString());
        }
    }

    // A process that a cell left behind may hold the streams open for hours: reading ends with the cells' process, a moment later at most.
    private async Task WaitForReadersAsync() => await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false);

    private static async Task KillAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended already, or a child of it did in between.
        }

        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(s_endLimit)).ConfigureAwait(false);
    }
}
