using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Storage;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Tests.Clusters;
using KafkaWorkbook.Tests.Figures;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

/// <summary>Folders, segments and lookups, of files that are made here; what real brokers write is looked at in chapter 3's tests and below.</summary>
public sealed class StorageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void An_offset_is_found_through_the_names_the_index_and_the_batches()
    {
        SegmentContent content = Content();
        OffsetLookup found = OffsetLookup.In(content, 107);

        Assert.Equal(content.Index.Entries[1], found.Entry);
        Assert.Equal([104L], found.Passed.Select(b => b.BaseOffset));
        Assert.Equal((106L, "k107"), (found.Batch.BaseOffset, found.Record!.KeyText));
        Assert.Equal(61 + found.Batch.Bytes, found.BytesRead);

        OffsetLookup first = OffsetLookup.In(content, 100);
        Assert.Null(first.Entry);
        Assert.Empty(first.Passed);
        Assert.Equal("k100", first.Record!.KeyText);
        Assert.Throws<ArgumentOutOfRangeException>(() => OffsetLookup.In(content, 110));
        Assert.Throws<ArgumentOutOfRangeException>(() => content.Folder.SegmentOf(99_999));
        Assert.Equal(0, content.Folder.SegmentOf(99).BaseOffset);
        Assert.Equal(100, content.Folder.SegmentOf(100).BaseOffset);
    }

    [Fact]
    public void Copies_are_compared_byte_by_byte()
    {
        SegmentContent one = Content(), other = Content(), changed = Content(last: "different");
        Assert.True(one.SameBytesAs(other));
        Assert.False(one.SameBytesAs(changed));
    }

    [Fact]
    public void Pictures_are_sound_and_show_the_way()
    {
        SegmentContent content = Content();
        OffsetLookup found = OffsetLookup.In(content, 107);
        Figure[] figures = [content.Folder.Diagram(), content.Diagram(), found.Diagram()];
        Assert.All(figures, SvgChecks.IsSound);
        Assert.Contains(SvgChecks.Texts(figures[2]), t => t.StartsWith("107: k107", StringComparison.Ordinal));
        Assert.Contains("00000000000000000100.log", SvgChecks.Texts(figures[0]));
        Assert.Contains("00000000000000000100.log", found.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("✓", content.ToHtml(), StringComparison.Ordinal);
        Assert.Equal(5, content.ToDataFrame().Rows.Count);
    }

    [Fact]
    public async Task Mock_brokers_have_no_files()
    {
        await using Cluster kafka = await TestClusters.EmbeddedAsync();
        Topic topic = await kafka.CreateTopicAsync("orders", ct: Token);
        Assert.Equal(Capability.BrokerFiles, (await Assert.ThrowsAsync<NotOnThisClusterException>(() => topic.FolderAsync(0, ct: Token))).Capability);
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => topic.FoldersAsync(Token));
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => kafka.MetadataLogAsync(ct: Token));
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => kafka.MetadataAsync(Token));
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => kafka.KillControllerAsync(Token));
        await Assert.ThrowsAsync<NotOnThisClusterException>(() => kafka.ZnodeAsync("/controller", Token));
    }

    [Fact]
    public void Lines_of_ls_are_read()
    {
        BrokerFile file = KafkaWorkbook.Clusters.Docker.DockerCluster.FileOf("-rw-r--r-- 1 1000 1000 10485760 Nov 23 15:00 00000000000000007028.index")!;
        Assert.Equal((10_485_760L, 7028L, ".index"), (file.Bytes, file.BaseOffset, file.Ending));
        Assert.Null(KafkaWorkbook.Clusters.Docker.DockerCluster.FileOf("total 24"));
    }

    [Fact]
    public void KRafts_metadata_are_told_by_their_kind()
    {
        // Frame version 1, kind 2 (a topic) version 0, name "orders" with its length plus one; then kind 20 (nothing to say).
        byte[] topic = [1, 2, 0, 7, .. "orders"u8, .. new byte[17]], nothing = [1, 20, 0, 0];
        byte[] segment = SegmentReaderTests.RawBatch(0, (null, topic), (null, nothing), (null, nothing));
        MetadataLog log = MetadataLog.Of(1, "/data/__cluster_metadata-0", [], [segment]);

        Assert.Equal([("NoOpRecord", 2, 2L), ("TopicRecord", 1, 0L)], log.Kinds.Select(k => (k.Kind, k.Count, k.LastOffset)));
        Assert.Equal(["orders"], log.Topics);
        Assert.Equal(3, log.EndOffset);
        Assert.Contains("TopicRecord", log.ToHtml(), StringComparison.Ordinal);
    }

    private static SegmentContent Content(string last = "v")
    {
        byte[] file = [.. Enumerable.Range(0, 5).SelectMany(b => SegmentReaderTests.Batch(100 + (b * 2), 0, ($"k{100 + (b * 2)}", "v"), ($"k{101 + (b * 2)}", b == 4 ? last : "v")))];
        IReadOnlyList<RecordBatch> batches = SegmentReader.Batches(file);
        SegmentFile[] segments = [new(0, 100, 900, false), new(100, 110, file.Length, true)];
        PartitionFolder folder = new(
            new Topic(null!, "orders", "workbook.orders.abcdef1", 3, 3), 0, 2, "/data/workbook.orders.abcdef1-0", [new("00000000000000000000.log", 900), new("00000000000000000100.log", file.Length)], segments);
        return new SegmentContent(
            folder, segments[1], batches, new OffsetIndex([new(batches[1].LastOffset, batches[1].Position), new(batches[2].LastOffset, batches[2].Position), new(batches[4].LastOffset, batches[4].Position)]), file);
    }
}
