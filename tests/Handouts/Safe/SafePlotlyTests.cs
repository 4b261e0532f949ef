using System.Text.Json.Nodes;
using KafkaWorkbook.Handouts.Safe;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Safe;

public sealed class SafePlotlyTests
{
    [Fact]
    public void A_chart_keeps_what_draws_and_loses_what_loads_or_runs()
    {
        SafeChart chart = SafePlotly.Clean(Tricks.Chart)!;

        string all = chart.Data.ToJsonString() + chart.Layout.ToJsonString();
        Assert.DoesNotContain("script:", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("example.com/t", all, StringComparison.Ordinal);
        Assert.DoesNotContain("onerror", all, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", all, StringComparison.Ordinal);
        Assert.DoesNotContain("__proto__", all, StringComparison.Ordinal);
        Assert.Equal(["title", "images"], chart.Layout.Select(p => p.Key));
        Assert.False(((JsonObject)chart.Layout["images"]![0]!).ContainsKey("source"));
        Assert.Equal("<a>b</a>", (string?)chart.Data[0]!["x"]![1]);
        Assert.Equal("<a href=\"https://example.com/ok\">c</a>", (string?)chart.Data[0]!["x"]![2]);
        Assert.Equal("<b>bold</b>", (string?)chart.Data[0]!["name"]);
        Assert.Equal([1, 2, 3], chart.Data[0]!["y"]!.AsArray().Select(v => (int)v!));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"data": {}}""")]
    [InlineData("""{"data": []}""")]
    [InlineData("""{"data": [1]}""")]
    [InlineData("""{"data": [{"type": "scatter3d"}]}""")]
    [InlineData("""{"data": [{"type": "choropleth", "geojson": "https://example.com/x.json"}]}""")]
    [InlineData("""{"data": [{}, {"type": {"a": 1}, "type": 2}]}""")]
    public void What_is_no_chart_that_can_be_drawn_here_is_none(string json) => Assert.Null(SafePlotly.Clean(json));

    [Fact]
    public void A_picture_in_a_chart_has_to_be_in_the_data()
    {
        SafeChart chart = SafePlotly.Clean($$"""{"data": [{"type": "image", "source": "{{Pictures.Png}}" }], "layout": {"images": [{"source": "{{Pictures.Gif}}" }, {"source": "//example.com/x.png"}] } }""")!;

        Assert.Equal(Pictures.Png, (string?)chart.Data[0]!["source"]);
        Assert.Equal(Pictures.Gif, (string?)chart.Layout["images"]![0]!["source"]);
        Assert.Null(chart.Layout["images"]![1]!["source"]);
    }

    [Theory]
    [InlineData("a < b", "a < b")]
    [InlineData("<b>x</b><br/>y<SUP>2</SUP>", "<b>x</b><br>y<sup>2</sup>")]
    [InlineData("%{y}<extra></extra>", "%{y}<extra></extra>")]
    [InlineData("<span style=\"font-size:12px;color:#59636e\">x</span>", "<span style=\"font-size:12px;color:#59636e\">x</span>")]
    [InlineData("<span style=\"background:url(x)\">x</span>", "<span>x</span>")]
    [InlineData("<svg onload=hack()>x", "x")]
    public void Texts_keep_their_plain_tags(string text, string kept) => Assert.Equal(kept, PlotlyMarkup.Clean(text));

    [Fact]
    public void Words_are_read_without_tags() => Assert.Equal("a < b & c", PlotlyMarkup.Words("<b>a &lt;\u200B b</b><br> &amp; c "));
}
