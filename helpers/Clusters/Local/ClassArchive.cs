using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>
/// A distribution's classes as its JVMs need them, read and checked beforehand: with it a broker starts with half of the work, and a command with two thirds. It is a feature of the
/// JVM (class data sharing), which checks by itself that the archive fits and goes on without it where it does not. The first cluster writes down which classes it loads; when it is
/// stopped and the computer is free, the archive is made. It belongs to no cluster, so it stays when one is removed.
/// </summary>
/// <param name="File">The archive.</param>
/// <param name="List">Where a broker writes down its classes while there is no archive.</param>
internal sealed record ClassArchive(string File, string List)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The arguments of every JVM of the distribution.</summary>
    public IEnumerable<string> Arguments => IsThere ? [$"-XX:SharedArchiveFile={File}"] : [];

    // An empty file says that it could not be made.
    private bool IsThere => new FileInfo(File) is { Exists: true, Length: > 0 };

    // On Windows a command line reaches Java in the system's old code page, which need not have a path's characters.
    private bool IsUsable => !OperatingSystem.IsWindows() || (Ascii.IsValid(File) && Ascii.IsValid(List));

    /// <summary>The archive for a cluster's Java and Kafka: others have one of their own.</summary>
    public static ClassArchive Of(LocalSite site, LocalState state)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(state);
        string libraries = Path.Combine(state.KafkaHome, "libs");
        DateTime[] written = Directory.Exists(libraries) ? [.. Directory.EnumerateFiles(libraries, "*.jar").Select(System.IO.File.GetLastWriteTimeUtc)] : [];
        string what = string.Join('\n', state.Java, System.IO.File.GetLastWriteTimeUtc(state.Java).Ticks, state.KafkaHome, written.Length, written.DefaultIfEmpty().Max().Ticks);
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..12];
        return new ClassArchive(Path.Combine(site.CacheFolder, $"kafka-{state.KafkaVersion}-{name}.jsa"), site.ClassList);
    }

    /// <summary>The arguments of a node: one broker takes notes as long as there is no archive.</summary>
    public IEnumerable<string> NodeArguments(LocalNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return !IsUsable ? [] : node.BrokerId == 1 && !Path.Exists(File) ? [$"-XX:DumpLoadedClassList={List}"] : Arguments;
    }

    /// <summary>Makes the archive from what a broker has written down; nothing where there is one, or nothing was written.</summary>
    /// <param name="state">The cluster, stopped.</param>
    /// <param name="progress">Shows that it is being made.</param>
    /// <param name="cancellationToken">Ends it; there is no archive then.</param>
    public async Task MakeAsync(LocalState state, IProgressDisplay progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(progress);
        if (Path.Exists(File) || !Path.Exists(List))
        {
            return;
        }

        IProgressLine line = progress.Begin(new("다음에는 더 빨리 뜨도록 준비한다(한 번만 한다).", "Preparing faster starts for the next time (once only)."));
        Stopwatch clock = Stopwatch.StartNew();
        string draft = $"{File}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            PipedAnswer answer = await PipedProcess.RunAsync(Start(state, draft), Limit, null, null, cancellationToken).ConfigureAwait(false);
            bool made = answer.ExitCode == 0 && Path.Exists(draft);
            if (!made)
            {
                // Not tried again at every stop.
                await System.IO.File.WriteAllBytesAsync(draft, [], cancellationToken).ConfigureAwait(false);
            }

            System.IO.File.Move(draft, File, overwrite: false);
            string seconds = clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            line.Done(made
                ? new($"다음에는 더 빨리 뜬다 ({seconds}초).", $"The next start is going to be faster ({seconds} s).")
                : new("더 빨리 뜨게 하지 못했다. 그대로 써도 된다.", "Starts cannot be made faster here. Everything works all the same."));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            // Another process was faster, or the folder takes no files: a start works without it.
            line.Done(new("더 빨리 뜨게 하지 못했다. 그대로 써도 된다.", "Starts cannot be made faster here. Everything works all the same."));
        }
        finally
        {
            System.IO.File.Delete(draft);
            System.IO.File.Delete(List);
        }
    }

    private ProcessStartInfo Start(LocalState state, string draft)
    {
        ProcessStartInfo start = PipedProcess.Info(
            state.Java,
            ["-Xshare:dump", "-Xmx512m", "-XX:+UseSerialGC", $"-XX:SharedClassListFile={List}", $"-XX:SharedArchiveFile={draft}", "-cp", Jvm.ClassPath(state.KafkaHome)]);
        foreach ((string name, string value) in Jvm.Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
