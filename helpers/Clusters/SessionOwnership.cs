using System.Collections.Concurrent;

namespace KafkaWorkbook.Clusters;

/// <summary>What this process created on a cluster, and may therefore delete.</summary>
internal sealed class SessionOwnership
{
    private readonly ConcurrentDictionary<string, string> _topics = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _groups = new(StringComparer.Ordinal);

    private int _numbered;

    /// <summary>Unique to this process and cluster: part of every name that it makes.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N")[..6];

    /// <summary>Full topic names by the reader's label; a second topic of the same label replaces the first.</summary>
    public IReadOnlyDictionary<string, string> Topics => _topics;

    public ICollection<string> Groups => _groups.Keys;

    /// <summary>Records a topic; returns the full name that the label had before, if any.</summary>
    public string? Add(string label, string fullName)
    {
        string? before = null;
        _topics.AddOrUpdate(label, fullName, (_, old) => { before = old; return fullName; });
        return before;
    }

    public void AddGroup(string group) => _groups.TryAdd(group, 0);

    /// <summary>1, 2, 3 …: tells apart the topics that had the same label one after the other.</summary>
    public int NextNumber() => Interlocked.Increment(ref _numbered);

    /// <summary>Forgets a topic that was deleted, unless its label has been given to another one since.</summary>
    public void RemoveTopic(string label, string fullName) => _topics.TryRemove(new KeyValuePair<string, string>(label, fullName));

    public void RemoveGroup(string group) => _groups.TryRemove(group, out _);

    public void Clear()
    {
        _topics.Clear();
        _groups.Clear();
    }
}
