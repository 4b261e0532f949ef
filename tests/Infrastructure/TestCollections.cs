using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Infrastructure;

/// <summary>Tests that run brokers in containers: one after the other, with nothing beside them, because what they see depends on time and a machine has few cores.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DockerBrokers
{
    public const string Name = "brokers in containers";
}

/// <summary>Tests that run brokers as local JVMs: one after the other, for the same reason.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LocalBrokers
{
    public const string Name = "brokers as local JVMs";
}

/// <summary>Tests that share one local cluster with ZooKeeper, because starting one takes longer than most of them. Each gets it whole, whatever the one before did to it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneZooKeeperCluster : ICollectionFixture<LocalZooKeeperCase>
{
    public const string Name = "one local cluster with ZooKeeper";
}

/// <summary>Tests that share one local KRaft cluster.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneKRaftCluster : ICollectionFixture<LocalKRaftCase>
{
    public const string Name = "one local KRaft cluster";
}

/// <summary>Tests that count what the whole process holds, as threads: alone, because those beside them would be counted, too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}
