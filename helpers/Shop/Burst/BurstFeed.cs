using System.Diagnostics;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Shop;

/// <summary>Lets a burst's orders arrive, each at its own time whatever became of those before it, and looks at the shop meanwhile.</summary>
internal sealed class BurstFeed(BurstOptions options, Stopwatch clock, Func<Event, Task> place)
{
    /// <summary>How long a burst may be watched altogether.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(40);

    private int _taken;

    /// <summary>Orders that were taken: acknowledged by the brokers, or answered by the service.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Lets orders arrive until it is enough, and waits until each was answered.</summary>
    /// <param name="enough">Asked before each order that arrives after the burst.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<IReadOnlyList<PlacedOrder>> RunAsync(Func<bool> enough, CancellationToken cancellationToken)
    {
        OrderFeed feed = new(clock, options.BurstPerSecond, TakeAsync);
        int most = (int)(options.NormalPerSecond * Limit.TotalSeconds) + (int)(options.BurstPerSecond * options.Burst.TotalSeconds);
        List<Task<PlacedOrder>> open = [];
        foreach (Event order in Sample.Orders(most, customers: 50))
        {
            TimeSpan due = Due(open.Count);
            if (due >= options.BurstEnd && enough())
            {
                break;
            }

            TimeSpan wait = due - clock.Elapsed;
            if (wait >= TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            }

            open.Add(feed.OneAsync(order, open.Count + 1, cancellationToken));
        }

        return await Task.WhenAll(open).ConfigureAwait(false);
    }

    /// <summary>Looks at what was taken and done, about 25 times a second and when the burst ends, until told to stop.</summary>
    public async Task<IReadOnlyList<BurstMoment>> WatchAsync(Func<long> done, Action<BurstMoment>? each, CancellationToken stop)
    {
        List<BurstMoment> moments = [];
        while (!stop.IsCancellationRequested)
        {
            // Done first: what is done was taken, so that the difference is never below zero for long.
            long finished = done();
            BurstMoment moment = new(clock.Elapsed, Taken, finished);
            moments.Add(moment);
            each?.Invoke(moment);
            TimeSpan left = options.BurstEnd - moment.At;
            try
            {
                await Task.Delay(left > TimeSpan.Zero && left < Look ? left : Look, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        moments.Add(new BurstMoment(clock.Elapsed, Taken, done()));
        return moments;
    }

    /// <summary>When the n-th order arrives, from 0.</summary>
    internal TimeSpan Due(int index)
    {
        double calm = options.NormalPerSecond * options.Calm.TotalSeconds, burst = options.BurstPerSecond * options.Burst.TotalSeconds;
        return index < calm ? TimeSpan.FromSeconds(index / (double)options.NormalPerSecond)
            : index < calm + burst ? options.Calm + TimeSpan.FromSeconds((index - calm) / options.BurstPerSecond)
            : options.BurstEnd + TimeSpan.FromSeconds((index - calm - burst) / options.NormalPerSecond);
    }

    private async Task TakeAsync(Event order)
    {
        await place(order).ConfigureAwait(false);
        Interlocked.Increment(ref _taken);
    }
}
