using KafkaWorkbook.Clusters;
using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of controllers.</summary>
internal static class MetadataCharts
{
    public static ChartSpec Succession(ControllerSuccession succession)
    {
        int[] brokers = [.. succession.Cluster.BrokerIds];
        string[] rows = ["", .. brokers.Select(b => Diagrams.TopologyWords.Broker(b).ToString())];
        bool kraft = succession.Cluster.Variant == Variant.KRaft;
        string took = ChartWords.Seconds(succession.Took);
        Text title = new(
            $"{(kraft ? "KRaft" : "ZooKeeper")}: 컨트롤러를 죽이자 {took}초 뒤에 브로커 {Particle.IGa(succession.After)} 이어받았다",
            $"{(kraft ? "KRaft" : "ZooKeeper")}: {took} s after the controller was killed, broker {succession.After} took over");
        ControllerMoment[] moments = [.. succession.Moments];
        return new(
            title.ToString(),
            succession.ToString(),
            ChartWords.SecondsAxis(new("지켜본 시간", "Time since the watch began")),
            [
                new ChartPanel(
                    new(new Text("브로커", "Broker").ToString()) { Scale = AxisScale.Categorical, Categories = rows },
                    [
                        new SpanSeries(new Text("메타데이터에 살아 있다고 적혀 있다", "alive, say the metadata").ToString(), Spans(moments, brokers, (m, b) => m.Brokers.Contains(b))) { Colour = ChartColour.Blue },
                        new SpanSeries(new Text("컨트롤러라고 적혀 있다", "controller, say the metadata").ToString(), Spans(moments, brokers, (m, b) => m.Controller == b))
                        {
                            Colour = ChartColour.Violet,
                            Emphasis = Emphasis.Main,
                        },
                    ])
                { Height = 150 },
            ])
        {
            Marks =
            [
                new(succession.Killed.TotalSeconds, $"kill -9 {succession.Before}", ChartColour.Red),
                new(succession.Succeeded.TotalSeconds, new Text($"epoch {succession.EpochBefore} → {succession.EpochAfter}", $"epoch {succession.EpochBefore} → {succession.EpochAfter}").ToString()),
                new(succession.Back.TotalSeconds, new Text("모두 돌아왔다", "all are back").ToString()),
            ],
        };
    }

    private static List<ChartSpan> Spans(ControllerMoment[] moments, int[] brokers, Func<ControllerMoment, int, bool> holds)
    {
        List<ChartSpan> spans = [];
        for (int row = 0; row < brokers.Length; row++)
        {
            double? since = null;
            for (int i = 0; i < moments.Length; i++)
            {
                double at = Math.Round(moments[i].At.TotalSeconds, 2);
                bool now = holds(moments[i], brokers[row]);
                if (now && since is null)
                {
                    since = at;
                }
                else if (!now && since is { } from)
                {
                    spans.Add(new ChartSpan(row + 1, from, at));
                    since = null;
                }
            }

            if (since is { } last)
            {
                spans.Add(new ChartSpan(row + 1, last, Math.Round(moments[^1].At.TotalSeconds, 2)));
            }
        }

        return spans;
    }
}
