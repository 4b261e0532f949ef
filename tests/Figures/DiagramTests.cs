using System.Globalization;
using System.Xml.Linq;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures;
using KafkaWorkbook.Figures.Diagrams;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Figures;

public sealed class DiagramTests
{
    public static TheoryData<string> Names => [.. SamplePictures.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_diagram_is_well_formed_on_its_card_and_named_for_those_who_do_not_see_it(string name) => SvgChecks.IsSound(SamplePictures.All[name]);

    [Fact]
    public void A_short_log_shows_every_offset_and_what_waits()
    {
        string[] texts = SvgChecks.Texts(SamplePictures.All["ShortLog"]);

        Assert.Equal(Enumerable.Range(0, 8).Concat(Enumerable.Range(0, 10)).Append(0).Select(Ticks), texts.Where(t => int.TryParse(t, out _)));
        Assert.Contains(LogWords.Position(new("billing", 5, 2)).ToString(), texts);
        Assert.Contains(LogWords.Position(new("billing", null, null)).ToString(), texts);
    }

    [Fact]
    public void What_a_group_has_read_ends_where_its_mark_stands()
    {
        XElement root = XElement.Parse(SamplePictures.All["ShortLog"].ToSvg());
        XElement mark = root.Descendants(SvgChecks.Svg + "line").First(l => (string?)l.Attribute("stroke") == Palette.Fill(ChartColour.Green));
        double top = SvgChecks.Number(mark, "y1") + 3;
        XElement[] read = [.. root.Descendants(SvgChecks.Svg + "rect").Where(r => (string?)r.Attribute("fill") == Palette.Read && SvgChecks.Number(r, "y") == top)];

        Assert.Equal(5, read.Length);
        Assert.Equal(SvgChecks.Number(mark, "x1"), read.Max(r => SvgChecks.Number(r, "x") + SvgChecks.Number(r, "width")), 0.02);
    }

    [Theory]
    [InlineData("LongLog")]
    [InlineData("HugeOffsets")]
    public void A_shortened_log_leaves_no_record_unaccounted_for(string name)
    {
        LogPicture picture = name == "LongLog" ? SamplePictures.LongLog : SamplePictures.HugeOffsets;
        foreach (PartitionLog log in picture.Logs)
        {
            LogCells cells = LogCells.Of(log, 16, 688, LogCells.CellWidth(picture, 688), picture.Logs.Min(l => l.Start));

            Assert.Equal(log.Length, cells.Cells.Sum(c => c.Count));
            long next = log.Start;
            foreach (LogCell cell in cells.Cells)
            {
                Assert.Equal(next, cell.From);
                next += cell.Count;
            }

            Assert.Equal(log.End, cells.Next.From);
            Assert.InRange(cells.Right, 16, 704.1);
            Assert.All(log.Positions.Where(p => p.Committed >= log.Start && p.Committed < log.End), p => Assert.Contains(cells.Cells, c => !c.Omitted && c.From == p.Committed));
        }

        // Half a number would be a wrong one.
        Assert.DoesNotContain(SvgChecks.Texts(SamplePictures.All[name]), t => t.Length > 1 && char.IsDigit(t[0]) && t.EndsWith('…'));
    }

    [Fact]
    public void The_alternative_text_of_a_log_has_its_numbers()
    {
        string korean = LogWords.AltText(SamplePictures.ShortLog).In(Language.Korean), english = LogWords.AltText(SamplePictures.ShortLog).In(Language.English);
        Assert.StartsWith("파티션 0: 오프셋 0부터 6까지 7개, billing 5 · 지연 2건.", korean, StringComparison.Ordinal);
        Assert.StartsWith("Partition 0: offsets 0 to 6, 7 of them, billing 5 · lag 2.", english, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_cluster_shows_who_is_down_what_is_missing_and_no_leader()
    {
        Assert.Equal("리더가 없는 파티션: P1 · 복제본이 모자란 파티션: P0", TopologyWords.Trouble(SamplePictures.Broken).In(Language.Korean));
        string alt = TopologyWords.AltText(SamplePictures.Broken).In(Language.Korean);
        Assert.Contains("브로커 1 (127.0.0.1:9092, 실행 중, 활성 컨트롤러): P0 리더.", alt, StringComparison.Ordinal);
        Assert.Contains("브로커 2 (127.0.0.1:9093, 강제 종료됨, 컨트롤러도 꺼짐): P0 ISR 밖, P1 팔로워.", alt, StringComparison.Ordinal);
        Assert.Contains(TopologyWords.State(BrokerState.Killed).ToString(), SvgChecks.Texts(SamplePictures.All["Broken"]));
        Assert.Equal("", TopologyWords.Trouble(SamplePictures.Healthy).In(Language.English));
    }

    [Fact]
    public void The_quorum_of_KRaft_is_inside_the_brokers_and_the_active_controller_is_marked()
    {
        XElement root = XElement.Parse(SamplePictures.All["Quorum"].ToSvg());
        string[] texts = SvgChecks.Texts(SamplePictures.All["Quorum"]);
        Assert.Equal(1, texts.Count(t => t == TopologyWords.ControllerName(BoxState.Leading).ToString()));
        Assert.Equal(2, texts.Count(t => t == TopologyWords.ControllerName(BoxState.Following).ToString()));

        // Each mark lies within one broker's box, and nothing of the quorum lies above the boxes.
        XElement[] boxes = [.. root.Descendants(SvgChecks.Svg + "rect").Where(r => (string?)r.Attribute("fill") == "#f8fafc")];
        XElement[] marks = [.. root.Descendants(SvgChecks.Svg + "rect").Where(r => (string?)r.Attribute("stroke") == Palette.Fill(ChartColour.Violet) && SvgChecks.Number(r, "width") > 50)];
        Assert.Equal((3, 3), (boxes.Length, marks.Length));
        Assert.All(boxes.Zip(marks), pair => Assert.True(Within(pair.Second, pair.First), $"{pair.Second} is not within {pair.First}"));
        Assert.Equal([false, true, false], marks.Select(m => (string?)m.Attribute("fill") == Palette.InkOf(ChartColour.Violet)));

        // What ties them runs from mark to mark.
        XElement[] ties = [.. root.Descendants(SvgChecks.Svg + "line").Where(l => (string?)l.Attribute("stroke") == Palette.Fill(ChartColour.Violet))];
        Assert.Equal(marks.Take(2).Select(m => SvgChecks.Number(m, "x") + SvgChecks.Number(m, "width")), ties.Select(t => SvgChecks.Number(t, "x1")));
        Assert.Equal(marks.Skip(1).Select(m => SvgChecks.Number(m, "x")), ties.Select(t => SvgChecks.Number(t, "x2")));

        Assert.DoesNotContain(TopologyWords.ControllerName(BoxState.Leading).ToString(), SvgChecks.Texts(SamplePictures.All["Healthy"]));
        Assert.Contains("ZooKeeper (127.0.0.1:2181)", string.Join('\n', SvgChecks.Texts(SamplePictures.All["Healthy"])), StringComparison.Ordinal);
        Assert.Contains("브로커 2 (127.0.0.1:9093, 실행 중, 활성 컨트롤러)", TopologyWords.AltText(SamplePictures.Quorum).In(Language.Korean), StringComparison.Ordinal);

        static bool Within(XElement inner, XElement outer) =>
            new[] { ("x", "width"), ("y", "height") }.All(d => SvgChecks.Number(inner, d.Item1) >= SvgChecks.Number(outer, d.Item1)
                && SvgChecks.Number(inner, d.Item1) + SvgChecks.Number(inner, d.Item2) <= SvgChecks.Number(outer, d.Item1) + SvgChecks.Number(outer, d.Item2));
    }

    [Fact]
    public void A_controller_whose_broker_is_down_is_missing_from_the_quorum()
    {
        string[] texts = SvgChecks.Texts(SamplePictures.All["Broken"]);
        Assert.Equal(1, texts.Count(t => t == TopologyWords.ControllerName(BoxState.Missing).ToString()));
        Assert.Equal(1, texts.Count(t => t == TopologyWords.ControllerName(BoxState.Following).ToString()));
        XElement[] ties = [.. XElement.Parse(SamplePictures.All["Broken"].ToSvg()).Descendants(SvgChecks.Svg + "line").Where(l => (string?)l.Attribute("stroke") == Palette.Fill(ChartColour.Violet))];
        Assert.Equal(2, ties.Length);
        Assert.All(ties, t => Assert.Equal("3 3", (string?)t.Attribute("stroke-dasharray")));
    }

    [Fact]
    public void A_flow_shows_who_writes_how_much_where_and_who_reads_it()
    {
        string[] tips = SvgChecks.Tips(SamplePictures.All["Flow"]);
        Assert.Contains("주문 서비스 → P0: 7", tips);
        Assert.Contains("P2 → billing 컨슈머 2", tips);
        Assert.DoesNotContain(tips, t => t.Contains("P9", StringComparison.Ordinal));
        Assert.Contains("주문 서비스 → P0 7건, P1 5건.", SamplePictures.Flow.AltText.In(Language.Korean), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_from_outside_stay_text()
    {
        const string Trick = "</text><script>alert(1)</script>\u0000";
        LogPicture log = new(Trick, [new(0, 0, 3, [new(Trick, 1, 2)])]);
        TopologyPicture cluster = new([new(1, Trick, 1, BrokerState.Running)], MetadataKeeper.ZooKeeper, Trick, 1, Trick, [new(0, 1, [1], [1])]);
        FlowPicture flow = new(log, [new(Trick, new Dictionary<int, long> { [0] = 3 })], [new(Trick, Trick, [0])]);
        foreach (Figure figure in new[] { SamplePictures.Draw(log), SamplePictures.Draw(cluster), SamplePictures.Draw(flow) })
        {
            XElement root = XElement.Parse(figure.ToSvg());
            Assert.Empty(root.Descendants(SvgChecks.Svg + "script"));
            Assert.DoesNotContain("<script", figure.ToHtml(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_embedded_cluster_is_drawn_with_its_leaders_and_no_metadata_keeper()
    {
        await using EmbeddedCluster cluster = await EmbeddedKit.StartAsync();
        await cluster.CreateTopicAsync(EmbeddedKit.Topic("orders"), EmbeddedKit.Ct);

        Figure figure = await cluster.TopologyDiagramAsync("orders", EmbeddedKit.Ct);

        SvgChecks.IsSound(figure);
        string[] texts = SvgChecks.Texts(figure);
        Assert.Equal(3, texts.Count(t => t == TopologyWords.ReplicaName(BoxState.Leading).ToString()));
        Assert.Equal(6, texts.Count(t => t == TopologyWords.ReplicaName(BoxState.Following).ToString()));
        Assert.All(cluster.BootstrapServers.Split(','), a => Assert.Contains(a, texts));
        Assert.DoesNotContain(texts, t => t.StartsWith("ZooKeeper", StringComparison.Ordinal));
        ClusterException missing = await Assert.ThrowsAsync<ClusterException>(() => cluster.TopologyDiagramAsync("nowhere", EmbeddedKit.Ct));
        Assert.Equal(ClusterProblem.TopicMissing, missing.Problem);
    }

    private static string Ticks(int value) => value.ToString(CultureInfo.InvariantCulture);
}
