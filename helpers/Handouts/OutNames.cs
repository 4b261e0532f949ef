namespace KafkaWorkbook.Handouts;

/// <summary>The names of the results: the notebook's own name; where two have the same, as the editions have, below the name of its folder.</summary>
internal static class OutNames
{
    public static IEnumerable<(string File, string Name)> For(IReadOnlyList<string> files)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (string file in files)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            string folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) ?? "";
            bool shared = files.Count(f => Path.GetFileNameWithoutExtension(f).Equals(name, StringComparison.OrdinalIgnoreCase)) > 1;
            string wanted = shared ? Path.Combine(folder, name) : name;
            for (int n = 2; !taken.Add(wanted); n++)
            {
                wanted = FormattableString.Invariant($"{(shared ? Path.Combine(folder, name) : name)}-{n}");
            }

            yield return (file, wanted);
        }
    }
}
