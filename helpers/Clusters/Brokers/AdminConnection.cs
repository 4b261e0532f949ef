using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>
/// Admin calls that survive the death of a controller. librdkafka's AdminClient goes on asking the old controller (NOT_CONTROLLER for 15 s and more) until
/// all its metadata is refreshed, so after a failure that passes the call is repeated with a fresh client.
/// </summary>
/// <param name="configure">The configuration of each client.</param>
internal sealed class AdminConnection(Func<ClientConfig> configure) : IDisposable
{
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private Shared? _current;
    private bool _disposed;

    /// <summary>Makes a call, again and again while it fails in a way that passes.</summary>
    /// <param name="call">The call; it gets a client, the time that this attempt may take, and the attempt's number from 0.</param>
    /// <param name="limit">For all attempts together.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KafkaException">The last attempt's failure.</exception>
    /// <exception cref="TimeoutException">The last attempt did not end.</exception>
    public async Task<T> CallAsync<T>(Func<IAdminClient, TimeSpan, int, Task<T>> call, TimeSpan limit, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            TimeSpan left = limit - Stopwatch.GetElapsedTime(start);
            TimeSpan mine = left < AttemptLimit ? TimeSpan.FromMilliseconds(Math.Max(left.TotalMilliseconds, 100)) : AttemptLimit;
            Shared client = Rent();
            try
            {
                // The client knows nothing of cancellation; an abandoned call ends by its own time limit.
                return await call(client.Admin, mine, attempt).WaitAsync(mine + Pause, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (KafkaFailures.Passes(failure) && Stopwatch.GetElapsedTime(start) + Pause < limit)
            {
                Retire(client);
            }
            finally
            {
                Return(client);
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets the next call begin with a fresh client, because what the present one knows of the brokers is out of date.</summary>
    public void Refresh()
    {
        Shared? present;
        lock (_gate)
        {
            present = _current;
        }

        if (present is not null)
        {
            Retire(present);
        }
    }

    public void Dispose()
    {
        Shared? last;
        lock (_gate)
        {
            _disposed = true;
            last = _current;
            _current = null;
        }

        if (last is not null)
        {
            Retire(last);
        }
    }

    private Shared Rent()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(Cluster));
            _current ??= new Shared(Build());
            _current.Uses++;
            return _current;
        }
    }

    private void Retire(Shared client)
    {
        bool dispose;
        lock (_gate)
        {
            dispose = !client.Retired && client.Uses == 0;
            client.Retired = true;
            if (ReferenceEquals(_current, client))
            {
                _current = null;
            }
        }

        if (dispose)
        {
            client.Admin.Dispose();
        }
    }

    private void Return(Shared client)
    {
        bool dispose;
        lock (_gate)
        {
            client.Uses--;
            dispose = client.Retired && client.Uses == 0;
        }

        if (dispose)
        {
            client.Admin.Dispose();
        }
    }

    // Handlers that do nothing: what librdkafka logs would otherwise land in a notebook's error output.
    private IAdminClient Build() =>
        new AdminClientBuilder(configure()).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    private sealed class Shared(IAdminClient admin)
    {
        public IAdminClient Admin => admin;

        public int Uses { get; set; }

        public bool Retired { get; set; }
    }
}
