using System.Globalization;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Clusters;

/// <summary>A request that a client sent to a broker.</summary>
/// <param name="BrokerId">The broker.</param>
/// <param name="Api">What was asked for.</param>
/// <param name="At">When it came in, counted from the first request.</param>
public sealed record RecordedRequest(int BrokerId, KafkaApi Api, TimeSpan At);

/// <summary>All requests that came in between <see cref="EmbeddedCluster.StartRecording"/> and <see cref="EmbeddedCluster.StopRecording"/>, in their order.</summary>
/// <param name="Requests">The requests of all clients, the workbook's own among them.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record RequestRecording(IReadOnlyList<RecordedRequest> Requests) : IHtmlView
{
    /// <summary>How many requests of one kind came in.</summary>
    /// <param name="api">The kind.</param>
    public int Count(KafkaApi api) => Requests.Count(r => r.Api == api);

    /// <summary>The requests as a table with the columns <c>at_ms</c>, <c>broker</c> and <c>request</c>.</summary>
    public DataFrame ToDataFrame() => new(
        new DoubleDataFrameColumn("at_ms", Requests.Select(r => r.At.TotalMilliseconds)),
        new Int32DataFrameColumn("broker", Requests.Select(r => r.BrokerId)),
        new StringDataFrameColumn("request", Requests.Select(r => r.Api.ToString())));

    /// <inheritdoc/>
    public string ToHtml()
    {
        List<int> brokers = [.. Requests.Select(r => r.BrokerId).Distinct().Order()];
        return Html.Table(
            new Text("브로커가 받은 요청 수", "Requests that the brokers received").ToString(),
            [new Text("요청", "Request").ToString(), .. brokers.Select(b => new Text($"브로커 {b}", $"Broker {b}").ToString()), new Text("합계", "All").ToString()],
            Requests.GroupBy(r => r.Api).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g =>
                (IReadOnlyList<string>)[g.Key.ToString(), .. brokers.Select(b => Number(g.Count(r => r.BrokerId == b))), Number(g.Count())]));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(", ", Requests.GroupBy(r => r.Api).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => $"{g.Key}: {Number(g.Count())}"));

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
