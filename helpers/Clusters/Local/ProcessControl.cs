using System.Diagnostics;
using System.Runtime.InteropServices;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>Ends, freezes and thaws our processes; one whose mark does not fit any more is left alone.</summary>
internal static partial class ProcessControl
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);
    private const int Terminate = 15, KillNow = 9;

    /// <summary>Whether a process can be asked to end cleanly. A JVM without a console on Windows cannot.</summary>
    public static bool CanEndCleanly => !OperatingSystem.IsWindows();

    /// <summary>Asks a process to end cleanly (SIGTERM); where the system has no such thing, ends it.</summary>
    public static void AskToEnd(ProcessMark mark)
    {
        if (CanEndCleanly)
        {
            Signal(mark, Terminate);
        }
        else
        {
            Kill(mark);
        }
    }

    /// <summary>Ends a process at once (SIGKILL, TerminateProcess), frozen or not.</summary>
    public static void Kill(ProcessMark mark)
    {
        if (OperatingSystem.IsWindows())
        {
            With(mark, process => process.Kill());
        }
        else
        {
            Signal(mark, KillNow);
        }
    }

    /// <summary>Freezes a process: it keeps its memory and connections, and does nothing.</summary>
    public static void Freeze(ProcessMark mark)
    {
        if (OperatingSystem.IsWindows())
        {
            With(mark, process => _ = NtSuspendProcess(process.Handle));
        }
        else
        {
            Signal(mark, OperatingSystem.IsLinux() ? 19 : 17);
        }
    }

    /// <summary>Lets a frozen process go on.</summary>
    public static void Thaw(ProcessMark mark)
    {
        if (OperatingSystem.IsWindows())
        {
            With(mark, process => _ = NtResumeProcess(process.Handle));
        }
        else
        {
            Signal(mark, OperatingSystem.IsLinux() ? 18 : 19);
        }
    }

    /// <summary>Waits until none of the processes runs.</summary>
    /// <returns>Whether all ended within the limit.</returns>
    public static async Task<bool> WaitForEndAsync(IReadOnlyCollection<ProcessMark> marks, TimeSpan limit, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        while (marks.Any(m => m.IsAlive()))
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
            {
                return false;
            }

            await Task.Delay(LookAgain, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private static void Signal(ProcessMark mark, int signal)
    {
        if (mark.IsAlive())
        {
            // A process that ended in between is what a signal to it wants, or finds out by its state.
            _ = SendSignal(mark.Id, signal);
        }
    }

    private static void With(ProcessMark mark, Action<Process> action)
    {
        if (!mark.IsAlive())
        {
            return;
        }

        try
        {
            using Process process = Process.GetProcessById(mark.Id);
            action(process);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Ended in between.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);

    [LibraryImport("ntdll.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int NtSuspendProcess(nint process);

    [LibraryImport("ntdll.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int NtResumeProcess(nint process);
}
