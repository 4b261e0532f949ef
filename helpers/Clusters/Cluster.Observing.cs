using KafkaWorkbook.Clusters.Brokers;

namespace KafkaWorkbook.Clusters;

public abstract partial class Cluster
{
    /// <summary>What this process did to the brokers.</summary>
    internal BrokerJournal Journal { get; } = new();

    /// <summary>Starts to watch a topic's leaders and in-sync replicas, until it is disposed.</summary>
    /// <param name="topic">The topic's full name.</param>
    internal virtual ITopicObserver Observe(string topic) => new WireObserver(BootstrapServers, topic);

    /// <summary>The brokers and what is known of their processes. Asks no broker where the processes are ours, so that it works with all of them down.</summary>
    internal virtual async Task<IReadOnlyList<Broker>> BrokerStatesAsync(CancellationToken cancellationToken) =>
        (await DescribeAsync(cancellationToken).ConfigureAwait(false)).Brokers;

    /// <summary>Starts brokers that are down, all at once where the cluster can; returns when all are part of the cluster.</summary>
    internal virtual async Task StartBrokersAsync(IReadOnlyList<int> brokerIds, CancellationToken cancellationToken)
    {
        foreach (int broker in brokerIds)
        {
            await StartBrokerAsync(broker, cancellationToken).ConfigureAwait(false);
        }
    }
}
