using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>Runs a piece of an experiment that not every cluster can do.</summary>
public static class Outcome
{
    /// <summary>
    /// Runs <paramref name="experiment"/>. When the cluster refuses with <see cref="NotOnThisClusterException"/>, the outcome is a boxed note that says what is
    /// missing and where it works, and the notebook goes on. Every other exception goes through.
    /// </summary>
    /// <typeparam name="T">What the experiment measures.</typeparam>
    /// <param name="experiment">The experiment.</param>
    public static async Task<Outcome<T>> TryAsync<T>(Func<Task<T>> experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        try
        {
            return new Outcome<T>(await experiment().ConfigureAwait(false), null);
        }
        catch (NotOnThisClusterException refusal)
        {
            return new Outcome<T>(default, refusal);
        }
    }

    /// <summary>
    /// Starts a second cluster beside the chapter's own, when that is possible on this machine. Where it is not, for whatever reason, the outcome is a boxed note that
    /// says why: the chapter can do without it.
    /// </summary>
    /// <param name="variant">ZooKeeper or KRaft. The embedded cluster is neither, so it is not taken.</param>
    /// <param name="options">Anything else; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the start and removes what it has started.</param>
    public static async Task<Outcome<Cluster>> TryStartAsync(Variant variant, ClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        Capability needed = variant == Variant.KRaft ? Capability.KRaft : Capability.ZooKeeper;
        try
        {
            Cluster cluster = await Cluster.StartAsync(variant, options, cancellationToken).ConfigureAwait(false);
            if (cluster.Kind is ClusterKind.Docker or ClusterKind.Local)
            {
                return new Outcome<Cluster>(cluster, null);
            }

            NotOnThisClusterException refusal = Refusals.For(needed, cluster);
            await cluster.DisposeAsync().ConfigureAwait(false);
            return new Outcome<Cluster>(default, refusal);
        }
        catch (ClusterException failure)
        {
            return new Outcome<Cluster>(default, new NotOnThisClusterException(needed, (options ?? new()).Kind ?? ClusterKind.Docker, failure.What, failure.WhatToDo));
        }
    }

    /// <summary>The same for an experiment that is over at once.</summary>
    /// <typeparam name="T">What the experiment measures.</typeparam>
    /// <param name="experiment">The experiment.</param>
    public static Outcome<T> Try<T>(Func<T> experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        try
        {
            return new Outcome<T>(experiment(), null);
        }
        catch (NotOnThisClusterException refusal)
        {
            return new Outcome<T>(default, refusal);
        }
    }
}

/// <summary>A result that may be a refusal instead, whatever it would have measured: who runs notebooks counts these.</summary>
internal interface IOutcome
{
    /// <summary>Whether the cluster could do it.</summary>
    bool Ran { get; }
}

/// <summary>What an experiment measured, or the note that says why this cluster cannot run it.</summary>
/// <typeparam name="T">What the experiment measures.</typeparam>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Outcome<T> : IHtmlView, IOutcome
{
    private readonly T? _value;
    private readonly bool _carried;

    internal Outcome(T? value, NotOnThisClusterException? refusal, bool carried = false)
    {
        _value = value;
        _carried = carried;
        Refusal = refusal;
    }

    /// <summary>Whether the cluster could do it.</summary>
    public bool Ran => Refusal is null;

    /// <summary>Why not, or null when it ran.</summary>
    public NotOnThisClusterException? Refusal { get; }

    /// <summary>What was measured.</summary>
    /// <exception cref="NotOnThisClusterException">The cluster refused.</exception>
    public T Value => Refusal is null ? _value! : throw Refusal;

    /// <summary>Goes on with what was measured; without it, the outcome is one line that says so.</summary>
    /// <typeparam name="TNext">What comes of it.</typeparam>
    /// <param name="next">The next step; it may refuse as well.</param>
    public Outcome<TNext> Then<TNext>(Func<T, TNext> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return Refusal is null ? Outcome.Try(() => next(_value!)) : new Outcome<TNext>(default, Refusal, carried: true);
    }

    /// <summary>Goes on with what was measured; without it, the outcome is one line that says so.</summary>
    /// <typeparam name="TNext">What comes of it.</typeparam>
    /// <param name="next">The next step; it may refuse as well.</param>
    public Task<Outcome<TNext>> ThenAsync<TNext>(Func<T, Task<TNext>> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return Refusal is null ? Outcome.TryAsync(() => next(_value!)) : Task.FromResult(new Outcome<TNext>(default, Refusal, carried: true));
    }

    /// <inheritdoc/>
    public string ToHtml() => _carried ? Html.Sentence(Skipped)
        : Refusal?.ToHtml() ?? (_value is IHtmlView view ? view.ToHtml() : Html.Sentence(_value?.ToString() ?? ""));

    /// <inheritdoc/>
    public override string ToString() => _carried ? Skipped : Refusal?.Message ?? _value?.ToString() ?? "";

    // The box with the reason stands above already; a second one would only be in the way.
    private static string Skipped => new Text("앞의 셀에서 할 수 없었으므로 여기도 건너뛴다.", "Skipped: the cell before it could not do it, either.").ToString();
}
