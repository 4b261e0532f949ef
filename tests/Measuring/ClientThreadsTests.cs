using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>A client of librdkafka has threads of its own, one for itself and one or more per broker: they must end with it.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class ClientThreadsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_that_are_made_and_ended_again_and_again_leave_no_threads()
    {
        await using Cluster kafka = await TestClusters.EmbeddedAsync();
        Topic topic = await kafka.CreateTopicAsync("threads", partitions: 3, ct: Token);
        await topic.RunLoadAsync(new LoadOptions { Records = 10, Path = LoadPath.NativeBatch }, Token);
        int before = await ClientThreads.SettledAsync();

        for (int i = 0; i < 20; i++)
        {
            await topic.RunLoadAsync(new LoadOptions { Records = 10, Linger = TimeSpan.Zero, Path = LoadPath.NativeBatch }, Token);
        }

        // Twenty clients that stayed would be forty threads at the least.
        int after = await ClientThreads.FallsBelowAsync(before + 20);
        Assert.True(after < before + 20, $"{before} threads before, {after} afterwards");
    }

    [Fact]
    public async Task A_client_that_is_not_ended_is_seen_in_that_count()
    {
        int before = await ClientThreads.SettledAsync();

        int during;
        using (NativeProducer client = new([new("bootstrap.servers", "127.0.0.1:1")], "t"))
        {
            during = ClientThreads.Count();
        }

        Assert.True(during > before, $"{before} threads without the client, {during} with it");
    }
}
