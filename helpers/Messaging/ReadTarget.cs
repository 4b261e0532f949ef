using Confluent.Kafka;
using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Messaging;

/// <summary>
/// How far a read has to go, partition by partition. Offsets have gaps (compaction, the markers of transactions), so a partition is done when a record at or
/// behind its end came, or the broker said that nothing follows; never by counting.
/// </summary>
internal sealed class ReadTarget
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);
    private readonly Dictionary<int, (long Next, long End)> _open = [];
    private readonly Dictionary<int, long> _reached = [];
    private DateTime _lastProgress = DateTime.UtcNow;

    /// <summary>Adds a partition to be read from one offset to another; one with nothing in between is done at once.</summary>
    public void Add(int partition, long from, long end)
    {
        if (from < end)
        {
            _open[partition] = (from, end);
        }
    }

    public bool Done => _open.Count == 0;

    public IEnumerable<int> OpenPartitions => _open.Keys;

    /// <summary>The offset behind the last record or gap that was passed, by partition.</summary>
    public IReadOnlyDictionary<int, long> Reached => _reached;

    /// <summary>Takes a record or a partition's end; answers the record when it belongs to what is to be read.</summary>
    public ReadRecord? Take(ConsumeResult<string?, string?> result)
    {
        int partition = result.Partition.Value;
        long offset = result.Offset.Value;
        return Take(partition, offset, result.IsPartitionEOF)
            ? new ReadRecord(
                partition,
                offset,
                result.Message.Key,
                result.Message.Value ?? "",
                result.Message.Timestamp.Type == TimestampType.NotAvailable ? DateTimeOffset.UnixEpoch : new DateTimeOffset(result.Message.Timestamp.UtcDateTime))
            : null;
    }

    /// <summary>Notes that a place was reached; answers whether there is a record at it that belongs to what is to be read.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">The record's offset, or the one at which the partition ends for now.</param>
    /// <param name="end">Whether it is the partition's end and no record.</param>
    public bool Take(int partition, long offset, bool end)
    {
        if (!_open.TryGetValue(partition, out (long Next, long End) range))
        {
            return false;
        }

        _lastProgress = DateTime.UtcNow;
        if (offset + (end ? 0 : 1) >= range.End)
        {
            // An end before ours comes from a replica that is behind; the client goes on by itself.
            Finish(partition, range.End);
            return !end && offset < range.End;
        }

        if (!end)
        {
            _open[partition] = (offset + 1, range.End);
            _reached[partition] = offset + 1;
        }

        return !end;
    }

    /// <exception cref="ClusterException">Nothing came for 30 seconds.</exception>
    public void ThrowIfStuck(Topic topic, int read)
    {
        if (DateTime.UtcNow - _lastProgress < Quiet)
        {
            return;
        }

        string at = string.Join(", ", _open.OrderBy(o => o.Key).Select(o => FormattableString.Invariant($"{o.Key}: {o.Value.Next}/{o.Value.End}")));
        throw new ClusterException(
            ClusterProblem.TimedOut,
            new(
                $"토픽 {topic.Name}에서 {Payloads.Number(read)}건을 읽은 뒤 {Quiet.TotalSeconds:0}초 동안 아무것도 오지 않았다. 끝나지 않은 파티션(오프셋/끝): {at}",
                $"After {Payloads.Number(read)} records of the topic {topic.Name} nothing came for {Quiet.TotalSeconds:0} seconds. Partitions not finished (offset/end): {at}"),
            new(
                "그 파티션의 리더 브로커가 떠 있는지 확인한다: `dotnet run -- status`",
                "See whether the leader of those partitions is running: `dotnet run -- status`"));
    }

    private void Finish(int partition, long end)
    {
        _open.Remove(partition);
        _reached[partition] = end;
    }
}
