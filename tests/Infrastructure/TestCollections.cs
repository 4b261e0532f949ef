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
