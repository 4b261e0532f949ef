using System.Security.Cryptography;
using System.Text;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>
/// Remembers that a cluster was proved to be ready, for as long as the same containers run since the same moment: a cluster that was started by hand is proved by the first
/// notebook that attaches, and the next ones need not do it again.
/// </summary>
/// <param name="path">The mark's file.</param>
internal sealed class ReadyMark(string path)
{
    public static ReadyMark Of(string dataFolder, string cluster) => new(Path.Combine(dataFolder, $"docker-{cluster}.ready"));

    public bool Fits(IEnumerable<DockerContainer> containers)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path) == Fingerprint(containers);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Write(IEnumerable<DockerContainer> containers)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, Fingerprint(containers));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Without the mark the next notebook proves it once more, which costs a second.
        }
    }

    public void Remove()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It fits no later cluster anyhow.
        }
    }

    private static string Fingerprint(IEnumerable<DockerContainer> containers)
    {
        string all = string.Join('\n', containers.Select(c => $"{c.Id} {c.StartedAt} {c.Status}").Order(StringComparer.Ordinal));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }
}
