using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Compares what was sent with what was read, record by record.</summary>
internal static class RecordComparer
{
    /// <summary>
    /// A message that the client sent again after a lost acknowledgement is stored a second time at another offset, and it may be the second copy whose
    /// offset was acknowledged. So records are the same by partition, key and value; the offset tells a copy that was stored twice from one that was read twice.
    /// </summary>
    public static Comparison Compare(Sent sent, ReadResult read, long? guess)
    {
        if (sent.Topic.Name != read.Topic.Name)
        {
            throw new ArgumentException(
                new Text(
                    $"서로 다른 토픽은 견줄 수 없다: 보낸 곳 {sent.Topic.Name}, 읽은 곳 {read.Topic.Name}",
                    $"Different topics cannot be compared: sent to {sent.Topic.Name}, read from {read.Topic.Name}.").ToString(),
                nameof(sent));
        }

        // Equal messages are matched one by one, in the order sent.
        Dictionary<(int, string?, string), Queue<int>> waiting = [];
        HashSet<(int, string?, string)> known = [];
        for (int i = 0; i < sent.Records.Count; i++)
        {
            (int, string?, string) identity = (sent.Records[i].Partition, sent.Records[i].Key, sent.Records[i].Value);
            known.Add(identity);
            if (!waiting.TryGetValue(identity, out Queue<int>? queue))
            {
                waiting[identity] = queue = new Queue<int>();
            }

            queue.Enqueue(i);
        }

        HashSet<(int, long)> places = [];
        Dictionary<int, int> latest = [];
        long found = 0, storedTwice = 0, readTwice = 0, outOfOrder = 0, others = 0;
        foreach (ReadRecord record in read.Records)
        {
            (int, string?, string) identity = (record.Partition, record.Key, record.Value);
            if (!known.Contains(identity))
            {
                others++;
            }
            else if (!places.Add((record.Partition, record.Offset)))
            {
                readTwice++;
            }
            else if (!waiting[identity].TryDequeue(out int position))
            {
                storedTwice++;
            }
            else
            {
                found++;

                // Only first copies count here: a replayed copy is a duplicate, not a reordering.
                if (latest.TryGetValue(record.Partition, out int before) && position < before)
                {
                    outOfOrder++;
                }
                else
                {
                    latest[record.Partition] = position;
                }
            }
        }

        return new Comparison(sent, read, guess)
        {
            Found = found,
            StoredTwice = storedTwice,
            ReadTwice = readTwice,
            OutOfOrder = outOfOrder,
            Others = others,
        };
    }
}
