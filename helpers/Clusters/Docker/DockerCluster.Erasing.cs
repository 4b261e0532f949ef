namespace KafkaWorkbook.Clusters.Docker;

// What a broken disk would do, to topics of this session only.
internal sealed partial class DockerCluster
{
    private static readonly TimeSpan EraseLimit = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    private protected override async Task EraseOursAsync(int brokerId, IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        DockerContainer broker = await TakeAsync(brokerId, cancellationToken).ConfigureAwait(false);
        if (!broker.Down)
        {
            throw new InvalidOperationException($"Broker {brokerId} runs; nothing of its data is deleted.");
        }

        // A container that is down cannot be asked to delete anything: another one of the same image, gone at once, does it in the same volumes.
        string image = (await _engine.Cli.RequireAsync(["inspect", "--format", "{{.Image}}", broker.Id], DockerCli.Brief, cancellationToken).ConfigureAwait(false)).Trim();
        string mounts = await _engine.Cli.RequireAsync(
            ["inspect", "--format", "{{range .Mounts}}{{if eq .Type \"volume\"}}{{println .Destination}}{{end}}{{end}}", broker.Id], DockerCli.Brief, cancellationToken).ConfigureAwait(false);
        string[] paths = [.. from mount in mounts.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                             from folder in folders
                             select $"{mount}/{folder}"];
        if (paths.Length > 0)
        {
            await _engine.Cli.RequireAsync(
                ["run", "--rm", "--network", "none", "--volumes-from", broker.Id, "--label", $"{DockerEngine.ClusterLabel}-helper={Name}", "--entrypoint", "rm", image, "-rf", "--", .. paths],
                EraseLimit,
                cancellationToken).ConfigureAwait(false);
        }
    }
}
