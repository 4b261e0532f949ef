using System.Diagnostics;
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
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_that_are_made_and_ended_again_and_again_leave_no_threads()
    {
        await using Cluster kafka = await TestClusters.EmbeddedAsync();
        Topic topic = await kafka.CreateTopicAsync("threads", partitions: 3, ct: Token);
        await topic.RunLoadAsync(new LoadOptions { Records = 10, Path = LoadPath.NativeBatch }, Token);
        int before = await SettledAsync();

        for (int i = 0; i < 20; i++)
        {
            await topic.RunLoadAsync(new LoadOptions { Records = 10, Linger = TimeSpan.Zero, Path = LoadPath.NativeBatch }, Token);
        }

        // Twenty clients that stayed would be forty threads at the least.
        int after = await FallsBelowAsync(before + 20);
        Assert.True(after < before + 20, $"{before} threads before, {after} afterwards");
    }

    [Fact]
    public async Task A_client_that_is_not_ended_is_seen_in_that_count()
    {
        int before = await SettledAsync();

        int during;
        using (NativeProducer client = new([new("bootstrap.servers", "127.0.0.1:1")], "t"))
        {
            during = Count();
        }

        Assert.True(during > before, $"{before} threads without the client, {during} with it");
    }

    // What ran before in this process may still be ending.
    private static async Task<int> SettledAsync()
    {
        int last = Count();
        long began = Stopwatch.GetTimestamp();
        for (int same = 0; same < 5 && Stopwatch.GetElapsedTime(began) < s_patience;)
        {
            await Task.Delay(200, Token);
            int now = Count();
            same = now == last ? same + 1 : 0;
            last = now;
        }

        return last;
    }

    private static async Task<int> FallsBelowAsync(int goal)
    {
        long began = Stopwatch.GetTimestamp();
        while (Count() >= goal && Stopwatch.GetElapsedTime(began) < s_patience)
        {
            await Task.Delay(200, Token);
        }

        return Count();
    }

    // librdkafka names its threads rdk:…; where names cannot be read all threads of the process are counted.
    private static int Count()
    {
        if (!OperatingSystem.IsLinux())
        {
            using Process self = Process.GetCurrentProcess();
            return self.Threads.Count;
        }

        return Directory.EnumerateDirectories("/proc/self/task").Count(thread => NameOf(thread).StartsWith("rdk:", StringComparison.Ordinal));
    }

    private static string NameOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm"));
        }
        catch (IOException)
        {
            // It ended while the others were being counted.
            return "";
        }
    }
}
