using KafkaWorkbook.Clusters.ZooKeeper;

namespace KafkaWorkbook.Clusters;

public abstract partial class Cluster
{
    /// <summary>ZooKeeper's client port on 127.0.0.1, or null where there is none to be reached.</summary>
    internal virtual int? ZooKeeperPort => Can(Capability.ZooKeeper) ? ClusterLayout.Read(Variant, Options.Environment).ZooKeeperPort : null;

    /// <summary>A client that reads the znodes of this cluster's ZooKeeper. For example <c>await kafka.OpenZooKeeper().GetAsync("/controller")</c>.</summary>
    /// <exception cref="NotOnThisClusterException">There is no ZooKeeper.</exception>
    public ZooKeeperClient OpenZooKeeper()
    {
        Require(Capability.ZooKeeper);
        return new ZooKeeperClient(ClusterLayout.Host, ZooKeeperPort ?? throw Refusals.For(Capability.ZooKeeper, this));
    }
}
