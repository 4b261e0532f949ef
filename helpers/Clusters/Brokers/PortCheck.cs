using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>A process that listens at a port.</summary>
/// <param name="ProcessId">Its id; 0 for a container, which has none of its own here.</param>
/// <param name="Name">What it is called, such as <c>java</c>; empty when that cannot be seen.</param>
internal sealed record PortOwner(int ProcessId, string Name)
{
    public override string ToString() => Name.Length == 0 ? $"PID {ProcessId}" : ProcessId == 0 ? Name : $"{Name}, PID {ProcessId}";
}

/// <summary>A port of 127.0.0.1 at which we cannot listen.</summary>
/// <param name="Port">The port.</param>
/// <param name="Reserved">Whether the system itself keeps it (Windows reserves ranges for virtual machines, Unix those below 1024).</param>
/// <param name="Owner">Who has it, where that can be known.</param>
internal sealed record TakenPort(int Port, bool Reserved, PortOwner? Owner);

/// <summary>Looks whether ports are free before anything is started, and who has those that are not.</summary>
internal static class PortCheck
{
    /// <summary>The ports that cannot be used.</summary>
    public static async Task<IReadOnlyList<TakenPort>> FindTakenAsync(IEnumerable<int> ports, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ports);

        // Asking for listeners as well as binding: some systems let a socket of 127.0.0.1 bind although another has the port at all addresses.
        HashSet<int> listening =
        [
            .. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
                .Where(e => IPAddress.IsLoopback(e.Address) && e.AddressFamily == AddressFamily.InterNetwork || e.Address.Equals(IPAddress.Any) || e.Address.Equals(IPAddress.IPv6Any))
                .Select(e => e.Port),
        ];
        List<TakenPort> taken = [];
        foreach (int port in ports)
        {
            SocketError error = listening.Contains(port) ? SocketError.AddressAlreadyInUse : TryBind(port);
            if (error == SocketError.AccessDenied)
            {
                taken.Add(new TakenPort(port, Reserved: true, null));
            }
            else if (error != SocketError.Success)
            {
                taken.Add(new TakenPort(port, Reserved: false, await PortOwners.FindAsync(port, cancellationToken).ConfigureAwait(false)));
            }
        }

        return taken;
    }

    /// <summary>Throws when a port of the layout cannot be used.</summary>
    /// <param name="layout">The ports.</param>
    /// <param name="ports">Those of them that are needed, or null for all.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.PortTaken"/>: it names the ports, who has them, and the variables that change them.</exception>
    public static async Task RequireFreeAsync(ClusterLayout layout, IEnumerable<int>? ports, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layout);
        IReadOnlyList<TakenPort> taken = await FindTakenAsync(ports ?? layout.AllPorts, cancellationToken).ConfigureAwait(false);
        if (taken.Count > 0)
        {
            throw Refusal(layout, taken);
        }
    }

    /// <summary>The failure that names taken ports.</summary>
    public static ClusterException Refusal(ClusterLayout layout, IReadOnlyList<TakenPort> taken)
    {
        string korean = string.Join("; ", taken.Select(t => $"{t.Port}번({(t.Reserved ? "운영 체제가 따로 잡아 둔 포트" : t.Owner?.ToString() ?? "누구인지는 알 수 없음")})"));
        string english = string.Join("; ", taken.Select(t => $"{t.Port} ({(t.Reserved ? "reserved by the system" : t.Owner?.ToString() ?? "by whom cannot be seen")})"));
        string variables = string.Join(", ", taken.Select(t => VariableOf(layout, t.Port)));
        return new ClusterException(
            ClusterProblem.PortTaken,
            new($"클러스터에 필요한 포트를 쓸 수 없다: {korean}.", $"Ports that the cluster needs cannot be used: {english}."),
            new(
                $"그 프로그램을 끝내거나, 환경 변수 {variables}에 다른 포트를 준다.",
                $"End that program, or give another port with the environment variable {variables}."));
    }

    /// <summary>The environment variable that sets a port.</summary>
    internal static string VariableOf(ClusterLayout layout, int port)
    {
        for (int i = 0; i < layout.BrokerPorts.Count; i++)
        {
            if (layout.BrokerPorts[i] == port)
            {
                return layout.Variant == Variant.KRaft ? $"KRAFT_{i + 1}_PORT" : $"KAFKA_{i + 1}_PORT";
            }
        }

        for (int i = 0; i < layout.ControllerPorts.Count; i++)
        {
            if (layout.ControllerPorts[i] == port)
            {
                return $"KRAFT_{i + 1}_CONTROLLER_PORT";
            }
        }

        return "ZOOKEEPER_PORT";
    }

    private static SocketError TryBind(int port)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                socket.ExclusiveAddressUse = true;
            }
            else
            {
                // As Kafka does: connections that have ended a moment ago keep nobody from listening.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return SocketError.Success;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode;
        }
    }
}
