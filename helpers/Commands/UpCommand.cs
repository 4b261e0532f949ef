using System.CommandLine;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary><c>up</c>: starts a cluster that stays, so that a workshop's first cell finds one, images included.</summary>
internal sealed class UpCommand(Screen screen, ClusterEnvironment environment, ClusterStarter clusters)
{
    public Command Create()
    {
        Option<string?> kind = SharedOptions.Cluster(ClusterKind.Docker, ClusterKind.Local);
        Option<string?> variant = SharedOptions.Variant();
        Command command = new("up", new Text(
            "클러스터를 띄워 둔다. Docker 이미지가 없으면 받는다. `down`으로 끝낸다.",
            "Starts a cluster and leaves it running; pulls the Docker images that are missing. `down` ends it.").ToString())
        {
            kind,
            variant,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(SharedOptions.KindOf(parsed, kind), SharedOptions.VariantOf(parsed, variant), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ClusterKind? kind, Variant? variant, CancellationToken cancellationToken)
    {
        ClusterOptions options = new ClusterOptions { Environment = environment, Kind = kind, Progress = screen.Progress }.WithVariant(variant);
        ClusterSurvey survey = await clusters.SurveyAsync(options, cancellationToken).ConfigureAwait(false);
        if (survey.Possible.Count > 0 && survey.Possible[0] is ClusterKind.Embedded or ClusterKind.External)
        {
            Refuse(survey);
            return ExitCodes.Failed;
        }

        Cluster cluster = await clusters.StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (cluster.ConfigureAwait(false))
        {
            ClusterLines.Show(screen, cluster);
        }

        screen.Line(new Text("떠 있는 채로 둔다. 끝낼 때: dotnet run -- down", "It goes on running. To end it: dotnet run -- down"));
        return ExitCodes.Success;
    }

    private void Refuse(ClusterSurvey survey)
    {
        foreach (PassedOver passed in survey.PassedOver)
        {
            screen.Marked(Mark.Warning, $"{passed.Kind}: {passed.Why}");
        }

        screen.Failure(
            survey.Possible[0] == ClusterKind.Embedded
                ? new("띄워 둘 클러스터가 없다. 이 컴퓨터에서 되는 것은 내장 클러스터뿐이고, 그것은 노트북이 스스로 띄운다.", "There is no cluster to leave running: only the embedded one is possible here, and a notebook starts that by itself.")
                : new("외부 클러스터는 우리가 띄우지 않는다.", "An external cluster is not ours to start."),
            new("그대로 노트북을 열어도 된다. Docker나 로컬 Kafka를 쓰려면 `dotnet run -- doctor`를 본다.", "Notebooks work as it is. For Docker or a local Kafka see `dotnet run -- doctor`."));
    }
}
