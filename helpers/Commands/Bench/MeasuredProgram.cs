using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Commands.Bench;

/// <summary>What a program printed, and the CPU time of its whole process.</summary>
/// <param name="ExitCode">Its exit code, or null when its time was over.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Cpu">The CPU time that it used on all cores, from its start to its end.</param>
internal sealed record MeasuredAnswer(int? ExitCode, string Output, string Error, TimeSpan Cpu);

/// <summary>Runs a program to its end and asks the system for the CPU time that it used. One at a time: the system adds up what all ended children used.</summary>
internal static partial class MeasuredProgram
{
    // Larger than any system's struct; the two times at its front are laid out alike on Linux and macOS (64 bits).
    private const int UsageBytes = 512;
    private const int EndedChildren = -1;
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    /// <param name="start">How to start it, made by <see cref="PipedProcess.Info"/>.</param>
    /// <param name="limit">How long it may take; then it is ended.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public static async Task<MeasuredAnswer> RunAsync(ProcessStartInfo start, TimeSpan limit, string input, CancellationToken cancellationToken)
    {
        TimeSpan before = OperatingSystem.IsWindows() ? TimeSpan.Zero : Children();
        using Process process = Process.Start(start)!;
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ended.CancelAfter(limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        bool late = false;
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), ended.Token).ConfigureAwait(false);
            process.StandardInput.Close();
            await process.WaitForExitAsync(ended.Token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code and its words say why.
            await process.WaitForExitAsync(ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            late = true;
            process.Kill(entireProcessTree: true);
            using CancellationTokenSource brief = new(EndLimit);
            await process.WaitForExitAsync(brief.Token).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        TimeSpan cpu = OperatingSystem.IsWindows() ? process.TotalProcessorTime : Children() - before;
        return new MeasuredAnswer(late ? null : process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false), cpu);
    }

    // A process that has ended cannot be asked for its time on Unix; its parent can, once it has taken note of the end.
    private static unsafe TimeSpan Children()
    {
        byte* usage = stackalloc byte[UsageBytes];
        if (Usage(EndedChildren, usage) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        static TimeSpan Time(byte* at) => TimeSpan.FromSeconds(*(long*)at) + TimeSpan.FromMicroseconds(*(int*)(at + sizeof(long)));
        return Time(usage) + Time(usage + (2 * sizeof(long)));
    }

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static unsafe partial int Usage(int who, byte* usage);
}
