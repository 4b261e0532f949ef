using System.Globalization;
using KafkaWorkbook.Figures.Svg;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Shop;

namespace KafkaWorkbook.Figures.Charts;

/// <summary>Charts of state that was rebuilt from a ledger.</summary>
internal static class LedgerCharts
{
    public static ChartSpec Of(Balances balances, DateTimeOffset? mark)
    {
        DateTimeOffset start = balances.Steps.Count == 0 ? DateTimeOffset.UnixEpoch : balances.Steps[0].Movement.At;
        double end = balances.Steps.Count == 0 ? 0 : Minutes(balances.Steps[^1].Movement.At);
        LineSeries[] lines = [.. balances.Steps.GroupBy(s => s.Movement.Customer).OrderBy(g => g.Key, StringComparer.Ordinal).Select((g, i) => new LineSeries(
            g.Key, [.. g.Select(s => Minutes(s.Movement.At)), end], [.. g.Select(s => (double)s.Balance), g.Last().Balance]) { Stepped = true, Dash = i })];
        string from = start.ToString("M/d HH:mm", CultureInfo.InvariantCulture);
        Text title = balances.Steps.Count == 0 ? ChartWords.Nothing : new(
            $"{Ticks.Write(balances.Steps.Count)}줄의 기록에서 되살린 손님 {lines.Length}명의 잔액", $"The balances of {lines.Length} customers, rebuilt from {Ticks.Write(balances.Steps.Count)} lines");
        Text alt = new(
            $"마지막 잔액: {string.Join(", ", balances.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key} {Ticks.Write(v.Value)}원"))}.",
            $"Last balances: {string.Join(", ", balances.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key} {Ticks.Write(v.Value)} won"))}.");
        return new(
            title.ToString(), alt.ToString(), new ChartAxis(new Text($"{from}부터 지난 시간", $"Time since {from}").ToString(), new Text("분", "min").ToString()),
            new ChartAxis(new Text("잔액", "Balance").ToString(), new Text("원", "won").ToString()), lines)
        {
            Marks = mark is { } time
                ? [new(Minutes(time), new Text($"{time.ToString("HH:mm", CultureInfo.InvariantCulture)}의 잔액은?", $"balance at {time.ToString("HH:mm", CultureInfo.InvariantCulture)}?").ToString(), ChartColour.Red)]
                : [],
        };

        double Minutes(DateTimeOffset at) => (at - start).TotalMinutes;
    }
}
