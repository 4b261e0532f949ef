using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KafkaWorkbook.Handouts.Safe;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Safe;

public sealed class SafeHtmlTests
{
    private static readonly string[] s_bad =
    [
        "script", "style", "iframe", "object", "embed", "link", "meta", "base", "form", "input", "button", "textarea", "select", "template", "noscript", "math", "foreignObject",
        "animate", "set", "animateTransform", "feImage", "video", "audio", "source", "dialog", "plaintext", "xmp", "title:not(svg *)", "body",
    ];

    public static TheoryData<string> Names => [.. Tricks.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_trick_leaves_nothing_that_runs_or_loads(string name)
    {
        foreach (bool relative in (bool[])[false, true])
        {
            string html = SafeHtml.Clean(Tricks.All[name], new SafeOptions("x-") { KeepsRelativeLinks = relative });

            IHtmlElement body = SafeHtml.Parse(html);
            Assert.Empty(body.QuerySelectorAll(string.Join(',', s_bad)));
            foreach (IAttr attribute in body.Descendants<IElement>().SelectMany(e => e.Attributes))
            {
                Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), attribute.Name);
                Assert.DoesNotContain(attribute.Name, (string[])["srcset", "srcdoc", "name", "background", "action", "formaction", "poster", "tabindex", "xlink:href"]);
                Assert.DoesNotContain("script:", attribute.Value, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("url(http", attribute.Value, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("position", attribute.Value, StringComparison.OrdinalIgnoreCase);
                Assert.True(attribute.Name is not "src" || attribute.Value.StartsWith("data:image/", StringComparison.Ordinal), attribute.Value);
                Assert.True(attribute.Name is not "id" || attribute.Value.StartsWith("x-", StringComparison.Ordinal), attribute.Value);
                Assert.True(attribute.Name is not "href" || attribute.OwnerElement!.LocalName == "a" || attribute.Value.StartsWith("#x-", StringComparison.Ordinal), attribute.Value);
                Assert.True(attribute.Name is not "href" || attribute.Value[0] == '#' || attribute.Value.StartsWith("https://", StringComparison.Ordinal) || (relative && attribute.Value == "x.html"), attribute.Value);
            }

            Assert.Equal(html, SafeHtml.Clean(html, new SafeOptions("x-") { KeepsRelativeLinks = relative, IdsAreDone = true }));
        }
    }

    [Fact]
    public void Ordinary_content_stays_as_it_is()
    {
        const string Html =
            "<h2>제목</h2><p style=\"color:#2f5d8a;margin:4px 0\">글 <b>굵게</b>, <a href=\"https://kafka.apache.org/a?b=c#d\">링크</a>, H<sub>2</sub>O</p>"
            + "<details open=\"\"><summary>더</summary><pre>a  b</pre></details><table><caption>표</caption><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr><td colspan=\"2\">1</td></tr></tbody></table>"
            + "<div role=\"note\" class=\"workbook-note workbook-good\" style=\"border-left:5px solid #3b8f6b\">상자</div><ol start=\"3\"><li>c</li></ol>";

        Assert.Equal(Html, SafeHtml.Clean(Html, new SafeOptions("x-")));
    }

    [Fact]
    public void Pictures_that_are_in_the_page_stay_and_others_leave_their_words()
    {
        string html = SafeHtml.Clean($"<img src=\"{Pictures.Png}\" alt=\"점\" width=\"20\"><img src=\"{Pictures.Gif}\"><img src=https://example.com/a.png alt='먼 그림'><img src=b.png>", new SafeOptions("x-"));

        IHtmlElement body = SafeHtml.Parse(html);
        Assert.Equal([Pictures.Png, Pictures.Gif], body.QuerySelectorAll("img").Select(i => i.GetAttribute("src")));
        Assert.Equal("[먼 그림]", body.TextContent);
    }

    [Fact]
    public void Drawings_keep_their_shapes_and_their_own_references_under_new_names()
    {
        const string Svg =
            """
            <?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"><defs><clipPath id="c"><rect width="5" height="5"/></clipPath>
            <linearGradient id="g" gradientTransform="rotate(90)"><stop offset="0" style="stop-color: #fff"/></linearGradient><path id="glyph" d="M0 0L1 1"/></defs>
            <g clip-path="url(#c)" id="unused" transform="matrix(1 0 0 1 2 3)"><rect fill="url(#g)" width="9" height="9"/><use xlink:href="#glyph" x="3"/><text style="font: 12px sans-serif; text-anchor: middle">글</text></g></svg>
            """;

        IHtmlElement body = SafeHtml.Parse(SafeHtml.Clean(Svg, new SafeOptions("o1-")));

        Assert.Equal(["o1-c", "o1-g", "o1-glyph"], body.QuerySelectorAll("[id]").Select(e => e.Id));
        Assert.Equal("url(#o1-c)", body.QuerySelector("g")!.GetAttribute("clip-path"));
        Assert.Equal("url(#o1-g)", body.QuerySelector("g rect")!.GetAttribute("fill"));
        Assert.Equal("#o1-glyph", body.QuerySelector("use")!.GetAttribute("href"));
        Assert.Equal("matrix(1 0 0 1 2 3)", body.QuerySelector("g")!.GetAttribute("transform"));
        Assert.Equal("font:12px sans-serif;text-anchor:middle", body.QuerySelector("text")!.GetAttribute("style"));
        Assert.Equal("0 0 10 10", body.QuerySelector("svg")!.GetAttribute("viewBox"));
    }

    [Fact]
    public void Elements_that_only_hold_others_go_and_their_content_stays() =>
        Assert.Equal("<p>a</p><b>b</b><span>c</span>d", SafeHtml.Clean("<main><section><p>a</p></section></main><center><b>b</b></center><form><label><span>c</span></label></form><font color=red>d</font>", new SafeOptions("x-")));

    [Fact]
    public void What_is_hidden_does_not_appear() =>
        Assert.Equal("<p>a</p>", SafeHtml.Clean("<p>a</p><p hidden>b</p><div hidden=until-found>c</div>", new SafeOptions("x-")));

    [Fact]
    public void A_tree_that_is_deep_beyond_reason_becomes_text()
    {
        string deep = string.Concat(Enumerable.Repeat("<div>", 50_000)) + "속 <b>말</b>";

        Assert.Equal("<pre>속 말</pre>", SafeHtml.Clean(deep, new SafeOptions("x-")));
    }

    [Fact]
    public void Marks_that_turn_a_text_around_go_and_control_characters_become_a_sign() =>
        Assert.Equal("<p>ab\uFFFDc</p>", SafeHtml.Clean("<p>a\u202Eb\u0007c\u2069</p>", new SafeOptions("x-")));
}
