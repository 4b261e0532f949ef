using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>A cluster of ours that was found on this machine, whole or in pieces: what <c>dotnet run -- status</c> shows.</summary>
/// <param name="Kind">Docker or local: the kinds that outlive the process that started them.</param>
/// <param name="Variant">ZooKeeper or KRaft.</param>
/// <param name="Name">Its name: the compose project or the state's name.</param>
/// <param name="BootstrapServers">Where clients find it, separated by commas.</param>
/// <param name="Brokers">Its brokers and what is known of each one's process; none <see cref="BrokerState.Running"/> when only remains are left.</param>
/// <param name="Since">When it was started; null when nothing of it runs.</param>
/// <param name="Remains">What else is there: kept data, a stopped ZooKeeper, logs. One line each.</param>
internal sealed record FoundCluster(
    ClusterKind Kind,
    Variant Variant,
    string Name,
    string BootstrapServers,
    IReadOnlyList<Broker> Brokers,
    DateTimeOffset? Since,
    IReadOnlyList<Text> Remains)
{
    /// <summary>Whether any broker of it runs.</summary>
    public bool Running => Brokers.Any(b => b.State is BrokerState.Running or BrokerState.Frozen);
}
