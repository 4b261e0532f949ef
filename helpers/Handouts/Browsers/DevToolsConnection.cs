using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KafkaWorkbook.Handouts.Browsers;

/// <summary>The DevTools protocol: commands with answers, and events in between. Safe for several callers at once.</summary>
internal sealed class DevToolsConnection : IAsyncDisposable
{
    /// <summary>A longer message's room is given back once it was read: a whole series comes as one message.</summary>
    private const int KeptRoom = 1 << 20;

    // Nothing is escaped that JSON itself does not ask for: a page of Korean would be three times as long.
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<Exception> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private int _lastId;

    private DevToolsConnection() => _socket.Options.Proxy = null; // The browser is on this computer, whatever proxy the system has.

    /// <summary>Something happened in the browser: the event's name and its details. Called one after the other; must not wait.</summary>
    public event Action<string, JsonElement>? Happened;

    /// <summary>Ends when the browser has hung up, with the reason.</summary>
    public Task<Exception> Closed => _closed.Task;

    /// <summary>Connects.</summary>
    /// <param name="address">The address that the browser named.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WebSocketException">Nobody answers there.</exception>
    public static async Task<DevToolsConnection> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        DevToolsConnection connection = new();
        try
        {
            await connection._socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            connection._reading = connection.ReadAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <param name="method">The command, such as <c>Page.printToPDF</c>.</param>
    /// <param name="arguments">Its arguments, or null for none.</param>
    /// <param name="session">The page that it is for, or null for the browser itself.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="DevToolsException">The browser refused the command.</exception>
    /// <exception cref="IOException">The browser hung up.</exception>
    public async Task<JsonElement> SendAsync(string method, JsonObject? arguments, string? session, CancellationToken cancellationToken)
    {
        int id = Interlocked.Increment(ref _lastId);
        TaskCompletionSource<JsonElement> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            JsonObject message = new() { ["id"] = id, ["method"] = method, ["params"] = arguments ?? [] };
            if (session is not null)
            {
                message["sessionId"] = session;
            }

            await SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, s_json), cancellationToken).ConfigureAwait(false);
            if (_closed.Task.IsCompletedSuccessfully)
            {
                throw new IOException("The browser hung up.", await _closed.Task.ConfigureAwait(false));
            }

            JsonElement result = await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return result.TryGetProperty("error", out JsonElement error)
                ? throw new DevToolsException(method, error.TryGetProperty("message", out JsonElement words) ? words.GetString() ?? "" : error.GetRawText())
                : result.GetProperty("result");
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _socket.Abort();
        await _reading.ConfigureAwait(false);
        _socket.Dispose();
        _sending.Dispose();
        _end.Dispose();
    }

    private async Task SendAsync(byte[] message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException("The browser hung up.", e);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            byte[] buffer = new byte[1 << 16];
            using MemoryStream message = new();
            while (true)
            {
                message.SetLength(0);
                message.Capacity = Math.Min(message.Capacity, KeptRoom);
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(), _end.Token).ConfigureAwait(false);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    Close(new IOException("The browser closed the connection."));
                    return;
                }

                Take(JsonElement.Parse(message.GetBuffer().AsSpan(0, (int)message.Length)));
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or JsonException)
        {
            Close(e);
        }
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("id", out JsonElement id))
        {
            if (_waiting.TryRemove(id.GetInt32(), out TaskCompletionSource<JsonElement>? waiting))
            {
                waiting.TrySetResult(message);
            }
        }
        else if (message.TryGetProperty("method", out JsonElement method))
        {
            Happened?.Invoke(method.GetString()!, message.GetProperty("params"));
        }
    }

    private void Close(Exception reason)
    {
        _closed.TrySetResult(reason);
        foreach (TaskCompletionSource<JsonElement> waiting in _waiting.Values)
        {
            waiting.TrySetException(new IOException("The browser hung up.", reason));
        }
    }
}

/// <summary>The browser understood a command and refused it.</summary>
/// <param name="method">The command.</param>
/// <param name="reason">The browser's own words.</param>
internal sealed class DevToolsException(string method, string reason) : Exception($"{method}: {reason}")
{
    /// <summary>The browser's own words.</summary>
    public string Reason { get; } = reason;
}
