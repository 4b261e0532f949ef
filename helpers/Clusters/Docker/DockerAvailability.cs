using System.Net;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>Why Docker cannot be used on this machine.</summary>
/// <param name="Problem">The reason's name.</param>
/// <param name="What">What is missing.</param>
/// <param name="Advice">What would make it possible.</param>
internal sealed record DockerUnavailable(ClusterProblem Problem, Text What, Text Advice)
{
    /// <summary>For a report of which kinds of cluster were passed over.</summary>
    public Text Why => new($"{What.Korean} → {Advice.Korean}", $"{What.English} → {Advice.English}");

    /// <summary>For a reader who asked for Docker by name.</summary>
    public ClusterException ToException() =>
        new(Problem, What, new($"{Advice.Korean} {DockerFailures.Override.Korean}", $"{Advice.English} {DockerFailures.Override.English}"));
}

/// <summary>Whether a Docker engine of this machine answers, and if not, why, told apart.</summary>
internal static class DockerAvailability
{
    // An engine that runs answers in a tenth of a second; one that is only just starting does not deserve a long wait.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>What stands in the way, or null when nothing does.</summary>
    public static async Task<DockerUnavailable?> FindProblemAsync(DockerCli cli, ClusterEnvironment environment, CancellationToken cancellationToken)
    {
        if (cli.Find("docker") is null)
        {
            return new(ClusterProblem.DockerNotRunning, DockerFailures.NoProgram("docker").What, DockerFailures.Advice(ClusterProblem.DockerNotRunning));
        }

        try
        {
            // First where it is: an engine of another machine that is off would be waited for in vain.
            if (await HostAsync(cli, environment, cancellationToken).ConfigureAwait(false) is { } address && !IsOnThisMachine(address))
            {
                return Remote(address);
            }

            DockerAnswer answer = await cli.AskAsync(["version", "--format", "{{.Server.Version}} {{.Server.Os}}"], Limit, cancellationToken).ConfigureAwait(false);
            return !answer.Succeeded ? Said(answer.All)
                : answer.Output.Trim().EndsWith(" windows", StringComparison.Ordinal) ? WindowsContainers()
                : null;
        }
        catch (ClusterException failure) when (failure.Problem == ClusterProblem.TimedOut)
        {
            Text slow = new($"Docker 엔진이 {Limit.TotalSeconds:0}초 안에 대답하지 않는다.", $"The Docker engine did not answer within {Limit.TotalSeconds:0} seconds.");
            return new(ClusterProblem.DockerNotRunning, slow, DockerFailures.Advice(ClusterProblem.DockerFailed));
        }
    }

    /// <summary>Whether an engine's address is on this machine, where its published ports can be reached as 127.0.0.1.</summary>
    internal static bool IsOnThisMachine(string address)
    {
        if (address.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) || address.StartsWith("npipe:", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "tcp" or "http" or "https"
            && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip)));
    }

    private static async Task<string?> HostAsync(DockerCli cli, ClusterEnvironment environment, CancellationToken cancellationToken)
    {
        if (environment["DOCKER_HOST"] is { } host)
        {
            return host;
        }

        // Podman's stand-in for docker knows no contexts; then nothing speaks for another machine.
        DockerAnswer answer = await cli.AskAsync(["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"], Limit, cancellationToken).ConfigureAwait(false);
        return answer.Succeeded && answer.Output.Trim() is { Length: > 0 } found ? found : null;
    }

    private static DockerUnavailable Said(string all)
    {
        ClusterProblem named = DockerFailures.ProblemOf(all);
        ClusterProblem problem = named == ClusterProblem.DockerPermission ? named : ClusterProblem.DockerNotRunning;
        Text title = DockerFailures.Title(problem, all);
        string words = all.Split('\n')[0].Trim();
        return new(problem, new($"{title.Korean} ({words})", $"{title.English} ({words})"), DockerFailures.Advice(problem));
    }

    private static DockerUnavailable Remote(string address) => new(
        ClusterProblem.DockerNotRunning,
        new($"Docker가 다른 컴퓨터의 엔진({address})을 가리킨다. 거기서 띄운 브로커는 이 컴퓨터의 127.0.0.1로 접속할 수 없다.",
            $"Docker points to an engine of another machine ({address}). Brokers there cannot be reached as 127.0.0.1."),
        new("환경 변수 DOCKER_HOST를 지우거나 `docker context use default`로 이 컴퓨터의 엔진을 고른다.",
            "Remove the variable DOCKER_HOST, or choose this machine's engine with `docker context use default`."));

    private static DockerUnavailable WindowsContainers() => new(
        ClusterProblem.DockerNotRunning,
        new("Docker가 Windows 컨테이너용으로 켜져 있다. Kafka의 이미지는 Linux용이다.", "Docker runs Windows containers; Kafka's images are for Linux."),
        new("Docker Desktop의 메뉴에서 'Switch to Linux containers…'를 고른다.",
            "Choose 'Switch to Linux containers…' in Docker Desktop's menu."));
}
