using System.Globalization;

namespace KafkaWorkbook.Clusters;

/// <summary>
/// The ports of a docker or local cluster, the same for both kinds, read from the same variables as the compose files use.
/// Broker n has the id n.
/// </summary>
/// <param name="Variant">ZooKeeper or KRaft.</param>
/// <param name="BrokerPorts">The ports of brokers 1, 2, 3 on 127.0.0.1.</param>
/// <param name="ZooKeeperPort">ZooKeeper's client port, or null with KRaft.</param>
/// <param name="ControllerPorts">The controllers' ports of nodes 1, 2, 3 with KRaft (local only; containers keep them inside); empty with ZooKeeper.</param>
public sealed record ClusterLayout(Variant Variant, IReadOnlyList<int> BrokerPorts, int? ZooKeeperPort, IReadOnlyList<int> ControllerPorts)
{
    /// <summary>The host name that clients use. Everything listens on loopback only.</summary>
    public const string Host = "127.0.0.1";

    /// <summary>The bootstrap servers, separated by commas.</summary>
    public string BootstrapServers => string.Join(',', BrokerPorts.Select(p => $"{Host}:{p.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>All ports that have to be free before a start.</summary>
    public IEnumerable<int> AllPorts => [.. BrokerPorts, .. ZooKeeperPort is { } z ? [z] : Array.Empty<int>(), .. ControllerPorts];

    /// <summary>
    /// Reads <c>KAFKA_1_PORT</c> to <c>KAFKA_3_PORT</c> (9092 to 9094) and <c>ZOOKEEPER_PORT</c> (2181), or <c>KRAFT_1_PORT</c> to <c>KRAFT_3_PORT</c> (9192 to 9194) and
    /// <c>KRAFT_1_CONTROLLER_PORT</c> to <c>KRAFT_3_CONTROLLER_PORT</c> (9292 to 9294).
    /// </summary>
    /// <param name="variant">ZooKeeper or KRaft.</param>
    /// <param name="environment">Where the variables are.</param>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.BadConfiguration"/>: a port is no number from 1 to 65535, or stands twice.</exception>
    public static ClusterLayout Read(Variant variant, ClusterEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ClusterLayout layout = variant == Variant.ZooKeeper
            ? new(variant, Three("KAFKA_{0}_PORT", 9092), Port("ZOOKEEPER_PORT", 2181), [])
            : new(variant, Three("KRAFT_{0}_PORT", 9192), null, Three("KRAFT_{0}_CONTROLLER_PORT", 9292));
        if (layout.AllPorts.GroupBy(p => p).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ClusterException(
                ClusterProblem.BadConfiguration,
                new($"포트 {twice.Key}번이 두 번 쓰였다.", $"Port {twice.Key} is used twice."),
                new("포트를 정하는 환경 변수의 값을 서로 다르게 한다.", "Give each port variable a value of its own."));
        }

        return layout;

        int[] Three(string name, int first) =>
            [.. Enumerable.Range(0, 3).Select(i => Port(string.Format(CultureInfo.InvariantCulture, name, i + 1), first + i))];

        int Port(string name, int fallback)
        {
            if (environment[name] is not { } text)
            {
                return fallback;
            }

            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535
                ? port
                : throw new ClusterException(
                    ClusterProblem.BadConfiguration,
                    new($"환경 변수 {name}의 값 '{text}'은(는) 포트 번호가 아니다.", $"The environment variable {name} has the value '{text}', which is no port number."),
                    new("1에서 65535 사이의 수로 고치거나 변수를 지운다.", "Make it a number from 1 to 65535, or remove the variable."));
        }
    }
}
