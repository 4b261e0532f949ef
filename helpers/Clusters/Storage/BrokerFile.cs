using System.Globalization;

namespace KafkaWorkbook.Clusters.Storage;

/// <summary>A file in a partition's folder.</summary>
/// <param name="Name">Its name, such as <c>00000000000000000000.log</c>.</param>
/// <param name="Bytes">How long it is. The index files of the newest segment are made longer beforehand, and take no room on most disks where nothing is written yet.</param>
public sealed record BrokerFile(string Name, long Bytes)
{
    // An offset, filled up with zeros.
    private const int NameDigits = 20;

    /// <summary>What kind of file it is: the ending, such as <c>.log</c>.</summary>
    public string Ending => Path.GetExtension(Name);

    /// <summary>The offset in its name, which is that of its segment's first record; null for a file that is not part of a segment.</summary>
    public long? BaseOffset
    {
        get
        {
            string name = Path.GetFileNameWithoutExtension(Name);
            return name.Length == NameDigits && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long offset) ? offset : null;
        }
    }

    /// <summary>The name of a segment's file.</summary>
    /// <param name="baseOffset">The offset of its first record, 0 or more.</param>
    /// <param name="ending">The ending, such as <c>.log</c>.</param>
    public static string NameOf(long baseOffset, string ending)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(baseOffset);
        return baseOffset.ToString("D20", CultureInfo.InvariantCulture) + ending;
    }
}
