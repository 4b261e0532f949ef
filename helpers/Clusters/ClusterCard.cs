using System.Globalization;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>The cluster as a reader sees it below the cell that started it: what it is, why this one, and where.</summary>
internal static class ClusterCard
{
    public static string Of(Cluster cluster)
    {
        List<string> lines =
        [
            Say(
                cluster.Report.Attached ? "이미 떠 있던 클러스터에 붙었다." : "새로 띄웠다.",
                cluster.Report.Attached ? "Attached to the cluster that was running already." : "Started just now.")
                + $" ({cluster.Report.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s)",
            Say($"브로커 {cluster.BrokerIds.Count}대: {cluster.BootstrapServers}", $"{cluster.BrokerIds.Count} brokers: {cluster.BootstrapServers}"),
        ];
        lines.AddRange(cluster.Report.PassedOver.Select(p => $"{p.Kind}: {p.Why}"));
        return Html.Note(new ClusterName(cluster.Kind, cluster.Variant, cluster.BootstrapServers).Title.ToString(), lines, Tone.Good);
    }

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}
