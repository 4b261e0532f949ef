using System.Diagnostics;
using System.Globalization;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>
/// Which process is ours: its id, when it was born, and a word in its command line. An id alone is not enough, because the system gives it to somebody
/// else after the process has ended; nothing is stopped or killed unless the rest fits as well.
/// </summary>
/// <param name="Id">The process id.</param>
/// <param name="Born">When the process began, in the system's own unit; compared, never shown.</param>
/// <param name="Token">A word that stands in the command line of this process only.</param>
internal sealed record ProcessMark(int Id, string Born, string Token)
{
    /// <summary>The mark of a process that was started just now; one without a birth when it has ended already.</summary>
    public static ProcessMark Of(int id, string token) => new(id, BornOf(id) ?? "", token);

    /// <summary>Whether this very process still runs. One that is frozen does, one that waits to be collected by its parent does not.</summary>
    public bool IsAlive() => Born.Length > 0 && BornOf(Id) == Born && CarriesToken();

    private static string? BornOf(int id) => OperatingSystem.IsLinux() ? BornOnLinux(id) : BornElsewhere(id);

    // Clock ticks since the system's start: unlike a time of day they do not move when the clock is set.
    private static string? BornOnLinux(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            const int State = 0, StartTime = 19;
            return fields[State] is "Z" or "X" ? null : $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}:{fields[StartTime]}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? BornElsewhere(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private bool CarriesToken()
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        try
        {
            return File.ReadAllText($"/proc/{Id}/cmdline").Contains(Token, StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
