using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>How to find or start a cluster. The defaults are what a notebook wants; all values come from the environment where it names them.</summary>
public sealed record ClusterOptions
{
    /// <summary>The environment variable that names the cluster: docker, local, embedded or external.</summary>
    public const string KindVariable = "KAFKA_WORKBOOK_CLUSTER";

    /// <summary>The environment variable that names the variant where a notebook does not: zookeeper or kraft.</summary>
    public const string VariantVariable = "KAFKA_WORKBOOK_VARIANT";

    /// <summary>The environment variable that names the folder for the state, data and logs of local clusters, and for locks.</summary>
    public const string DataVariable = "KAFKA_WORKBOOK_DATA";

    /// <summary>ZooKeeper or KRaft. Default: ZooKeeper, the document's cluster.</summary>
    public Variant Variant { get; init; } = Variant.ZooKeeper;

    /// <summary>The kind to use, or null for the first possible of docker, local, embedded. Default: what <see cref="KindVariable"/> says.</summary>
    public ClusterKind? Kind { get; init; }

    /// <summary>How long a start may take at most, image pulls apart. Default: 90 seconds.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Only attach to a cluster that is running already, and take it as it is: start none, and no broker of it that is down. Default: false.</summary>
    public bool AttachOnly { get; init; }

    /// <summary>Somebody waits for the end: a stop prepares nothing for the next start.</summary>
    internal bool StopsBriefly { get; init; }

    /// <summary>Where progress is shown. Default: what the host offers.</summary>
    public IProgressDisplay Progress { get; init; } = ProgressDisplays.Find();

    /// <summary>The variables that everything reads; a copy of the process's by default, so that tests can bring their own.</summary>
    public ClusterEnvironment Environment { get; init; } = ClusterEnvironment.FromProcess();

    /// <summary>A copy with the variant that was asked for: by the argument, else by <see cref="VariantVariable"/>, else ZooKeeper.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.BadConfiguration"/>: the variable has an unknown value.</exception>
    internal ClusterOptions WithVariant(Variant? asked) =>
        this with { Variant = asked ?? NamedValue<Variant>(VariantVariable, Environment) ?? Variant.ZooKeeper };

    /// <summary>The value of an environment variable that names one of an enumeration's values; null when it is not set.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.BadConfiguration"/>: it has an unknown value.</exception>
    internal static T? NamedValue<T>(string variable, ClusterEnvironment environment)
        where T : struct, Enum
    {
        if (environment[variable] is not { } text)
        {
            return null;
        }

        // Enum.TryParse would also take numbers.
        string[] names = Enum.GetNames<T>();
        string known = string.Join(", ", names.Select(n => n.ToLowerInvariant()));
        return names.FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : throw new ClusterException(
                ClusterProblem.BadConfiguration,
                new($"환경 변수 {variable}의 값 '{text}'을(를) 모르겠다.", $"The environment variable {variable} has the unknown value '{text}'."),
                new($"{known} 가운데 하나로 고치거나 변수를 지운다.", $"Make it one of {known}, or remove the variable."));
    }
}
