using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Exercises;

/// <summary>
/// Stands between a client and one broker and passes every byte on, but for one thing: in answers to metadata requests it replaces the brokers' advertised host by a
/// name that nobody knows. Its client sees just what a wrong <c>advertised.listeners</c> would make it see.
/// </summary>
internal sealed class AdvertisingRelay : IAsyncDisposable
{
    /// <summary>The name that nobody knows. It is as long as <see cref="ClusterLayout.Host"/>, so that no length in the answer changes.</summary>
    public const string UnknownHost = "kafka-one";

    private const short MetadataKey = 3;
    private const int LargestFrame = 16 * 1024 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;
    private readonly string _brokerHost;
    private readonly int _brokerPort;

    private AdvertisingRelay(string brokerHost, int brokerPort)
    {
        _brokerHost = brokerHost;
        _brokerPort = brokerPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect to.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{ClusterLayout.Host}:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Starts a relay in front of the first of the cluster's bootstrap servers.</summary>
    /// <param name="cluster">One of ours.</param>
    /// <exception cref="NotOnThisClusterException">The cluster is external: its traffic is not ours to change.</exception>
    public static AdvertisingRelay Start(Cluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        if (cluster.Kind == ClusterKind.External)
        {
            throw Refusals.For(Capability.ErrorInjection, cluster);
        }

        string[] first = cluster.BootstrapServers.Split(',')[0].Split(':');
        return new AdvertisingRelay(first[0], int.Parse(first[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Ends all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        // None is added any more once no more are accepted.
        await _accepting;
        await Task.WhenAll(_connections);
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The relay was closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        ConcurrentDictionary<int, bool> metadataAsked = new();
        using TcpClient broker = new();
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        using (client)
        {
            try
            {
                await broker.ConnectAsync(_brokerHost, _brokerPort, _ending.Token);
                Task asking = PassOnAsync(client.GetStream(), broker.GetStream(), frame => NoteRequest(frame, metadataAsked), either);
                Task answering = PassOnAsync(broker.GetStream(), client.GetStream(), frame => ChangeAnswer(frame, metadataAsked), either);
                await Task.WhenAll(asking, answering);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or IOException)
            {
                // One side hung up; so does the relay.
            }
        }
    }

    // A frame is four bytes of length and then that many bytes, in both directions.
    private static async Task PassOnAsync(NetworkStream from, NetworkStream to, Action<byte[]> look, CancellationTokenSource either)
    {
        byte[] length = new byte[4];
        try
        {
            while (await from.ReadAtLeastAsync(length, 4, throwOnEndOfStream: false, either.Token) == 4)
            {
                int size = BinaryPrimitives.ReadInt32BigEndian(length);
                if (size is < 4 or > LargestFrame)
                {
                    return;
                }

                byte[] frame = new byte[size];
                await from.ReadExactlyAsync(frame, either.Token);
                look(frame);
                await to.WriteAsync(length, either.Token);
                await to.WriteAsync(frame, either.Token);
            }
        }
        finally
        {
            await either.CancelAsync();
        }
    }

    // A request begins with the API's key, its version, and the number that its answer will carry.
    private static void NoteRequest(byte[] frame, ConcurrentDictionary<int, bool> metadataAsked)
    {
        if (frame.Length >= 8 && BinaryPrimitives.ReadInt16BigEndian(frame) == MetadataKey)
        {
            metadataAsked[BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4))] = true;
        }
    }

    private static void ChangeAnswer(byte[] frame, ConcurrentDictionary<int, bool> metadataAsked)
    {
        if (!metadataAsked.TryRemove(BinaryPrimitives.ReadInt32BigEndian(frame), out _))
        {
            return;
        }

        byte[] known = Encoding.ASCII.GetBytes(ClusterLayout.Host);
        byte[] unknown = Encoding.ASCII.GetBytes(UnknownHost);
        Span<byte> rest = frame;
        for (int at = rest.IndexOf(known); at >= 0; at = rest.IndexOf(known))
        {
            unknown.CopyTo(rest[at..]);
            rest = rest[(at + known.Length)..];
        }
    }
}
