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
        (ClusterKind? asked, List<IClusterLauncher> possible, List<PassedOver> passedOver) = await LookAsync(options, cancellationToken).ConfigureAwait(false);

        // A cluster of ours that runs already wins over a better kind that would have to be started: both want the same ports.
        foreach (IClusterLauncher launcher in possible)
        {
            if (await launcher.TryAttachAsync(options, cancellationToken).ConfigureAwait(false) is { } found)
            {
                found.Report = new StartReport(Attached: true, clock.Elapsed, Better(passedOver, found));
                return found;
            }
        }

        if (asked is not null && possible.Count == 0 && !options.AttachOnly)
        {
            // Asked for by name, the kind itself says what is missing: its exception has the problem's own name.
            possible.AddRange(launchers.Where(l => l.Kind == asked));
        }

        if (options.AttachOnly || possible.Count == 0)
        {
            throw NotPossible(options, asked, passedOver);
        }

        Cluster started = await possible[0].StartAsync(options, cancellationToken).ConfigureAwait(false);
        started.Report = new StartReport(Attached: false, clock.Elapsed, Better(passedOver, started));
        return started;
    }

    /// <summary>Which kinds are possible here, best first, and why the others are not. Starts nothing.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.BadConfiguration"/>: the variable that names the kind has an unknown value.</exception>
    public async Task<ClusterSurvey> SurveyAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        (ClusterKind? asked, List<IClusterLauncher> possible, List<PassedOver> passedOver) = await LookAsync(options, cancellationToken).ConfigureAwait(false);
        return new ClusterSurvey(asked, [.. possible.Select(l => l.Kind)], passedOver);
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

    /// <summary>Ends and removes one cluster of ours, also one whose start never came to its end.</summary>
    /// <param name="found">The cluster.</param>
    /// <param name="options">Where it was found.</param>
    /// <param name="keepData">Leaves volumes and data folders for the next start.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RemoveAsync(FoundCluster found, ClusterOptions options, bool keepData, CancellationToken cancellationToken)
    {
        foreach (IClusterLauncher launcher in launchers.Where(l => l.Kind == found.Kind))
        {
            await launcher.RemoveAsync(options with { Variant = found.Variant }, keepData, cancellationToken).ConfigureAwait(false);
        }
    }

    internal static ClusterKind? AskedKind(ClusterEnvironment environment) => ClusterOptions.NamedValue<ClusterKind>(ClusterOptions.KindVariable, environment);

    // Why a kind further down the list is not possible keeps nobody from anything.
    private static List<PassedOver> Better(List<PassedOver> passedOver, Cluster than) => [.. passedOver.Where(p => p.Kind < than.Kind)];

    private async Task<(ClusterKind? Asked, List<IClusterLauncher> Possible, List<PassedOver> PassedOver)> LookAsync(
        ClusterOptions options, CancellationToken cancellationToken)
    {
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

        return (asked, possible, passedOver);
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

/// <summary>What is possible on this machine.</summary>
/// <param name="Asked">The kind that was asked for by name, or null.</param>
/// <param name="Possible">The kinds that could be started, best first.</param>
/// <param name="PassedOver">The others, and why not.</param>
internal sealed record ClusterSurvey(ClusterKind? Asked, IReadOnlyList<ClusterKind> Possible, IReadOnlyList<PassedOver> PassedOver);
