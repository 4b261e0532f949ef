using System.Net;
using System.Net.Sockets;

namespace KafkaWorkbook.Tests.Infrastructure;

/// <summary>
/// Ports that nobody uses at the moment, so that tests never meet a reader's running cluster. They lie below the range from which systems take the ports of
/// outgoing connections: a port of that range can be gone a moment later, or just while a broker restarts.
/// </summary>
internal static class FreePorts
{
    private const int First = 12_000, Last = 32_000;

    public static IReadOnlyList<int> Take(int count)
    {
        List<TcpListener> listeners = [];
        try
        {
            while (listeners.Count < count)
            {
                TcpListener listener = new(IPAddress.Loopback, Random.Shared.Next(First, Last));
                try
                {
                    listener.Start();
                    listeners.Add(listener);
                }
                catch (SocketException)
                {
                    listener.Dispose();
                }
            }

            return [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(l => l.Dispose());
        }
    }
}
