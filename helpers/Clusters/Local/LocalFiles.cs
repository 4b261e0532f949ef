using KafkaWorkbook.Clusters.Storage;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>Reads the files of a local broker while it writes them.</summary>
internal static class LocalFiles
{
    public static IReadOnlyList<string> Folders(string data) =>
        Directory.Exists(data) ? [.. Directory.EnumerateDirectories(data).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)] : [];

    public static IReadOnlyList<BrokerFile>? Files(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFiles().Select(f => new BrokerFile(f.Name, f.Length)).OrderBy(f => f.Name, StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, int most, CancellationToken cancellationToken)
    {
        // The broker has the file open for writing, and may rename or delete it at any time.
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[Math.Min(file.Length, most)];
        int read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return bytes.AsMemory(0, read);
    }
}
