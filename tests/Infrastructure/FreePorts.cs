using System.Net;
using System.Net.Sockets;

namespace KafkaWorkbook.Tests.Infrastructure;

/// <summary>Ports that nobody uses at the moment, so that tests never meet a reader's running cluster.</summary>
internal static class FreePorts
{
    public static IReadOnlyList<int> Take(int count)
    {
        List<TcpListener> listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        try
        {
            listeners.ForEach(l => l.Start());
            return [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(l => l.Dispose());
        }
    }
}
