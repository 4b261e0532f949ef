using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>
/// A service's door for calls: HTTP on the loopback, at a port that the system chose. <c>POST /orders</c> answers 200 when the service has done its work, and
/// 422 when it could not; <c>GET /ready</c> answers 200 at once. Closed, nobody listens at the port and a caller is refused at once.
/// </summary>
internal sealed class ServiceEndpoint : IAsyncDisposable
{
    private const int MostAtOnce = 1_024;
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(3);

    private readonly ServiceWorker _worker;
    private readonly ConcurrentDictionary<Task, byte> _open = new();
    private int _port;
    private TcpListener? _listener;
    private CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;

    public ServiceEndpoint(ServiceWorker worker)
    {
        _worker = worker;
        Open();
    }

    /// <summary>Where it is called; the same after it was closed and opened again, unless somebody took the port meanwhile.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/orders"));

    /// <summary>Begins to listen.</summary>
    public void Open()
    {
        _listener = Listen(_port);
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _stop = new CancellationTokenSource();
        TcpListener listener = _listener;
        CancellationToken stop = _stop.Token;
        _accepting = Task.Run(() => AcceptAsync(listener, stop), CancellationToken.None);
    }

    /// <summary>Stops listening; calls that are being answered end without an answer.</summary>
    public async Task CloseAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener?.Stop();
        await Task.WhenAny(Task.WhenAll([_accepting, .. _open.Keys]), Task.Delay(CloseLimit)).ConfigureAwait(false);
        _stop.Dispose();
        _listener?.Dispose();
        _listener = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
        {
            await CloseAsync().ConfigureAwait(false);
        }
    }

    private static TcpListener Listen(int port)
    {
        TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start(MostAtOnce);
            return listener;
        }
        catch (SocketException) when (port != 0)
        {
            // Taken by another program while the door was closed: callers ask for the address at each call.
            listener.Dispose();
            return Listen(0);
        }
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stop).ConfigureAwait(false);
                Task serving = Task.Run(() => ServeAsync(client, stop), CancellationToken.None);
                _open.TryAdd(serving, 0);
                _ = serving.ContinueWith(done => _open.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception ended) when (stop.IsCancellationRequested && ended is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
            catch (SocketException)
            {
                // That caller has gone again; the next one is served.
            }
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limited.CancelAfter(RequestLimit);
            try
            {
                client.NoDelay = true;
                NetworkStream stream = client.GetStream();
                (HttpStatusCode status, string body) = await DoAsync(stream, limited.Token).ConfigureAwait(false);
                await HttpExchange.AnswerAsync(stream, status, body, limited.Token).ConfigureAwait(false);
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The caller gave up, or the service stops: there is nobody to answer.
            }
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> DoAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            HttpRequest? request = await HttpExchange.ReadAsync(stream, cancellationToken).ConfigureAwait(false);
            if (request is null)
            {
                throw new IOException("The caller closed the connection.");
            }

            if (request is { Method: "GET", Path: "/ready" })
            {
                return (HttpStatusCode.OK, "");
            }

            if (request is not { Method: "POST", Path: "/orders" })
            {
                return (request.Path == "/orders" ? HttpStatusCode.MethodNotAllowed : HttpStatusCode.NotFound, "");
            }

            await _worker.HandleAsync(request.Body, cancellationToken).ConfigureAwait(false);
            return (HttpStatusCode.OK, "");
        }
        catch (HttpRefusalException refusal)
        {
            return (refusal.Status, "");
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or IOException or SocketException))
        {
            return (HttpStatusCode.UnprocessableEntity, new Text($"처리하지 못했다: {failure.Message}", $"could not be done: {failure.Message}").ToString());
        }
    }
}
