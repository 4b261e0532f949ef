using System.Globalization;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary>Says in a terminal which cluster was taken and why not an earlier one, as the card in a notebook does.</summary>
internal static class ClusterLines
{
    public static void Show(Screen screen, Cluster cluster)
    {
        foreach (PassedOver passed in cluster.Report.PassedOver)
        {
            screen.Marked(Mark.Plain, new Text($"{passed.Kind} 클러스터를 쓰지 않은 까닭: {passed.Why.Korean}", $"Why not {passed.Kind}: {passed.Why.English}"));
        }

        if (cluster.Kind == ClusterKind.Embedded)
        {
            screen.Marked(Mark.Good, new Text("embedded: 노트북마다 내장 클러스터를 스스로 띄운다.", "embedded: each notebook starts a cluster inside its own process."));
            return;
        }

        string took = cluster.Report.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        string name = NameOf(cluster.Kind, cluster.Variant);
        screen.Marked(Mark.Good, cluster.Report.Attached
            ? new Text($"{name}: 이미 떠 있어서 그대로 쓴다. {cluster.BootstrapServers} ({took}초)", $"{name}: it was running already. {cluster.BootstrapServers} ({took} s)")
            : new Text($"{name}: 새로 띄웠다. {cluster.BootstrapServers} ({took}초)", $"{name}: started. {cluster.BootstrapServers} ({took} s)"));
    }

    /// <summary>The kind and, where there are two, the variant: <c>docker (KRaft)</c>.</summary>
    public static string NameOf(ClusterKind kind, Variant variant)
    {
        string name = kind.ToString().ToLowerInvariant();
        return kind is ClusterKind.Docker or ClusterKind.Local ? $"{name} ({variant})" : name;
    }
}
