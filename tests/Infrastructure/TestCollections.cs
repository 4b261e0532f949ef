using Xunit;

namespace KafkaWorkbook.Tests.Infrastructure;

/// <summary>Tests that run real brokers: one after the other, because a machine has few cores and the container names are fixed.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealClusters
{
    public const string Name = "real clusters";
}
