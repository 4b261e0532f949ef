using System.Text;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Messaging;

/// <summary>The two hashes, against published values and against what the client itself does.</summary>
public sealed class KeyHashTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The check value of CRC-32/ISO-HDLC, and values that other programs give.
    [Theory]
    [InlineData("123456789", 0xCBF43926)]
    [InlineData("", 0u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339)]
    public void Crc32_is_that_of_zip(string key, uint expected) => Assert.Equal(expected, KeyHash.Crc32(key));

    // From Kafka's own test of its Java client: UtilsTest.testMurmur2.
    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    [InlineData("abc", 479470107)]
    public void Murmur2_is_that_of_the_Java_client(string key, int expected) => Assert.Equal(expected, unchecked((int)KeyHash.Murmur2(key)));

    [Fact]
    public async Task The_client_puts_every_key_where_the_hash_says()
    {
        await using Cluster kafka = await TestClusters.EmbeddedAsync();
        Topic topic = await kafka.CreateTopicAsync("keys", partitions: 7, ct: Token);
        Event[] events = [.. Enumerable.Range(0, 200).Select(i => new Event(i % 2 == 0 ? $"customer-{i}" : $"손님 {i}", "x"))];

        Sent usual = await topic.ProduceAsync(events, ct: Token);
        Assert.All(usual.Records, r => Assert.Equal(KeyHash.LibrdkafkaPartition(r.Key!, 7), r.Partition));
        Sent java = await topic.ProduceAsync(events, new ProducerConfig { Partitioner = Partitioner.Murmur2Random }, Token);
        Assert.All(java.Records, r => Assert.Equal(KeyHash.JavaPartition(r.Key!, 7), r.Partition));

        KeyTable table = KeyPlaces.Compare(("C#", usual.PartitionsByKey()), ("Java", java.PartitionsByKey()));
        Assert.Equal(200, table.Rows.Count);
        Assert.Equal(events.Count(e => KeyHash.LibrdkafkaPartition(e.Key!, 7) == KeyHash.JavaPartition(e.Key!, 7)), table.Same);
        Assert.InRange(table.Same, 5, 80);
        Assert.Equal(200, KeyPlaces.Compare(("a", usual.PartitionsByKey()), ("b", usual.PartitionsByKey())).Same);
        Assert.Contains("≠", table.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_a_fast_burst_stays_together_and_a_slow_one_moves_on()
    {
        await using Cluster kafka = await TestClusters.EmbeddedAsync();
        Topic topic = await kafka.CreateTopicAsync("nokeys", partitions: 6, ct: Token);
        Event[] events = [.. Enumerable.Range(0, 100).Select(i => new Event(null, $"{i}"))];

        Sent scattered = await topic.ProduceAsync(events, new ProducerConfig { StickyPartitioningLingerMs = 0 }, Token);
        Assert.Equal(6, scattered.Records.Select(r => r.Partition).Distinct().Count());
        Assert.InRange(Changes(scattered), 50, 99);
        Sent burst = await topic.ProduceAsync(events, ct: Token);
        AssertSticks(burst);
        Sent slow = await topic.ProducePacedAsync(events, TimeSpan.FromMilliseconds(5), ct: Token);
        Assert.Equal(events.Select(e => e.Value), slow.Records.Select(r => r.Value));
        AssertSticks(slow);
        Assert.True(slow.Records.Select(r => r.Partition).Distinct().Count() > 1);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => topic.ProducePacedAsync(events, TimeSpan.Zero, ct: Token));
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => topic.ProduceWithJavaAsync([new Event("a", "b")], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => topic.ProduceWithJavaAsync([new Event("a:b", "b")], Token));

        // A partition is kept for 10 ms at the least, so this holds however long the sending takes.
        static void AssertSticks(Sent sent) => Assert.InRange(Changes(sent), 0, (sent.Took.TotalMilliseconds / 10) + 1);

        static int Changes(Sent sent) => sent.Records.Zip(sent.Records.Skip(1)).Count(p => p.First.Partition != p.Second.Partition);
    }

    [Fact]
    public void An_empty_key_counts_as_none() => Assert.Throws<ArgumentException>(() => KeyHash.LibrdkafkaPartition("", 3));

    [Fact]
    public void Bytes_and_texts_are_hashed_alike() => Assert.Equal(KeyHash.Crc32(Encoding.UTF8.GetBytes("김나윤")), KeyHash.Crc32("김나윤"));
}
