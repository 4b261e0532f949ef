using System.Diagnostics;

namespace KafkaWorkbook.Shop;

/// <summary>
/// A service at work in one run: works on one order after the other, as they come, and keeps what it did. Two doors lead to it, HTTP and a topic. It outlives
/// its doors: a service that is down and comes back has not forgotten what it did.
/// </summary>
internal sealed class ServiceWorker(ShopService service, Stopwatch clock)
{
    /// <summary>
    /// How far the work may lag behind its own plan and still catch up. Timers are late by up to 16 ms on some systems; without this a service that has no rest would be
    /// slower than it says.
    /// </summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(25);

    /// <summary>An order that comes so soon after the last one was done had been waiting; after a longer pause the service was idle, and lateness is forgotten.</summary>
    private static readonly TimeSpan NoRest = TimeSpan.FromMilliseconds(3);

    private readonly TimeSpan _work = TimeSpan.FromMilliseconds(service.WorkMs);
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _handled = [];
    private readonly List<TimeSpan> _took = [];
    private readonly List<string> _failures = [];
    private TimeSpan _busyUntil;
    private TimeSpan _lastDone = TimeSpan.MinValue;
    private long _total;

    public ShopService Service => service;

    /// <summary>Orders that it is through with, well or not.</summary>
    public int Done
    {
        get
        {
            lock (_gate)
            {
                return _handled.Count + _failures.Count;
            }
        }
    }

    /// <summary>Waits until it is this order's turn, works on it, and keeps the result.</summary>
    /// <param name="order">The order's value.</param>
    /// <param name="cancellationToken">The service stops: the order is not done.</param>
    /// <exception cref="Exception">The service's own work failed; kept as a failure.</exception>
    public async Task HandleAsync(string order, CancellationToken cancellationToken)
    {
        TimeSpan began = clock.Elapsed, wait = Reserve() - began;
        if (wait >= TimeSpan.FromMilliseconds(1))
        {
            await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            long result = service.Work(OrderEvent.Parse(order));
            lock (_gate)
            {
                _lastDone = clock.Elapsed;
                _handled.Add(_lastDone);
                _took.Add(_lastDone - began);
                _total += result;
            }
        }
        catch (Exception failure)
        {
            lock (_gate)
            {
                _lastDone = clock.Elapsed;
                _failures.Add(failure.Message);
            }

            throw;
        }
    }

    /// <summary>How long each order took that it was through with by then, from its turn on: what it can do a second follows from that.</summary>
    public IReadOnlyList<TimeSpan> TookUntil(TimeSpan at)
    {
        lock (_gate)
        {
            return [.. _took.Where((_, i) => _handled[i] <= at)];
        }
    }

    /// <summary>What it has done so far.</summary>
    /// <param name="readInAll">How far its group has read the topic; null where there is none.</param>
    public ServiceTally Tally(long? readInAll)
    {
        lock (_gate)
        {
            return new ServiceTally(service.Name, [.. _handled], [.. _failures], _total, readInAll);
        }
    }

    // One after the other: each order begins when the one before it is done.
    private TimeSpan Reserve()
    {
        lock (_gate)
        {
            TimeSpan now = clock.Elapsed;
            bool noRest = _lastDone > TimeSpan.MinValue && now - _lastDone < NoRest && now - _busyUntil < Slack;
            _busyUntil = (noRest || _busyUntil > now ? _busyUntil : now) + _work;
            return _busyUntil;
        }
    }
}
