using Xunit;

namespace KafkaWorkbook.Tests.Infrastructure;

/// <summary>
/// Tests that run brokers in containers: one after the other. They run beside those of <see cref="LocalBrokers"/>, whose waiting they fill: both wait for
/// brokers far more than they work.
/// </summary>
[CollectionDefinition(Name)]
public sealed class DockerBrokers
{
    public const string Name = "brokers in containers";
}

/// <summary>Tests that run brokers as local JVMs: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class LocalBrokers
{
    public const string Name = "brokers as local JVMs";
}
