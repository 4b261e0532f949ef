namespace KafkaWorkbook.Handouts.Export;

/// <summary>Tells whether two paths lead to one file, links included.</summary>
internal static class SamePath
{
    /// <summary>The same text for every path to a file, whether it is there or not.</summary>
    public static string Key(string path)
    {
        string real = Real(Path.GetFullPath(path), 0);
        return OperatingSystem.IsLinux() ? real : real.ToUpperInvariant();
    }

    private static string Real(string path, int depth)
    {
        const int MostLinks = 40;
        if (Path.GetDirectoryName(path) is not { } folder || depth > MostLinks)
        {
            return path;
        }

        string here = Path.Combine(Real(folder, depth + 1), Path.GetFileName(path));
        FileSystemInfo entry = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        try
        {
            return entry.Exists && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target ? target.FullName : here;
        }
        catch (IOException)
        {
            // A link that leads in a circle is no file that could be overwritten.
            return here;
        }
    }
}
