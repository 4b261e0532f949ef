using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Docker;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>What <c>docker inspect</c> prints, cut down to what is read.</summary>
public sealed class DockerInspectTests
{
    private const string Ours = """
        {
          "Id": "f00", "Name": "/kafka-2",
          "State": { "Status": "running", "ExitCode": 0, "OOMKilled": false, "StartedAt": "2026-05-01T09:00:00.123456789Z", "Health": { "Status": "healthy" } },
          "HostConfig": { "PortBindings": { "9092/tcp": [ { "HostIp": "127.0.0.1", "HostPort": "9093" } ] } },
          "Config": {
            "Env": [ "PATH=/usr/bin", "KAFKA_BROKER_ID=2", "EMPTY" ],
            "Labels": { "dev.kafka-workbook.cluster": "kafka-workbook", "com.docker.compose.service": "kafka-2", "com.docker.compose.project": "folder" }
          }
        }
        """;

    private const string SomebodyElses = """
        {
          "Id": "bad", "Name": "/kafka-1",
          "State": { "Status": "exited", "ExitCode": 1, "OOMKilled": false, "StartedAt": "0001-01-01T00:00:00Z" },
          "HostConfig": { "PortBindings": null }, "Config": { "Env": null, "Labels": null }
        }
        """;

    [Fact]
    public void A_container_of_ours_is_read_and_anybody_elses_is_left_out()
    {
        DockerContainer found = Assert.Single(DockerInspect.Parse($"[{Ours},{SomebodyElses}]"));

        Assert.Equal(("f00", "kafka-2", "kafka-2", "folder", "kafka-workbook"), (found.Id, found.Name, found.Service, found.Project, found.Cluster));
        Assert.Equal(2, found.BrokerId);
        Assert.Equal(BrokerState.Running, found.State);
        Assert.Equal("healthy", found.Health);
        Assert.Equal(9093, found.HostPorts[9092]);
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 9, 0, 0, TimeSpan.Zero), found.Since!.Value.AddTicks(-(found.Since.Value.Ticks % TimeSpan.TicksPerSecond)));
    }

    [Fact]
    public void Nothing_found_is_nothing_read() => Assert.Empty(DockerInspect.Parse("[]"));
}
