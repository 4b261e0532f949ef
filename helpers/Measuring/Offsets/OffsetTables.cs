using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>Snapshots as a data frame: one row a group and partition.</summary>
internal static class OffsetTables
{
    private sealed record Row(double? Seconds, string? Group, int Partition, long Start, long End, long? Committed, long? Lag);

    public static DataFrame Frame(IEnumerable<(TimeSpan? At, OffsetSnapshot Snapshot)> moments)
    {
        List<Row> rows = [.. moments.SelectMany(m => Rows(m.At, m.Snapshot))];
        List<DataFrameColumn> columns =
        [
            new StringDataFrameColumn("group", rows.Select(r => r.Group)),
            new PrimitiveDataFrameColumn<int>("partition", rows.Select(r => r.Partition)),
            new PrimitiveDataFrameColumn<long>("log_start", rows.Select(r => r.Start)),
            new PrimitiveDataFrameColumn<long>("log_end", rows.Select(r => r.End)),
            new PrimitiveDataFrameColumn<long>("committed", rows.Select(r => r.Committed)),
            new PrimitiveDataFrameColumn<long>("lag", rows.Select(r => r.Lag)),
        ];
        if (rows.Any(r => r.Seconds is not null))
        {
            columns.Insert(0, new PrimitiveDataFrameColumn<double>("seconds", rows.Select(r => r.Seconds)));
        }

        return new DataFrame(columns);
    }

    private static IEnumerable<Row> Rows(TimeSpan? at, OffsetSnapshot snapshot) => snapshot.Groups.Count == 0
        ? snapshot.Partitions.Select(p => new Row(at?.TotalSeconds, null, p.Partition, p.LogStart, p.LogEnd, null, null))
        : from g in snapshot.Groups
          from p in snapshot.Partitions
          let o = g.Partitions[p.Partition]
          select new Row(at?.TotalSeconds, g.Label, p.Partition, p.LogStart, p.LogEnd, o.Committed, o.Lag);
}
