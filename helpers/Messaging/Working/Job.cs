using Confluent.Kafka;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Where a plug is pulled that the step itself does not know of.</summary>
internal enum PlugPlace
{
    /// <summary>As the work is about to be done: it is not.</summary>
    BeforeWork,

    /// <summary>Right after the work was done.</summary>
    AfterWork,
}

/// <summary>
/// The work of a consumer as a ledger outside of it: what was done stays written here when the consumer dies. It also pulls the plug, once, where the step asks for it.
/// </summary>
public sealed class Job
{
    private static readonly TimeSpan LongestTask = TimeSpan.FromSeconds(10);

    private readonly HashSet<WorkPlace> _ledger = [];
    private readonly List<WorkPlace> _done = [];
    private readonly List<WorkPlace> _parked = [];
    private readonly CancellationToken _cancellationToken;
    private readonly (PlugPlace Place, int Record)? _plug;
    private bool _plugWasPulled;

    /// <param name="plug">Where and at which record the plug is pulled without the step's doing; null for nowhere.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal Job((PlugPlace Place, int Record)? plug, CancellationToken cancellationToken)
    {
        _plug = plug;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Which life of the consumer this is: 1 before the first crash, 2 after it, and so on.</summary>
    public int Life { get; private set; }

    /// <summary>Which record this is, counted over all lives: 1 for the first that was handed out.</summary>
    public int Record { get; private set; }

    /// <summary>What was done in this life, in order.</summary>
    internal IReadOnlyList<WorkPlace> Done => _done;

    /// <summary>What was set aside in this life, in order.</summary>
    internal IReadOnlyList<WorkPlace> Parked => _parked;

    /// <summary>Whether the plug was pulled during the present record: also a step that catches every exception dies of it.</summary>
    internal bool IsDark { get; private set; }

    /// <summary>Does the work that the record asks for. Its effect is outside, under the record's own number: a crash afterwards does not undo it.</summary>
    /// <param name="record">The record that was worked on.</param>
    public void Do(ConsumeResult<string, string> record)
    {
        PullPlug(PlugPlace.BeforeWork);
        WorkPlace place = PlaceOf(record);
        _done.Add(place);
        _ledger.Add(place);
        PullPlug(PlugPlace.AfterWork);
    }

    /// <summary>Looks into the ledger: whether the record's work was done before, by this consumer or by one that died.</summary>
    /// <param name="record">The record.</param>
    public bool HasDone(ConsumeResult<string, string> record) => _ledger.Contains(PlaceOf(record));

    /// <summary>Notes that the record was set aside, for example in a dead-letter topic, and is neither done nor lost.</summary>
    /// <param name="record">The record.</param>
    public void Park(ConsumeResult<string, string> record) => _parked.Add(PlaceOf(record));

    /// <summary>Lets time pass: the work takes so long.</summary>
    /// <param name="time">0 to 10 seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is longer.</exception>
    public void Take(TimeSpan time)
    {
        if (time < TimeSpan.Zero || time > LongestTask)
        {
            throw new ArgumentOutOfRangeException(
                nameof(time), time, new Text("레코드 하나의 일은 0초에서 10초까지로 정한다.", "The work on a record takes 0 to 10 seconds.").ToString());
        }

        _cancellationToken.WaitHandle.WaitOne(time);
        _cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Pulls the plug at one record, once: the consumer dies here, between what stands before this line and what stands after it.</summary>
    /// <param name="at">At which record, 1 or more, as counted by <see cref="Record"/>.</param>
    public void CrashOnce(int at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(at, 1);
        PullPlug(at);
    }

    internal void BeginLife()
    {
        Life++;
        _done.Clear();
        _parked.Clear();
    }

    internal void BeginRecord()
    {
        Record++;
        IsDark = false;
    }

    private void PullPlug(PlugPlace place)
    {
        if (_plug is { } plug && plug.Place == place)
        {
            PullPlug(plug.Record);
        }
    }

    private void PullPlug(int at)
    {
        if (!_plugWasPulled && Record == at)
        {
            _plugWasPulled = true;
            IsDark = true;
            throw new PowerCutException();
        }
    }

    private WorkPlace PlaceOf(ConsumeResult<string, string> record)
    {
        ArgumentNullException.ThrowIfNull(record);

        // A step that caught the power cut must not go on working: there is no power.
        return IsDark ? throw new PowerCutException() : new WorkPlace(record.Partition.Value, record.Offset.Value);
    }
}
