using KafkaWorkbook.Clusters;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Model;

public sealed class HandoutBuilderTests
{
    [Fact]
    public void A_link_to_a_cell_becomes_the_number_of_its_figure_or_table_also_of_one_that_comes_later()
    {
        Handout handout = Made.Handout(
            Made.Prose("[뒤의 그림](#chart), [표](#table), [글](#text), [셀](#plain), [없는 것](#nothing), [제목](#1.2-Heading)"),
            Made.Code("a", Made.Html(Html.Table("t", ["a"], [["1"]]))) with { Id = "table" },
            Made.Code("b", Made.Html(Made.Chart("c").ToHtml())) with { Id = "chart" },
            Made.Prose("## 1.2 Heading", "text"),
            Made.Code("c") with { Id = "plain" });

        Assert.Contains(
            "<a href=\"#figure-1-1\">그림 1-1</a>, <a href=\"#table-1-1\">표 1-1</a>, <a href=\"#cell-1-text\">글</a>, <a href=\"#cell-1-plain\">셀</a>, 없는 것, <a href=\"#1-2-heading\">제목</a>",
            handout.ProseHtml(), StringComparison.Ordinal);
        Assert.Contains("<span id=\"cell-1-text\"></span>", handout.ProseHtml(), StringComparison.Ordinal);
        Assert.Equal(["cell-1-table", "cell-1-chart", "cell-1-plain"], handout.Blocks().OfType<CellBlock>().Select(c => c.Id));
    }

    [Fact]
    public void Chapters_of_one_handout_link_to_each_other_and_share_no_id()
    {
        NotebookCell[] same = [Made.Prose("## 같은 절\n\n각주[^1] [여기](#같은-절)\n\n[^1]: 말")];
        Handout handout = HandoutBuilder.Build(
            [
                Made.Named("01-one", [Made.Prose("# 하나\n\n[둘](02-two.ipynb), [둘의 차트](02-two.ipynb#chart), [둘의 절](./02-two.ipynb#같은-절), [다른 책](09-other.ipynb#1.1-절), [파일](../data.csv)"), .. same]),
                Made.Named("02-two", [Made.Prose("# 둘"), .. same, Made.Code("x", Made.Html(Made.Chart("c").ToHtml())) with { Id = "chart" }]),
                Made.Named("02-two", [Made.Prose("# 둘"), .. same, Made.Code("x", Made.Html(Made.Chart("c").ToHtml()))]),
            ],
            new HandoutBuildOptions { Language = Language.English });

        Assert.Equal("Kafka Workbook", handout.Title);
        Assert.Equal(["1", "2", "2a"], handout.Chapters.Select(c => c.Label));
        Assert.Equal(["하나", "같은-절", "둘", "같은-절-2", "둘-2", "같은-절-3"], handout.Chapters.SelectMany(c => c.Headings).Select(h => h.Id));
        string first = Assert.IsType<ProseBlock>(handout.Chapters[0].Blocks[0]).Html;
        Assert.Contains("<a href=\"#둘\">둘</a>, <a href=\"#figure-2-1\">Figure 2-1</a>, <a href=\"#같은-절-2\">둘의 절</a>, <a href=\"09-other.html#1-1-절\">다른 책</a>, 파일", first, StringComparison.Ordinal);
        string[] ids = [.. System.Text.RegularExpressions.Regex.Matches(handout.ProseHtml(), " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Contains("href=\"#같은-절-3\">여기", Assert.IsType<ProseBlock>(handout.Chapters[2].Blocks[1]).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chapter_without_a_title_gets_its_files_name()
    {
        Handout handout = HandoutBuilder.Build([Made.Named("notes", Made.Prose("글"))], new HandoutBuildOptions { Language = Language.Korean });

        Assert.Equal(("notes", "notes"), (handout.Title, handout.Chapters[0].Title));
        Assert.Equal("<h1 id=\"notes\">notes</h1>\n", Assert.IsType<ProseBlock>(handout.Chapters[0].Blocks[0]).Html);
    }

    [Fact]
    public void Whether_a_chapter_was_run_and_on_what_comes_from_its_outputs()
    {
        NotebookCell start = Made.Code("kafka", Made.Shown(("text/plain", new ClusterName(ClusterKind.Local, Variant.KRaft, "127.0.0.1:1,127.0.0.1:2,127.0.0.1:3").ToString())));

        Assert.Equal((true, "로컬 JVM 클러스터 (KRaft), 브로커 3대"), (Made.Handout(start).Chapters[0].WasRun, Made.Handout(start).Cluster));
        Assert.Equal((false, null), (Made.Handout(Made.Code("kafka")).Chapters[0].WasRun, Made.Handout(Made.Code("kafka")).Cluster));
    }

    [Theory]
    [InlineData("Docker (ZooKeeper) 127.0.0.1:19092,127.0.0.1:19093", "Docker cluster (ZooKeeper), 2 brokers")]
    [InlineData("External (KRaft) broker.example.com:9092", "External cluster")]
    [InlineData("Embedded (ZooKeeper) 127.0.0.1:1", "Embedded cluster (mock brokers inside this process), 1 broker")]
    [InlineData("Docker", null)]
    [InlineData("Podman (KRaft) a:1", null)]
    [InlineData("Docker (KRaft) a:1\nmore", null)]
    public void A_clusters_line_is_read_back(string line, string? words)
    {
        ClusterName? name = ClusterName.Read(line);

        Assert.Equal(words, name?.Words.English);
        Assert.Equal(name is null ? null : line, name?.ToString());
    }

    [Fact]
    public void Markdown_of_every_kind_is_safe_html()
    {
        string html = Made.Handout(Made.Prose(
            "# 제목\n\n- [ ] 할 일\n- [x] 한 일\n\n| a | b |\n| --- | --: |\n| 1 | 2 |\n\n```csharp\nvar x = 1;\n```\n\n```bash\necho <b>\n```\n\n~~s~~ H~2~O <b onclick=x()>굵게</b> <kbd>Esc</kbd><br>끝 <script>alert(1)</script>\n\n<center><img src=x></center>\n\n<!-- 메모 -->")).ProseHtml();

        Assert.Contains("☐ 할 일", html, StringComparison.Ordinal);
        Assert.Contains("☑ 한 일", html, StringComparison.Ordinal);
        Assert.Contains("<div class=\"scroll\"><table>", html, StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align:right\">2</td>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"keyword\">var</span>", html, StringComparison.Ordinal);
        Assert.Contains("echo &lt;b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("<del>s</del> H<sub>2</sub>O <b>굵게</b> <kbd>Esc</kbd><br>끝", html, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("메모", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_pasted_into_a_cell_are_in_the_page()
    {
        string base64 = Safe.Pictures.Png.Split(',')[1];
        NotebookCell cell = Made.Prose("![점](attachment:a%20b.png) ![x](attachment:none.png)") with
        {
            Attachments = System.Text.Json.JsonDocument.Parse($$"""{"a b.png": {"image/png": "{{base64}}"} }""").RootElement,
        };

        string html = Made.Handout(cell).ProseHtml();

        Assert.Contains($"<img src=\"{Safe.Pictures.Png}\" alt=\"점\">", html, StringComparison.Ordinal);
        Assert.Contains("[x]", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_of_other_languages_is_not_coloured_as_if_it_were_ours()
    {
        NotebookDocument python = NotebookDocument.Parse("""{"nbformat": 4, "metadata": {"kernelspec": {"language": "python"}}, "cells": [{"cell_type": "code", "source": "var = 1", "outputs": []}]}""");

        Assert.Equal("var = 1", Made.Handout(Edition.AsIs, python).Blocks().OfType<CellBlock>().Single().CodeHtml);
        Assert.Contains("keyword", Made.Handout(Made.Code("var x = 1;")).Blocks().OfType<CellBlock>().Single().CodeHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_notebook_gives_the_same_handout()
    {
        NotebookCell[] cells = [Made.Prose("# 가\n\n각주[^1]\n\n[^1]: 말"), Made.Code("x", Made.Html(Made.Chart("c").ToHtml()))];

        string One() => KafkaWorkbook.Handouts.Pages.HandoutPage.Of(Made.Handout(cells));

        Assert.Equal(One(), One());
    }
}
