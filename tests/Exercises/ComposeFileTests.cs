using KafkaWorkbook.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Exercises;

public sealed class ComposeFileTests
{
    private const string Yaml = """
        # What all brokers share.
        x-kafka: &kafka
          image: confluentinc/cp-kafka:7.9.9
          mem_limit: 1g
          environment: &settings
            KAFKA_MIN_INSYNC_REPLICAS: 2
        services:
          zookeeper:
            image: confluentinc/cp-zookeeper:7.9.9
            ports:
              - "127.0.0.1:${ZOOKEEPER_PORT:-2181}:2181"
          # The first broker.
          kafka-1:
            <<: *kafka
            ports: ["127.0.0.1:${KAFKA_1_PORT:-9092}:9092"]
            volumes: ["kafka-1-data:/var/lib/kafka/data"]
            environment:
              <<: *settings
              KAFKA_BROKER_ID: 1
              KAFKA_ADVERTISED_LISTENERS: INSIDE://kafka-1:19092,OUTSIDE://127.0.0.1:${KAFKA_1_PORT:-9092}

          kafka-2:
            <<: *kafka
            ports: ["127.0.0.1:9093:9092"]
            environment:
              <<: *settings
              KAFKA_BROKER_ID: 2
              KAFKA_ADVERTISED_LISTENERS: INSIDE://kafka-2:19092,OUTSIDE://127.0.0.1:9093
        """;

    private static ComposeFile Parsed(params (string, string?)[] variables) =>
        ComposeFile.Parse("x.yaml", Yaml, new ClusterEnvironment(new Dictionary<string, string>(), null).With(variables));

    [Fact]
    public void Services_are_read_with_merged_parts_and_default_ports()
    {
        ComposeFile file = Parsed();
        Assert.Equal(["zookeeper", "kafka-1", "kafka-2"], file.Services.Select(s => s.Name));
        Assert.Equal([1, 2], file.Brokers.Ids);
        Assert.Equal([9092, 9093], file.Brokers.HostPorts);
        Assert.Equal("confluentinc/cp-kafka:7.9.9", file.Brokers.Services[0].Image);
        Assert.Equal("1g", file.Brokers.Services[1].MemoryLimit);
        Assert.Equal("2", file.Brokers.Services[1].Environment["KAFKA_MIN_INSYNC_REPLICAS"]);
        Assert.Equal(["kafka-1-data"], file.Brokers.Services[0].Volumes);
    }

    [Fact]
    public void A_variable_moves_the_published_and_the_advertised_port_together()
    {
        ComposeService first = Parsed(("KAFKA_1_PORT", "19999")).Brokers.Services[0];
        Assert.Equal([19999], first.HostPorts);
        Assert.Equal("127.0.0.1:19999", first.AddressOutside);
        Assert.Equal("kafka-1:19092", first.AddressInside);
    }

    [Fact]
    public void Only_what_differs_between_brokers_is_named()
    {
        ComposeBrokers brokers = Parsed().Brokers;
        Assert.Equal(["KAFKA_BROKER_ID", "KAFKA_ADVERTISED_LISTENERS"], brokers.DifferingSettings);
        Assert.Equal(1, brokers.SharedSettings);
    }

    [Fact]
    public void An_excerpt_has_its_comment_its_line_numbers_and_nothing_of_the_next_part()
    {
        ComposeExcerpt excerpt = Parsed().Excerpt("services", "kafka-1");
        Assert.Equal(12, excerpt.FirstLine);
        Assert.Equal("# The first broker.", excerpt.Lines[0]);
        Assert.Equal("kafka-1:", excerpt.Lines[1]);
        Assert.Equal(9, excerpt.Lines.Count);
        Assert.EndsWith("${KAFKA_1_PORT:-9092}", excerpt.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("  13  kafka-1:", excerpt.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_is_not_there_is_named_with_those_that_are()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => Parsed().Excerpt("services", "kafka-9"));
        Assert.Contains("kafka-9", failure.Message, StringComparison.Ordinal);
        Assert.Contains("kafka-2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_documents_file_has_one_ZooKeeper_and_three_brokers_that_differ_in_id_port_and_volume_only()
    {
        ComposeFile file = ComposeFile.Read("docker-compose.kafka.yaml", ClusterEnvironment.FromProcess() with { Variables = new Dictionary<string, string>() });
        Assert.Equal(["zookeeper", "kafka-1", "kafka-2", "kafka-3"], file.Services.Select(s => s.Name));
        Assert.Equal([1, 2, 3], file.Brokers.Ids);
        Assert.Equal([9092, 9093, 9094], file.Brokers.HostPorts);
        Assert.Equal(["KAFKA_BROKER_ID", "KAFKA_ADVERTISED_LISTENERS"], file.Brokers.DifferingSettings);
        Assert.Equal(["kafka-1:19092", "kafka-2:19092", "kafka-3:19092"], file.Brokers.Services.Select(s => s.AddressInside));
        Assert.Equal(["127.0.0.1:9092", "127.0.0.1:9093", "127.0.0.1:9094"], file.Brokers.Services.Select(s => s.AddressOutside));
        Assert.All(file.Services, s => Assert.NotNull(s.MemoryLimit));
        Assert.All(file.Services, s => Assert.NotEmpty(s.Volumes));
        Assert.Equal("  kafka-3:", File.ReadLines(Path.Combine(ClusterEnvironment.FromProcess().Root!, file.Name)).ElementAt(file.Excerpt("services", "kafka-3").FirstLine - 1));
        Assert.Contains(file.Excerpt("x-broker-settings").Lines, l => l.Contains("KAFKA_MIN_INSYNC_REPLICAS: 2", StringComparison.Ordinal));
    }

    [Fact]
    public void The_KRaft_file_has_three_brokers_and_nothing_else()
    {
        ComposeFile file = ComposeFile.Read("compose/kraft.yaml", ClusterEnvironment.FromProcess() with { Variables = new Dictionary<string, string>() });
        Assert.Equal([1, 2, 3], file.Brokers.Ids);
        Assert.Equal(3, file.Services.Count);
        Assert.Equal([9192, 9193, 9194], file.Brokers.HostPorts);
    }

    [Theory]
    [InlineData("a: [")]
    [InlineData("just a text")]
    [InlineData("version: 3")]
    public void A_file_that_is_no_compose_file_says_so(string text)
    {
        ClusterException failure = Assert.Throws<ClusterException>(
            () => ComposeFile.Parse("broken.yaml", text, new ClusterEnvironment(new Dictionary<string, string>(), null)));
        Assert.Equal(ClusterProblem.BadConfiguration, failure.Problem);
        Assert.Contains("broken.yaml", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_says_so()
    {
        ClusterException failure = Assert.Throws<ClusterException>(() => ComposeFile.Read("compose/none.yaml"));
        Assert.Contains("compose/none.yaml", failure.Message, StringComparison.Ordinal);
    }
}
