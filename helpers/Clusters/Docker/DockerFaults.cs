using System.Collections.Concurrent;
using System.Globalization;
using KafkaWorkbook.Clusters.ZooKeeper;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>Watches containers while they start: one that ends is a fault with its last words, unless it only came too early for ZooKeeper.</summary>
/// <param name="engine">The engine.</param>
/// <param name="site">Which cluster.</param>
internal sealed class DockerFaults(DockerEngine engine, DockerSite site)
{
    /// <summary>How many lines of a log belong to a failure.</summary>
    public const int TailLines = 15;

    private const int SearchedLines = 300, RetriesPerBroker = 3;

    // Each look starts two programs; more often, they would slow down the start that they watch.
    private static readonly TimeSpan Rhythm = TimeSpan.FromMilliseconds(1_500);
    private readonly ConcurrentDictionary<int, int> _retries = new();

    /// <summary>Looks at all containers once; takes its time, so that a caller may ask again at once.</summary>
    public async Task<ClusterException?> FindAsync(Func<ZooKeeperClient?> zooKeeper, CancellationToken cancellationToken)
    {
        await Task.Delay(Rhythm, cancellationToken).ConfigureAwait(false);
        return await FindAsync(c => true, zooKeeper, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks at one broker's container, and at ZooKeeper's.</summary>
    public Task<ClusterException?> FindAsync(int brokerId, Func<ZooKeeperClient?> zooKeeper, CancellationToken cancellationToken) =>
        FindAsync(c => c.BrokerId is null || c.BrokerId == brokerId, zooKeeper, cancellationToken);

    /// <summary>What a container's end is called, by its state and its log.</summary>
    internal static ClusterProblem ProblemOf(DockerContainer container, string log) =>
        container.OutOfMemory || Has(log, "OutOfMemoryError") ? ClusterProblem.OutOfMemory
        : Has(log, "No space left on device") ? ClusterProblem.DiskFull
        : HasOtherClusterId(log) || Has(log, "ConfigException") ? ClusterProblem.BadConfiguration
        : ClusterProblem.ProcessEnded;

    /// <summary>Whether a broker ended because its former life's znode was still there.</summary>
    internal static bool CameTooEarly(string log) => Has(log, "NodeExists");

    // The exception of Kafka up to 3.6, and the words of later ones.
    private static bool HasOtherClusterId(string log) => Has(log, "InconsistentClusterIdException") || Has(log, "Invalid cluster.id");

    private static bool Has(string log, string sign) => log.Contains(sign, StringComparison.Ordinal);

    /// <summary>The end of a log: what is more than information, where there is any.</summary>
    internal static string LastWords(string log)
    {
        string[] lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] telling = [.. lines.Where(l => !l.Contains(" INFO ", StringComparison.Ordinal) && !l.Contains(" WARN ", StringComparison.Ordinal))];
        return string.Join('\n', (telling.Length > 0 ? telling : lines).TakeLast(TailLines));
    }

    private static ClusterException Describe(DockerContainer container, string log)
    {
        ClusterProblem problem = ProblemOf(container, log);
        string tail = LastWords(log);
        string code = container.ExitCode.ToString(CultureInfo.InvariantCulture);
        Text why = problem switch
        {
            ClusterProblem.OutOfMemory => new("메모리가 모자랐다.", "It ran out of memory."),
            ClusterProblem.DiskFull => new("디스크에 남은 자리가 없다.", "No space is left on the disk."),
            ClusterProblem.BadConfiguration when HasOtherClusterId(log) => new(
                "브로커의 볼륨과 ZooKeeper의 볼륨이 한 벌이 아니다(Invalid cluster.id).", "The broker's volume and ZooKeeper's do not belong together (Invalid cluster.id)."),
            ClusterProblem.BadConfiguration => new("설정을 읽지 못했다.", "It could not use its configuration."),
            _ => new("떠 있어야 하는데 꺼졌다.", "It ended when it should run."),
        };
        Text whatToDo = problem switch
        {
            ClusterProblem.BadConfiguration when HasOtherClusterId(log) => new(
                "`dotnet run -- down`으로 볼륨까지 함께 지우고 새로 띄운다.", "Remove all volumes together with `dotnet run -- down`, and start anew."),
            ClusterProblem.ProcessEnded => new(
                $"위 로그의 마지막 줄이 까닭을 말한다. 전체는 `docker logs {container.Name}`으로 본다. {DockerFailures.Override.Korean}",
                $"The last lines of the log say why; `docker logs {container.Name}` shows it all. {DockerFailures.Override.English}"),
            _ => DockerFailures.WhatToDo(problem),
        };
        return new ClusterException(
            problem,
            new($"컨테이너 {container.Name}: {why.Korean} (종료 코드 {code})\n{tail}", $"Container {container.Name}: {why.English} (exit code {code})\n{tail}"),
            whatToDo);
    }

    private async Task<ClusterException?> FindAsync(Func<DockerContainer, bool> which, Func<ZooKeeperClient?> zooKeeper, CancellationToken cancellationToken)
    {
        foreach (DockerContainer container in (await engine.ContainersAsync(site.Name, cancellationToken).ConfigureAwait(false)).Where(c => site.Services.Contains(c.Service) && which(c)))
        {
            if (container.Ended)
            {
                string log = await engine.LogTailAsync(container, SearchedLines, cancellationToken).ConfigureAwait(false);
                if (container.BrokerId is { } id && CameTooEarly(log) && _retries.AddOrUpdate(id, 1, (_, n) => n + 1) <= RetriesPerBroker)
                {
                    await StartAgainAsync(container, id, zooKeeper, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                return Describe(container, log);
            }

            if (container.Health == "unhealthy" && container.Running)
            {
                string log = await engine.LogTailAsync(container, TailLines, cancellationToken).ConfigureAwait(false);
                return new ClusterException(
                    ClusterProblem.ListenerUnreachable,
                    new($"컨테이너 {container.Name}의 상태 검사가 실패했다(unhealthy).\n{log}", $"The health check of container {container.Name} fails (unhealthy).\n{log}"),
                    DockerFailures.WhatToDo(ClusterProblem.DockerFailed));
            }
        }

        return null;
    }

    // After a crash of everything ZooKeeper remembers the brokers' sessions until they time out.
    private async Task StartAgainAsync(DockerContainer container, int brokerId, Func<ZooKeeperClient?> zooKeeper, CancellationToken cancellationToken)
    {
        if (zooKeeper() is { } client)
        {
            await using (client)
            {
                await OldZnode.WaitUntilGoneAsync(client, brokerId, cancellationToken).ConfigureAwait(false);
            }
        }

        await engine.StartAsync([container], cancellationToken).ConfigureAwait(false);
    }
}
