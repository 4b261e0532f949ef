using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using Xunit;
using static KafkaWorkbook.Tests.Clusters.EmbeddedKit;

namespace KafkaWorkbook.Tests.Clusters;

public class EmbeddedInjectionTests
{
    [Fact]
    public async Task An_injected_error_reaches_the_producer_and_is_called_injected()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders", partitions: 1), Ct);
        Injection injected = cluster.InjectErrors(KafkaApi.Produce, ErrorCode.MsgSizeTooLarge);
        Assert.Contains("Injected", Both(injected.ToHtml(), "일부러 넣은 것", "Injected"), StringComparison.Ordinal);
        Assert.Contains("MsgSizeTooLarge", injected.ToHtml(), StringComparison.Ordinal);
        ProduceException<Null, string> refused = await Assert.ThrowsAsync<ProduceException<Null, string>>(() => WriteAsync(cluster, "orders", 1, 1));
        Assert.Equal(ErrorCode.MsgSizeTooLarge, refused.Error.Code);

        // One error, one request: the next one passes.
        await WriteAsync(cluster, "orders", 1, 1);
        Assert.Equal([0], await ReadAsync(cluster.ConsumerConfig("g"), "orders", 1));
    }

    [Fact]
    public async Task Errors_that_were_taken_away_do_not_come()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders", partitions: 1), Ct);
        cluster.InjectErrors(KafkaApi.Produce, [.. Enumerable.Repeat(ErrorCode.MsgSizeTooLarge, 100)]);
        Assert.Contains("Produce", cluster.ClearErrors(KafkaApi.Produce).ToString(), StringComparison.Ordinal);
        await WriteAsync(cluster, "orders", 1, 10);
        Assert.Equal(10, (await ReadAsync(cluster.ConsumerConfig("g"), "orders", 10)).Count);
    }

    [Fact]
    public async Task A_long_way_to_a_broker_delays_the_acknowledgement()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders", partitions: 1), Ct);
        Assert.Contains("300 ms", cluster.SetRoundTripTime(1, TimeSpan.FromMilliseconds(300)).ToString(), StringComparison.Ordinal);
        Stopwatch clock = Stopwatch.StartNew();
        await WriteAsync(cluster, "orders", 1, 1);
        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(300));
        cluster.SetRoundTripTime(1, TimeSpan.Zero);
        await WriteAsync(cluster, "orders", 1, 1);
    }

    [Fact]
    public async Task Recorded_requests_show_what_lingering_saves()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders", partitions: 1), Ct);
        int one = await ProduceRequestsAsync(cluster, await_each: true);
        int batched = await ProduceRequestsAsync(cluster, await_each: false);
        Assert.Equal(50, one);
        Assert.InRange(batched, 1, 10);
    }

    [Fact]
    public async Task A_recording_is_a_table_for_the_eye_and_for_code()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders"), Ct);
        cluster.StartRecording();
        await WriteAsync(cluster, "orders", 3, 3);
        RequestRecording recording = cluster.StopRecording();
        Assert.Equal([1, 2, 3], recording.Requests.Where(r => r.Api == KafkaApi.Produce).Select(r => r.BrokerId).Order());
        Assert.Equal(TimeSpan.Zero, recording.Requests[0].At);
        Assert.Equal(recording.Requests.Select(r => r.At).Order(), recording.Requests.Select(r => r.At));
        Assert.Equal(recording.Requests.Count, recording.ToDataFrame().Rows.Count);
        Assert.Contains(">Produce</td>", recording.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("Produce: 3", recording.ToString(), StringComparison.Ordinal);

        await WriteAsync(cluster, "orders", 3, 3);
        Assert.Empty(cluster.StopRecording().Requests);
    }

    [Fact]
    public async Task What_no_broker_could_answer_is_not_injected()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        Assert.Contains("0 errors", Assert.Throws<ArgumentException>(() => cluster.InjectErrors(KafkaApi.Produce)).Message, StringComparison.Ordinal);
        Assert.Contains("Local_MsgTimedOut", Assert.Throws<ArgumentException>(() => cluster.InjectErrors(KafkaApi.Produce, ErrorCode.Local_MsgTimedOut)).Message, StringComparison.Ordinal);
        Assert.Contains("999", Assert.Throws<ArgumentException>(() => cluster.InjectErrors((KafkaApi)999, ErrorCode.Unknown)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => cluster.ClearErrors((KafkaApi)(-1)));
        Assert.Throws<ArgumentException>(() => cluster.InjectErrors(KafkaApi.Produce, [.. Enumerable.Repeat(ErrorCode.Unknown, 1_001)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => cluster.SetRoundTripTime(1, TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => cluster.SetRoundTripTime(1, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task A_cut_connection_can_be_injected_and_the_client_comes_back()
    {
        await using EmbeddedCluster cluster = await StartAsync();
        await cluster.CreateTopicAsync(Topic("orders", partitions: 1), Ct);
        cluster.InjectErrors(KafkaApi.Produce, ErrorCode.Local_Transport);
        await WriteAsync(cluster, "orders", 1, 5);
        Assert.Equal(5, (await ReadAsync(cluster.ConsumerConfig("g"), "orders", 5)).Distinct().Count());
    }

    private static async Task<int> ProduceRequestsAsync(EmbeddedCluster cluster, bool await_each)
    {
        ProducerConfig config = cluster.ProducerConfig();

        // Long enough for fifty calls on a busy machine, too.
        config.LingerMs = await_each ? 0 : 500;
        cluster.StartRecording();
        using (IProducer<Null, string> producer = new ProducerBuilder<Null, string>(config).Build())
        {
            List<Task> sent = [];
            for (int n = 0; n < 50; n++)
            {
                sent.Add(producer.ProduceAsync("orders", new Message<Null, string> { Value = "x" }, Ct));
                await (await_each ? sent[^1] : Task.CompletedTask);
            }

            await Task.WhenAll(sent);
        }

        return cluster.StopRecording().Count(KafkaApi.Produce);
    }

    // The language is the machine's: the text has to be there in one of the two.
    private static string Both(string html, string korean, string english) => html.Contains(korean, StringComparison.Ordinal) ? english : html;
}
