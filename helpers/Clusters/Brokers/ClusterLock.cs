using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>
/// A lock that only one process at a time can hold: an open file that nobody else may open. The system lets go of it when the process ends, however it
/// ends. A file beside it says who holds it, because the locked one cannot be read by others on Windows.
/// </summary>
internal sealed class ClusterLock : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private readonly FileStream _file;
    private readonly string _path;

    private ClusterLock(FileStream file, string path)
    {
        _file = file;
        _path = path;
    }

    /// <summary>Where the lock of a name lies.</summary>
    public static string PathOf(string dataFolder, string name)
    {
        char[] safe = [.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? char.ToLowerInvariant(c) : '_')];
        return Path.Combine(dataFolder, "locks", new string(safe) + ".lock");
    }

    /// <summary>Takes the lock, or waits for it.</summary>
    /// <param name="path">The lock's file, by <see cref="PathOf"/>.</param>
    /// <param name="purpose">What it is taken for; others who wait are told.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="progress">Shows that and for whom we wait, when it takes longer than a moment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.Busy"/>: not within the limit; it names the holder.</exception>
    public static async Task<ClusterLock> TakeAsync(
        string path, Text purpose, TimeSpan limit, IProgressDisplay progress, CancellationToken cancellationToken)
    {
        MakeFolder(path);
        Stopwatch clock = Stopwatch.StartNew();
        IProgressLine? line = null;
        while (true)
        {
            if (TryOpen(path) is { } file)
            {
                line?.Done(new($"차례가 왔다 ({clock.Elapsed.TotalSeconds:0}초 기다림).", $"Our turn, after {clock.Elapsed.TotalSeconds:0} s."));
                WriteHolder(path, purpose);
                return new ClusterLock(file, path);
            }

            if (clock.Elapsed >= limit)
            {
                throw Busy(path, limit, line);
            }

            if (clock.Elapsed > TimeSpan.FromSeconds(1))
            {
                line ??= progress.Begin(new("클러스터의 차례를 기다린다.", "Waiting for the cluster."));
                line.Update(Waiting(path));
            }

            await Task.Delay(LookAgain, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(HolderOf(_path));
        }
        catch (IOException)
        {
            // Somebody reads it at this moment; the next holder writes it anew.
        }

        // The lock's own file stays: deleting it could give two processes a lock each on two files of one name.
        _file.Dispose();
    }

    private static void MakeFolder(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder, failure);
        }
    }

    private static ClusterException NotWritable(string folder, Exception failure) => new(
        ClusterProblem.BadConfiguration,
        new($"워크북의 폴더 {folder}에 쓰지 못한다. {failure.Message}", $"The workbook's folder {folder} cannot be written. {failure.Message}"),
        new($"환경 변수 {ClusterOptions.DataVariable}에 쓸 수 있는 폴더를 준다.", $"Set {ClusterOptions.DataVariable} to a folder that can be written."),
        failure);

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows() && File.Exists(path))
        {
            // Windows answers so for a moment while another process closes the file.
            return null;
        }
        catch (UnauthorizedAccessException failure)
        {
            throw NotWritable(path, failure);
        }
    }

    private static string HolderOf(string path) => path + ".holder.json";

    private static void WriteHolder(string path, Text purpose)
    {
        Holder holder = new(Environment.ProcessId, purpose.Korean, purpose.English, DateTimeOffset.Now);
        File.WriteAllText(HolderOf(path), JsonSerializer.Serialize(holder));
    }

    private static Holder? ReadHolder(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Holder>(File.ReadAllText(HolderOf(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static Text Waiting(string path) => ReadHolder(path) is { } h
        ? new($"다른 노트북(프로세스 {h.ProcessId})을 기다린다: {h.Korean}", $"Waiting for another notebook (process {h.ProcessId}): {h.English}")
        : new("클러스터의 차례를 기다린다.", "Waiting for the cluster.");

    private static ClusterException Busy(string path, TimeSpan limit, IProgressLine? line)
    {
        Holder? h = ReadHolder(path);
        string since = h?.Since.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "?";
        Text what = h is null
            ? new($"다른 프로세스가 클러스터를 쓰고 있고 {limit.TotalSeconds:0}초 안에 끝나지 않았다 ({path}).", $"Another process uses the cluster and did not finish within {limit.TotalSeconds:0} seconds ({path}).")
            : new(
                $"다른 노트북(프로세스 {h.ProcessId}, {since}부터)이 클러스터를 쓰고 있다: {h.Korean} {limit.TotalSeconds:0}초를 기다렸다.",
                $"Another notebook (process {h.ProcessId}, since {since}) uses the cluster: {h.English} We waited for {limit.TotalSeconds:0} seconds.");
        line?.Done(what);
        return new ClusterException(
            ClusterProblem.Busy,
            what,
            new("그 노트북의 셀이 끝난 뒤 다시 실행하거나, 그 커널을 다시 시작한다.", "Run this again when that notebook's cell is done, or restart its kernel."));
    }

    private sealed record Holder(int ProcessId, string Korean, string English, DateTimeOffset Since);
}
