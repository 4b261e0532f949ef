using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>Runs Compose on a cluster's file.</summary>
internal sealed class DockerCompose
{
    private readonly DockerCli _cli;
    private readonly DockerSite _site;
    private readonly ComposeCommand _command;

    private DockerCompose(DockerCli cli, DockerSite site, ComposeCommand command)
    {
        _cli = cli;
        _site = site;
        _command = command;
    }

    /// <summary>Finds Compose.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.ComposeMissing"/>.</exception>
    public static async Task<DockerCompose> FindAsync(DockerEngine engine, DockerSite site, CancellationToken cancellationToken) =>
        new(engine.Cli, site, await ComposeCommand.FindAsync(engine.Cli, cancellationToken).ConfigureAwait(false));

    /// <summary>Brings the whole project up.</summary>
    public Task UpAsync(string project, TimeSpan limit, IProgressLine line, CancellationToken cancellationToken)
    {
        int started = 0;
        return RunAsync(project, limit, said =>
        {
            // "Container kafka-1  Started" (v2), "Creating kafka-1 ... done" (v1).
            if (said.TrimEnd().EndsWith("Started", StringComparison.Ordinal) || said.Contains("... done", StringComparison.Ordinal))
            {
                int now = Math.Min(Interlocked.Increment(ref started), _site.Services.Count);
                line.Update(new($"컨테이너 {_site.Services.Count}개 가운데 {now}개를 켰다.", $"{now} of {_site.Services.Count} containers are started."));
            }
        }, cancellationToken, "up", "-d");
    }

    /// <summary>Makes the containers that are missing; those that are there stay as they are.</summary>
    public Task CreateMissingAsync(string project, TimeSpan limit, CancellationToken cancellationToken) =>
        RunAsync(project, limit, null, cancellationToken, "up", "-d", "--no-recreate");

    private async Task RunAsync(string project, TimeSpan limit, Action<string>? line, CancellationToken cancellationToken, params string[] command)
    {
        IReadOnlyList<string> arguments = _command.Arguments(project, _site.RequireFile(), command);
        DockerAnswer answer = await _cli.RunAsync(_command.Program, arguments, limit, null, line, cancellationToken).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            throw DockerFailures.Named(answer.All, $"{_command.Spelling} -f {_site.FileName} {string.Join(' ', command)}");
        }
    }
}
