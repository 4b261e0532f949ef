namespace KafkaWorkbook.Clusters.Docker;

/// <summary>Compose as this machine has it: <c>docker compose</c> (v2), or <c>docker-compose</c> (v1 or a v2 of its own).</summary>
/// <param name="Program">The program to run.</param>
/// <param name="First">The arguments that come before Compose's own.</param>
/// <param name="Version">What it says its version is.</param>
internal sealed record ComposeCommand(string Program, IReadOnlyList<string> First, string Version)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>The command as one types it: <c>docker compose</c> or <c>docker-compose</c>.</summary>
    public string Spelling => string.Join(' ', [Program, .. First]);

    /// <summary>Finds Compose, v2 first.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.ComposeMissing"/>: neither is there.</exception>
    public static async Task<ComposeCommand> FindAsync(DockerCli cli, CancellationToken cancellationToken)
    {
        List<string> answers = [];
        foreach (ComposeCommand candidate in new ComposeCommand[] { new("docker", ["compose"], ""), new("docker-compose", [], "") })
        {
            if (cli.Find(candidate.Program) is null)
            {
                answers.Add($"{candidate.Program}: PATH?");
                continue;
            }

            DockerAnswer answer = await cli.RunAsync(candidate.Program, [.. candidate.First, "version", "--short"], Limit, null, null, cancellationToken).ConfigureAwait(false);
            if (answer.Succeeded)
            {
                return candidate with { Version = answer.Output.Trim() };
            }

            answers.Add($"{candidate.Spelling}: {answer.All.Split('\n')[0]}");
        }

        string said = string.Join("; ", answers);
        throw new ClusterException(
            ClusterProblem.ComposeMissing,
            new($"Docker는 있지만 Compose가 없다({said}).", $"There is Docker, but no Compose ({said})."),
            DockerFailures.WhatToDo(ClusterProblem.ComposeMissing));
    }

    /// <summary>The whole command for one project and file.</summary>
    public IReadOnlyList<string> Arguments(string project, string file, params IReadOnlyList<string> command) => [.. First, "-p", project, "-f", file, .. command];
}
