using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;

namespace KafkaWorkbook.Shop;

/// <summary>
/// The program as a process of its own, so that it can really be killed: no handler runs, no client is closed, no transaction ended. It waits at the place where it is
/// to be killed, and ends by itself when whoever started it is gone.
/// </summary>
internal static class PipeProcess
{
    /// <summary>The first argument by which <c>Program</c> knows that it is to be that process.</summary>
    public const string Command = "__pipe";

    private const string AtThePlace = "stopped";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    /// <summary>Starts the process, waits until it has stopped in the middle of its batch, and kills it.</summary>
    /// <exception cref="ClusterException">It could not be started, or did not get that far.</exception>
    public static async Task RunAndKillAsync(PipeOrder order, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = PipedProcess.Info(DetachedStart.DotNet(), ["exec", DetachedStart.ThisProgram(), Command]);
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        Process? process = null;
        try
        {
            process = Process.Start(start)!;

            // The order may hold a password, so it goes through the pipe and not onto a command line.
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order).AsMemory(), limited.Token).ConfigureAwait(false);
            await process.StandardInput.FlushAsync(limited.Token).ConfigureAwait(false);
            Task<string> errors = process.StandardError.ReadToEndAsync(limited.Token);
            string? said = await process.StandardOutput.ReadLineAsync(limited.Token).ConfigureAwait(false);
            if (said != AtThePlace)
            {
                throw Failed(await errors.ConfigureAwait(false), null);
            }
        }
        catch (Exception failure) when (failure is Win32Exception or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Failed(failure.Message, failure);
        }
        finally
        {
            await KillAsync(process).ConfigureAwait(false);
        }
    }

    /// <summary>The work of the process.</summary>
    /// <returns>The exit code, should it ever end by itself.</returns>
    public static int Serve()
    {
        PipeOrder order = JsonSerializer.Deserialize<PipeOrder>(Console.In.ReadLine() ?? "")!;

        // Not disposed: whatever ends this process, nothing of it is to be tidied up.
        PipeWorker worker = new(order);
        worker.Run(CancellationToken.None);
        Console.Out.WriteLine(AtThePlace);
        Console.Out.Flush();

        // Ends when the pipe is closed: with its starter, at the latest.
        while (Console.In.ReadLine() is not null)
        {
        }

        GC.KeepAlive(worker);
        Environment.Exit(1);
        return 1;
    }

    private static async Task KillAsync(Process? process)
    {
        if (process is null)
        {
            return;
        }

        try
        {
            process.Kill(entireProcessTree: true);
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(5));
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is InvalidOperationException or Win32Exception or OperationCanceledException)
        {
            // It has ended already.
        }

        process.Dispose();
    }

    private static ClusterException Failed(string why, Exception? inner) => new(
        ClusterProblem.ProcessEnded,
        new($"죽일 프로그램이 그 자리까지 가지 못했다. {why.Trim()}", $"The program to be killed did not get that far. {why.Trim()}"),
        new("셀을 다시 실행한다. 되풀이되면 `dotnet build`를 다시 하고 커널을 다시 시작한다.", "Run the cell again. If it happens again, run `dotnet build` and restart the kernel."),
        inner);
}
