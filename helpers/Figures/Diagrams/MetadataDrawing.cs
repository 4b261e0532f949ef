using KafkaWorkbook.Clusters;
using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;
using static KafkaWorkbook.Figures.Svg.SvgCanvas;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Draws two clusters side by side by where their metadata are: a ZooKeeper beside the brokers, or a log in the nodes themselves.</summary>
internal static class MetadataDrawing
{
    private const double Pad = CardHead.Pad;
    private const double Gap = 20;
    private const double Half = (Palette.Width - (2 * Pad) - Gap) / 2;
    private const double KeeperHeight = 104;
    private const double NodeTop = 178;
    private const double NodeHeight = 92;
    private const double Between = 8;

    public static Text Title { get; } = new("같은 물음, 두 가지 답: 메타데이터는 어디에 있나", "The same questions, two answers: where the metadata are");

    public static Text AltText(MetadataComparison comparison) => new(Describe(comparison, Language.Korean), Describe(comparison, Language.English));

    public static string Draw(MetadataComparison comparison, string title, string altText)
    {
        CardHead head = new(title, "");
        double top = head.Bottom + 8;
        SvgCanvas svg = new(title, altText, Palette.Width, top + NodeTop + NodeHeight + 44);
        head.Draw(svg);
        DrawCluster(svg, comparison.First, Pad, top);
        DrawCluster(svg, comparison.Second, Pad + Half + Gap, top);
        return svg.Finish();
    }

    private static void DrawCluster(SvgCanvas svg, MetadataView view, double left, double top)
    {
        bool zooKeeper = view.Variant == Variant.ZooKeeper;
        string name = (zooKeeper ? new Text("ZooKeeper 클러스터 (Kafka 3)", "ZooKeeper cluster (Kafka 3)") : new Text("KRaft 클러스터 (Kafka 4)", "KRaft cluster (Kafka 4)")).ToString();
        svg.Text(left, top + 14, name, bold: true);
        int[] nodes = [.. view.Cluster.BrokerIds];
        double width = (Half - (Between * (nodes.Length - 1))) / Math.Max(1, nodes.Length);
        double Middle(int i) => left + (i * (width + Between)) + (width / 2);
        double bottom = top + 26 + KeeperHeight, boxes = top + NodeTop;
        if (zooKeeper)
        {
            svg.Rect(left, top + 26, Half, KeeperHeight, Palette.Tint(ChartColour.Violet), Palette.Fill(ChartColour.Violet), radius: 6);
            svg.Text(left + 12, top + 46, "ZooKeeper", Palette.InkOf(ChartColour.Violet), bold: true);
            MetadataAnswer[] znodes = [.. view.Answers.Take(4)];
            for (int i = 0; i < znodes.Length; i++)
            {
                svg.Text(left + 12, top + 66 + (i * 18), TextMeasure.Fit($"{znodes[i].Where} = {znodes[i].Answer}", Half - 24), Palette.Ink);
            }

            for (int i = 0; i < nodes.Length; i++)
            {
                svg.Line(Middle(i), bottom, Middle(i), boxes, Palette.Axis, 1.2, view.Brokers.Contains(nodes[i]) ? "" : "3 3");
            }
        }
        else
        {
            int leader = Array.IndexOf(nodes, view.Controller ?? -1);
            string[] lines =
            [
                new Text("밖에 따로 두는 것이 없다.", "Nothing stands outside.").ToString(),
                new Text("컨트롤러들이 투표로 리더를 뽑고,", "The controllers elect a leader by vote;").ToString(),
                new Text("리더의 로그를 나머지가 따라 적는다.", "the others copy its log.").ToString(),
            ];
            for (int i = 0; i < lines.Length; i++)
            {
                svg.Text(left, top + 44 + (i * 18), lines[i], Palette.Calm);
            }

            for (int i = 0; leader >= 0 && i < nodes.Length; i++)
            {
                if (i == leader)
                {
                    continue;
                }

                double from = Middle(leader), to = Middle(i), high = boxes - 26 - (Math.Abs(i - leader) * 8);
                svg.Path($"M{N(from)} {N(boxes)}C{N(from)} {N(high)} {N(to)} {N(high)} {N(to)} {N(boxes - 7)}", "none", Palette.Fill(ChartColour.Violet), 1.5);
                svg.ArrowHead(to, boxes - 1, 0, 1, Palette.Fill(ChartColour.Violet));
            }
        }

        for (int i = 0; i < nodes.Length; i++)
        {
            DrawNode(svg, view, nodes[i], Middle(i) - (width / 2), boxes, width);
        }

        string foot = view.LogEnd is { } end
            ? new Text($"투표권 {view.Keepers.Count}, 과반 {(view.Keepers.Count / 2) + 1} · 로그는 오프셋 {Ticks.Write(end)}까지", $"{view.Keepers.Count} votes, majority {(view.Keepers.Count / 2) + 1} · log up to offset {Ticks.Write(end)}").ToString()
            : new Text("컨트롤러가 ZooKeeper에 적고, 나머지에게 알린다", "the controller writes to ZooKeeper and tells the others").ToString();
        svg.Text(left + (Half / 2), boxes + NodeHeight + 22, TextMeasure.Fit(foot, Half), Palette.Calm, Anchor.Middle);
    }

    private static void DrawNode(SvgCanvas svg, MetadataView view, int node, double left, double top, double width)
    {
        bool controller = node == view.Controller, alive = view.Brokers.Contains(node);
        svg.Rect(left, top, width, NodeHeight, "#f8fafc", controller ? Palette.Fill(ChartColour.Violet) : alive ? Palette.Axis : Palette.Fill(ChartColour.Red), radius: 6, thickness: controller ? 2 : 1.2);
        svg.Text(left + (width / 2), top + 20, TopologyWords.Broker(node).ToString(), alive ? Palette.Ink : Palette.Calm, Anchor.Middle, bold: true);
        if (controller)
        {
            svg.Text(left + (width / 2), top + 39, TextMeasure.Fit(TopologyWords.Controller.ToString(), width - 6, bold: true), Palette.InkOf(ChartColour.Violet), Anchor.Middle, bold: true);
            svg.Text(left + (width / 2), top + 56, FormattableString.Invariant($"epoch {view.Epoch}"), Palette.Calm, Anchor.Middle, size: 11.5);
        }

        if (view.Keepers.Contains(node))
        {
            // A small log: the copy of the metadata.
            double cell = (width - 24) / 6;
            for (int i = 0; i < 6; i++)
            {
                svg.Rect(left + 12 + (i * cell), top + NodeHeight - 24, cell, 14, Palette.Tint(ChartColour.Violet), Palette.Fill(ChartColour.Violet), tip: "__cluster_metadata");
            }
        }
    }

    private static string Describe(MetadataComparison comparison, Language language) => string.Join(' ', new[] { comparison.First, comparison.Second }.Select(v =>
        $"{v.Name()}: {string.Join(", ", v.Answers.Select(a => $"{a.Question.In(language)} {a.Where} → {a.Answer}"))}."));
}
