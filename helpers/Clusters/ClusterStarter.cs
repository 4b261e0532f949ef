using System.Diagnostics;
using KafkaWorkbook.Clusters.Docker;
using KafkaWorkbook.Clusters.Embedded;
using KafkaWorkbook.Clusters.External;
using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>Picks the kind of cluster, says which and why, and attaches before it starts.</summary>
internal sealed class ClusterStarter(IReadOnlyList<IClusterLauncher> launchers)
{
    /// <summary>In the order of preference; external is last and is only ever taken by name.</summary>
    public static ClusterStarter Standard { get; } =
        new([new DockerLauncher(), new LocalLauncher(), new EmbeddedLauncher(), new ExternalLauncher()]);

    public async Task<Cluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        ClusterKind? asked = options.Kind ?? AskedKind(options.Environment);
        List<IClusterLauncher> possible = [];
        List<PassedOver> passedOver = [];
        foreach (IClusterLauncher launcher in launchers.Where(l => asked is null ? l.Kind != ClusterKind.External : l.Kind == asked))
        {
            if (await launcher.WhyNotAsync(options, cancellationToken).ConfigureAwait(false) is { } why)
            {
                passedOver.Add(new PassedOver(launcher.Kind, why));
            }
            else
            {
                possible.Add(launcher);
            }
        }

        // A cluster of ours that runs already wins over a better kind that would have to be started: both want the same ports.
        foreach (IClusterLauncher launcher in possible)
        {
            if (await launcher.TryAttachAsync(options, cancellationToken).ConfigureAwait(false) is { } found)
            {
                found.Report = new StartReport(Attached: true, clock.Elapsed, passedOver);
                return found;
            }
        }

        if (options.AttachOnly || possible.Count == 0)
        {
            throw NotPossible(options, asked, passedOver);
        }

        Cluster started = await possible[0].StartAsync(options, cancellationToken).ConfigureAwait(false);
        started.Report = new StartReport(Attached: false, clock.Elapsed, passedOver);
        return started;
    }

    /// <summary>Everything of ours on this machine, of every kind and variant.</summary>
    public async Task<IReadOnlyList<FoundCluster>> FindAllAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        List<FoundCluster> found = [];
        foreach (IClusterLauncher launcher in launchers)
        {
            found.AddRange(await launcher.FindAllAsync(options, cancellationToken).ConfigureAwait(false));
        }

        return found;
    }

    /// <summary>
    /// Ends everything of ours, of every kind and variant. One kind that fails does not keep the others from being ended; its exception comes afterwards.
    /// </summary>
    /// <param name="options">Where to look.</param>
    /// <param name="keepData">Leaves volumes and data folders for the next start.</param>
    /// <param name="removed">Told of each thing that is gone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RemoveAllAsync(ClusterOptions options, bool keepData, Action<Text> removed, CancellationToken cancellationToken)
    {
        List<ClusterException> failures = [];
        foreach (IClusterLauncher launcher in launchers)
        {
            try
            {
                foreach (Text line in await launcher.RemoveAllAsync(options, keepData, cancellationToken).ConfigureAwait(false))
                {
                    removed(line);
                }
            }
            catch (ClusterException failure)
            {
                failures.Add(failure);
            }
        }

        if (failures is [var only])
        {
            throw only;
        }

        if (failures.Count > 1)
        {
            throw new ClusterException(
                failures[0].Problem,
                new(string.Join('\n', failures.Select(f => f.What.Korean)), string.Join('\n', failures.Select(f => f.What.English))),
                new(string.Join('\n', failures.Select(f => f.WhatToDo.Korean)), string.Join('\n', failures.Select(f => f.WhatToDo.English))));
        }
    }

    internal static ClusterKind? AskedKind(ClusterEnvironment environment)
    {
        if (environment[ClusterOptions.KindVariable] is not { } text)
        {
            return null;
        }

        // Enum.TryParse would also take numbers.
        return Enum.GetNames<ClusterKind>().FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<ClusterKind>(name)
            : throw new ClusterException(
                ClusterProblem.BadConfiguration,
                new($"환경 변수 {ClusterOptions.KindVariable}의 값 '{text}'을(를) 모르겠다.", $"The environment variable {ClusterOptions.KindVariable} has the unknown value '{text}'."),
                new("docker, local, embedded, external 가운데 하나로 고치거나 변수를 지운다.", "Make it docker, local, embedded or external, or remove the variable."));
    }

    private static ClusterException NotPossible(ClusterOptions options, ClusterKind? asked, List<PassedOver> passedOver)
    {
        string reasonsKo = string.Concat(passedOver.Select(p => $"\n  {p.Kind}: {p.Why.Korean}"));
        string reasonsEn = string.Concat(passedOver.Select(p => $"\n  {p.Kind}: {p.Why.English}"));
        string wantedKo = asked is null ? $"{options.Variant} 클러스터" : $"{asked} ({options.Variant}) 클러스터";
        string wantedEn = asked is null ? $"{options.Variant} cluster" : $"{asked} ({options.Variant}) cluster";
        return new ClusterException(
            passedOver.Count == 0 ? ClusterProblem.ListenerUnreachable : ProblemOf(passedOver[0].Kind),
            new($"{wantedKo}를 찾지 못했다.{reasonsKo}", $"No {wantedEn} is to be had.{reasonsEn}"),
            new("`dotnet run -- doctor`로 빠진 것을 확인하거나 KAFKA_WORKBOOK_CLUSTER를 지워 다른 종류를 쓴다.", "See what is missing with `dotnet run -- doctor`, or remove KAFKA_WORKBOOK_CLUSTER to use another kind."));
    }

    private static ClusterProblem ProblemOf(ClusterKind kind) => kind switch
    {
        ClusterKind.Docker => ClusterProblem.DockerNotRunning,
        ClusterKind.Local => ClusterProblem.KafkaHomeMissing,
        ClusterKind.External => ClusterProblem.BadConfiguration,
        _ => ClusterProblem.PlatformUnsupported,
    };
}
