using System.CommandLine;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary><c>down</c>: ends everything of ours, of every kind and variant, and says what is gone.</summary>
internal sealed class DownCommand(Screen screen, ClusterEnvironment environment, ClusterStarter clusters)
{
    public Command Create()
    {
        Option<bool> keep = new("--keep-data")
        {
            Description = new Text("데이터(볼륨, 폴더)는 남겨 다음에 이어 쓴다.", "Leaves the data (volumes, folders) for the next start.").ToString(),
        };
        Command command = new("down", new Text(
            "워크북이 띄운 것을 모두 끝내고 치운다: 컨테이너, 프로세스, 데이터. 다른 것은 건드리지 않는다.",
            "Ends and removes everything that the workbook started: containers, processes, data. Nothing else is touched.").ToString())
        {
            keep,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(keep), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(bool keepData, CancellationToken cancellationToken)
    {
        ClusterOptions options = new() { Environment = environment, Progress = screen.Progress };
        IReadOnlyList<FoundCluster> found = await clusters.FindAllAsync(options, cancellationToken).ConfigureAwait(false);
        IProgressLine? progress = found.Any(f => f.Running)
            ? screen.Progress.Begin(new(
                $"워크북이 띄운 것을 끝낸다: {string.Join(", ", found.Select(f => f.Name))}", $"Ending what the workbook started: {string.Join(", ", found.Select(f => f.Name))}"))
            : null;
        List<Text> gone = [];
        try
        {
            await clusters.RemoveAllAsync(options, keepData, gone.Add, cancellationToken).ConfigureAwait(false);
            progress?.Done(new("끝났다.", "That is done."));
        }
        finally
        {
            // Also when one kind could not be ended: the others were.
            gone.ForEach(line => screen.Marked(Mark.Good, line));
        }

        screen.Line(gone.Count == 0
            ? new Text("치울 것이 없다. 워크북이 띄운 것은 하나도 없다.", "Nothing to remove: nothing of the workbook's is here.")
            : new Text($"모두 {gone.Count}가지를 끝내고 치웠다.", $"Ended and removed: {gone.Count} things."));
        return ExitCodes.Success;
    }
}
