using System.Text.Json;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Exercises;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Exercises;

/// <summary>Each check of chapter 4 with a right answer, with the wrong ones that readers give, and with none.</summary>
public sealed class CheckCoreFeaturesTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await EmbeddedKit.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task As_many_consumers_work_as_there_are_partitions()
    {
        Assert.Equal(VerdictKind.Unanswered, (await Check.WorkingConsumersAsync(_cluster, 2, 3, null, EmbeddedKit.Ct)).Kind);
        Judge(await Check.WorkingConsumersAsync(_cluster, 2, 3, 2, EmbeddedKit.Ct), null);
        Judge(await Check.WorkingConsumersAsync(_cluster, 2, 3, 3, EmbeddedKit.Ct), "나눠 쓸 수 있어야");
        Judge(await Check.WorkingConsumersAsync(_cluster, 2, 3, 1, EmbeddedKit.Ct), "아니다");
    }

    [Fact]
    public async Task Records_are_read_from_the_offset_asked_for()
    {
        Topic sales = await _cluster.CreateTopicAsync("sales", partitions: 1, ct: EmbeddedKit.Ct), other = await _cluster.CreateTopicAsync("other", partitions: 1, ct: EmbeddedKit.Ct);
        Assert.Equal(VerdictKind.Unanswered, Check.ReadFromOffset(sales, 3, 2, []).Kind);
        Assert.Equal(VerdictKind.Unanswered, Check.ReadFromOffset(sales, 3, 2, null).Kind);
        Judge(Check.ReadFromOffset(sales, 3, 2, [At(sales, 3), At(sales, 4)]), null);
        Judge(Check.ReadFromOffset(sales, 3, 2, [At(sales, 0), At(sales, 1)]), "처음부터");
        Judge(Check.ReadFromOffset(sales, 3, 2, [At(sales, 4), At(sales, 5)]), "오프셋 4부터");
        Judge(Check.ReadFromOffset(sales, 3, 2, [At(sales, 3)]), "1건이다");
        Judge(Check.ReadFromOffset(sales, 3, 2, [At(other, 3), At(other, 4)]), "토픽 sales");
    }

    [Fact]
    public async Task A_key_stays_and_another_one_moves()
    {
        Topic three = await _cluster.CreateTopicAsync("three", partitions: 3, ct: EmbeddedKit.Ct), six = await _cluster.CreateTopicAsync("six", partitions: 6, ct: EmbeddedKit.Ct);
        Event[] events = [.. Enumerable.Range(0, 40).Select(i => new Event($"key-{i}", "v"))];
        Sent few = await three.ProduceAsync(events, ct: EmbeddedKit.Ct), many = await six.ProduceAsync(events, ct: EmbeddedKit.Ct);
        string stays = few.Records.Zip(many.Records).First(p => p.First.Partition == p.Second.Partition).First.Key!;
        string moves = few.Records.Zip(many.Records).First(p => p.First.Partition != p.Second.Partition).First.Key!;
        Assert.Equal(VerdictKind.Unanswered, (await Check.KeysAsync(_cluster, 3, 6, ("", moves), EmbeddedKit.Ct)).Kind);
        Judge(await Check.KeysAsync(_cluster, 3, 6, (stays, moves), EmbeddedKit.Ct), null);
        Judge(await Check.KeysAsync(_cluster, 3, 6, (moves, moves), EmbeddedKit.Ct), "머무는 키");
        Judge(await Check.KeysAsync(_cluster, 3, 6, (stays, stays), EmbeddedKit.Ct), "옮겨 가는 키");
    }

    [Fact]
    public async Task Broken_records_are_set_aside_and_the_others_done()
    {
        Assert.Equal(VerdictKind.Unanswered, (await Check.SetsAsideAsync(_cluster, null, EmbeddedKit.Ct)).Kind);
        await SetsAsideAsync(null, (consumer, record, job) => Carefully(consumer, record, job));
        await SetsAsideAsync("예외가 새어", (consumer, record, job) => Carelessly(consumer, record, job));
        await SetsAsideAsync("잃어버린", (consumer, record, job) => Carefully(consumer, record, job, park: false));
        await SetsAsideAsync("깨진 레코드까지", (consumer, record, job) =>
        {
            job.Do(record);
            consumer.Commit(record);
        });
        await SetsAsideAsync("멀쩡한 레코드까지", (consumer, record, job) =>
        {
            job.Park(record);
            consumer.Commit(record);
        });
    }

    [Fact]
    public async Task Everything_is_done_once_wherever_the_power_goes_off()
    {
        Assert.Equal(VerdictKind.Unanswered, (await Check.OnceEachAsync(_cluster, null, EmbeddedKit.Ct)).Kind);
        await OnceAsync(null, (consumer, record, job) =>
        {
            if (!job.HasDone(record))
            {
                job.Do(record);
            }

            consumer.Commit(record);
        });
        await OnceAsync("두 번 처리한다", (consumer, record, job) =>
        {
            job.Do(record);
            consumer.Commit(record);
        });
        await OnceAsync("커밋이 일보다 먼저", (consumer, record, job) =>
        {
            consumer.Commit(record);
            job.Do(record);
        });
        await OnceAsync("0건만 처리했다", (consumer, record, _) => consumer.Commit(record));
    }

    private static void Carefully(IConsumer<string, string> consumer, ConsumeResult<string, string> record, Job job, bool park = true)
    {
        try
        {
            JsonDocument.Parse(record.Message.Value).Dispose();
            job.Do(record);
        }
        catch (JsonException)
        {
            if (park)
            {
                job.Park(record);
            }
        }

        consumer.Commit(record);
    }

    private static void Carelessly(IConsumer<string, string> consumer, ConsumeResult<string, string> record, Job job)
    {
        JsonDocument.Parse(record.Message.Value).Dispose();
        job.Do(record);
        consumer.Commit(record);
    }

    private async Task SetsAsideAsync(string? wrong, WorkStep step) => Judge(await Check.SetsAsideAsync(_cluster, step, EmbeddedKit.Ct), wrong);

    private async Task OnceAsync(string? wrong, WorkStep step) => Judge(await Check.OnceEachAsync(_cluster, step, EmbeddedKit.Ct), wrong);

    private static ConsumeResult<string, string> At(Topic topic, long offset) => new() { TopicPartitionOffset = new TopicPartitionOffset(topic.Name, 0, offset) };

    private static void Judge(Verdict verdict, string? wrong)
    {
        Assert.Equal(wrong is null ? VerdictKind.Right : VerdictKind.Wrong, verdict.Kind);
        Assert.Contains(wrong ?? "", verdict.Why.Korean, StringComparison.Ordinal);
        Assert.NotEqual(verdict.Why.Korean, verdict.Why.English);
    }
}
