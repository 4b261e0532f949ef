using AngleSharp.Html.Parser;
using KafkaWorkbook.Messaging;
using Microsoft.Data.Analysis;
using Xunit;

namespace KafkaWorkbook.Tests.Messaging;

public sealed class ResultTests
{
    private const string Script = "</script><img src=x onerror=\"alert('1')\"><b>";

    [Fact]
    public void Payloads_are_text_whatever_they_contain()
    {
        Sent sent = new(Unbound.Topic(), [new(0, 0, Script, Script)], TimeSpan.Zero);
        ReadResult read = new(Unbound.Topic(), null, [new(0, 0, Script, Script, DateTimeOffset.UnixEpoch)], TimeSpan.Zero);

        foreach (string html in new[] { sent.ToHtml(), read.ToHtml() })
        {
            using AngleSharp.Html.Dom.IHtmlDocument page = new HtmlParser().ParseDocument(html);
            Assert.Empty(page.QuerySelectorAll("script, img, b"));
            Assert.Equal(2, page.QuerySelectorAll("td").Count(c => c.TextContent == Script));
        }
    }

    [Fact]
    public void A_long_value_is_cut_after_80_characters_and_hangul_stays_whole()
    {
        string longValue = string.Concat(Enumerable.Repeat("한👍🏽", 60));

        string shown = Payloads.Cut(longValue);

        Assert.Equal(string.Concat(Enumerable.Repeat("한👍🏽", 40)) + "…", shown);
        Assert.Equal("a⏎b→c·", Payloads.Cut("a\nb\tc\0"));
        Assert.Equal("", Payloads.Cut(null));
    }

    [Fact]
    public void Ten_rows_are_shown_and_the_rest_is_counted()
    {
        Sent sent = new(Unbound.Topic(), [.. Enumerable.Range(0, 1_234).Select(i => new SentRecord(i % 2, i / 2, "k", $"v{i}"))], TimeSpan.Zero);

        using AngleSharp.Html.Dom.IHtmlDocument page = new HtmlParser().ParseDocument(sent.ToHtml());

        Assert.Equal(10, page.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr").Length);
        Assert.Contains("1,224", page.Body!.TextContent, StringComparison.Ordinal);
        string[] perPartition = [.. page.QuerySelectorAll("table")[1].QuerySelectorAll("tbody td").Select(c => c.TextContent)];
        Assert.Equal(["617", "617", "0", "1,234"], perPartition[1..]);
    }

    [Fact]
    public void Offsets_beyond_32_bits_and_a_floats_mantissa_stay_exact_in_the_data_frame()
    {
        const long offset = 9_007_199_254_740_993;
        DateTimeOffset at = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(9));
        ReadResult read = new(Unbound.Topic(), null, [new(2, offset, null, "값", at)], TimeSpan.Zero);

        DataFrame frame = read.ToDataFrame();

        Assert.Equal(["partition", "offset", "key", "value", "timestamp"], frame.Columns.Select(c => c.Name));
        Assert.Equal(offset, frame["offset"][0]);
        Assert.Equal(typeof(long), frame["offset"].DataType);
        Assert.Equal((2, null, "값", at.UtcDateTime), ((int)frame["partition"][0], frame["key"][0], (string)frame["value"][0], (DateTime)frame["timestamp"][0]));
    }

    [Fact]
    public void Order_inside_partitions_is_judged_by_offsets()
    {
        Assert.True(Unbound.Read(null, "0:0:a", "1:5:b", "0:7:c", "1:6:d").InOrderInsidePartitions);
        Assert.False(Unbound.Read(null, "0:1:a", "0:0:b").InOrderInsidePartitions);
        Assert.True(Unbound.Read(null).InOrderInsidePartitions);
    }

    [Fact]
    public void An_empty_result_says_that_there_is_nothing()
    {
        Assert.Contains(new KafkaWorkbook.Reporting.Text("비어 있다", "is empty").ToString(), Unbound.Read(null).ToHtml(), StringComparison.Ordinal);
    }
}
