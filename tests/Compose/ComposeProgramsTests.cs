using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Docker;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Compose;

/// <summary>Both generations of Compose take the files; nothing is started.</summary>
public sealed class ComposeProgramsTests
{
    private static readonly ClusterEnvironment Surroundings = ClusterEnvironment.FromProcess();

    public static TheoryData<string> Combinations => ["docker-compose.kafka.yaml", "compose/kraft.yaml", "docker-compose.kafka.yaml compose/ui.yaml"];

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Compose_2_takes_the_files(string files)
    {
        Need.Docker();
        await AssertTakesAsync("docker", ["compose"], files);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Compose_1_takes_the_files(string files)
    {
        await NeedComposeOneAsync();
        await AssertTakesAsync("docker-compose", [], files);
    }

    internal static async Task NeedComposeOneAsync()
    {
        DockerCli cli = new(Surroundings);
        Assert.SkipWhen(cli.Find("docker-compose") is null, "needs docker-compose 1");
        DockerAnswer version = await cli.RunAsync("docker-compose", ["version", "--short"], TimeSpan.FromSeconds(20), null, null, TestContext.Current.CancellationToken);
        Assert.SkipUnless(version.Output.StartsWith("1.", StringComparison.Ordinal), "docker-compose is here, but not version 1");
    }

    private static async Task AssertTakesAsync(string program, string[] first, string files)
    {
        IEnumerable<string> given = files.Split(' ').SelectMany(f => new[] { "-f", Path.Combine(Surroundings.Root!, f) });
        DockerAnswer answer = await new DockerCli(Surroundings).RunAsync(
            program, [.. first, .. given, "config"], TimeSpan.FromSeconds(30), null, null, TestContext.Current.CancellationToken);
        Assert.True(answer.Succeeded, answer.All);
        Assert.Contains("127.0.0.1", answer.Output, StringComparison.Ordinal);
        Assert.Equal(files.Contains("ui.yaml", StringComparison.Ordinal), answer.Output.Contains("ghcr.io/kafbat/kafka-ui:v1.5.0", StringComparison.Ordinal));
    }
}
