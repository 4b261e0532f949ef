using KafkaWorkbook.Measuring;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of how brokers share a stream.</summary>
internal static class ShareCharts
{
    public static ChartSpec Of(BrokerShares shares)
    {
        double[] x = [.. shares.Moments.Select(m => m.At.TotalSeconds)];
        double[] under = new double[x.Length];
        List<ChartSeries> series = [], edges = [];
        foreach ((int place, int broker) in shares.Brokers.Index())
        {
            double[] over = [.. shares.Moments.Select((m, i) => under[i] + m.RecordsPerSecond.GetValueOrDefault(broker))];
            ChartColour colour = place == 0 ? ChartColour.Blue : place == 1 ? ChartColour.Orange : ChartColour.Green;
            series.Add(new BandSeries(new Text($"브로커 {broker}", $"broker {broker}").ToString(), x, under, over) { Stepped = true, Colour = colour });

            // The lowest last: where the others have nothing their edges lie on it.
            edges.Insert(0, new LineSeries("", x, over) { Stepped = true, Colour = colour, Dash = 0 });
            under = over;
        }

        string before = shares.Shares(shares.ShareBefore), after = shares.Shares(shares.ShareAfter);
        Text title = shares.ChangedFrom is null
            ? new($"리더가 바뀌지 않았다: 브로커의 몫은 {after} %", $"No leader changed: the brokers' shares are {after} %")
            : new($"브로커의 몫이 {before} %에서 {after} %로 바뀌었다", $"The brokers' shares went from {before} % to {after} %");
        return new(
            title.ToString(),
            shares.ToString(),
            ChartWords.SecondsAxis(new("시작한 뒤 흐른 시간", "Time since the start")),
            new(new Text("확인받은 메시지, 쌓아 올림", "Acknowledged records, stacked").ToString(), new Text("레코드/초", "records/s").ToString()),
            [.. series, .. edges])
        {
            Regions = shares is { ChangedFrom: { } from, ChangedTo: { } to } ? [new(from.TotalSeconds, to.TotalSeconds, new Text("리더를 옮김", "leaders move").ToString())] : [],
        };
    }
}
