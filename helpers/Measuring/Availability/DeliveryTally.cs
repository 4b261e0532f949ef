namespace KafkaWorkbook.Measuring;

/// <summary>
/// Counts what became of records with ids while a topic is read from its beginning, partition by partition in the order of offsets. The words mean exactly what
/// <see cref="Delivery"/> says of them.
/// </summary>
internal sealed class DeliveryTally
{
    private readonly Dictionary<int, Run> _runs;
    private readonly Dictionary<int, long> _lastOffset = [];

    public DeliveryTally(IEnumerable<SentIds> sent) =>
        _runs = sent.SelectMany(s => s.Before is { } before ? new[] { s, before } : [s]).ToDictionary(s => s.Run, s => new Run(s));

    /// <summary>How many records were none of these producers'.</summary>
    public long Others { get; private set; }

    /// <summary>Takes the next record of a partition.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">Its offset. One that is not above the last of its partition was handed out again: it is the same record, not a copy.</param>
    /// <param name="record">What it carries.</param>
    public void Add(int partition, long offset, RecordId record)
    {
        if (_lastOffset.TryGetValue(partition, out long last) && offset <= last)
        {
            return;
        }

        _lastOffset[partition] = offset;
        if (record.Id >= 0 && _runs.TryGetValue(record.Run, out Run? run) && record.Id < run.Sent.Sent)
        {
            run.Add(partition, offset, record.Id);
        }
        else
        {
            Others++;
        }
    }

    /// <summary>The counts of one producer's run.</summary>
    public Delivery Of(SentIds sent)
    {
        Run run = _runs[sent.Run];
        return new Delivery
        {
            Sent = sent.Sent,
            Acked = sent.Acked,
            Failed = sent.Failed,
            Read = run.Read,
            Lost = run.Lost(),
            Duplicated = run.Duplicated,
            Reordered = run.Reordered,
            Unacknowledged = run.Unacknowledged,
            Others = Others,
        };
    }

    /// <summary>Where the first few things went wrong, for somebody who has to find out why.</summary>
    /// <param name="sent">Whose records.</param>
    /// <param name="most">How many of each kind at most.</param>
    public IEnumerable<string> Clues(SentIds sent, int most = 5) => _runs[sent.Run].Clues(most);

    private sealed class Run(SentIds sent)
    {
        private const int MostNoted = 20;
        private readonly List<string> _copies = [];
        private readonly List<string> _late = [];
        private readonly ulong[] _seen = new ulong[(sent.Sent / 64) + 1];
        private readonly Dictionary<int, long> _highest = [];

        public SentIds Sent => sent;

        public long Read { get; private set; }

        public long Duplicated { get; private set; }

        public long Reordered { get; private set; }

        public long Unacknowledged { get; private set; }

        public void Add(int partition, long offset, long id)
        {
            Read++;
            ref ulong word = ref _seen[id / 64];
            ulong bit = 1UL << (int)(id % 64);
            if ((word & bit) != 0)
            {
                Duplicated++;
                Note(_copies, $"duplicate: id {id}, partition {partition}, offset {offset}");
                return;
            }

            word |= bit;
            Unacknowledged += sent.WasAcked(id) ? 0 : 1;
            if (_highest.TryGetValue(partition, out long highest) && id < highest)
            {
                Reordered++;
                Note(_late, $"reordered: id {id} after {highest}, partition {partition}, offset {offset}");
            }
            else
            {
                _highest[partition] = id;
            }
        }

        public long Lost() => LostIds().LongCount();

        public IEnumerable<string> Clues(int most) =>
        [
            .. LostIds().Take(most).Select(id => FormattableString.Invariant($"lost: id {id}, partition {sent.PartitionOf(id)}")), .. _copies.Take(most), .. _late.Take(most),
        ];

        private IEnumerable<long> LostIds()
        {
            for (long id = 0; id < sent.Sent; id++)
            {
                if ((_seen[id / 64] & (1UL << (int)(id % 64))) == 0 && sent.WasAcked(id))
                {
                    yield return id;
                }
            }
        }

        private static void Note(List<string> notes, FormattableString note)
        {
            if (notes.Count < MostNoted)
            {
                notes.Add(FormattableString.Invariant(note));
            }
        }
    }
}
