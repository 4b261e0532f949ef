using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>The name of a failure, so that code and tests can tell failures apart without reading their text.</summary>
public enum ClusterProblem
{
    /// <summary>A port that the cluster needs is in use.</summary>
    PortTaken,

    /// <summary>No Docker daemon answers.</summary>
    DockerNotRunning,

    /// <summary>The Docker daemon refuses this user.</summary>
    DockerPermission,

    /// <summary>Neither <c>docker compose</c> nor <c>docker-compose</c> is there.</summary>
    ComposeMissing,

    /// <summary>An image is not there and cannot be pulled.</summary>
    ImageUnavailable,

    /// <summary>A container of the same name exists and is not ours.</summary>
    NameTaken,

    /// <summary>A container was ended by the system because it used more memory than there is.</summary>
    OutOfMemory,

    /// <summary>The Docker engine answers, but could not do what it was asked.</summary>
    DockerFailed,

    /// <summary>No Java was found.</summary>
    JavaMissing,

    /// <summary>Java is older than 17.</summary>
    JavaTooOld,

    /// <summary><c>KAFKA_HOME</c> or <c>KAFKA_KRAFT_HOME</c> is not set.</summary>
    KafkaHomeMissing,

    /// <summary><c>KAFKA_HOME</c> or <c>KAFKA_KRAFT_HOME</c> names no Kafka distribution of the right line.</summary>
    KafkaHomeWrong,

    /// <summary>A broker is not part of the cluster.</summary>
    BrokerMissing,

    /// <summary>The bootstrap servers or an advertised listener cannot be reached.</summary>
    ListenerUnreachable,

    /// <summary>No space is left on the disk.</summary>
    DiskFull,

    /// <summary>Something took longer than its limit.</summary>
    TimedOut,

    /// <summary>A setting is unknown or its value is not allowed.</summary>
    BadConfiguration,

    /// <summary>The broker's or container's process ended when it should run.</summary>
    ProcessEnded,

    /// <summary>Another notebook is breaking this cluster at the moment, and did not finish in time.</summary>
    Busy,

    /// <summary>The cluster's platform is not supported, such as Windows on arm64.</summary>
    PlatformUnsupported,

    /// <summary>The topic is not there, or not any more.</summary>
    TopicMissing,

    /// <summary>Records were not acknowledged.</summary>
    NotDelivered,

    /// <summary>A broker answered with an error that has no name of its own here; the message carries Kafka's.</summary>
    BrokerError,

    /// <summary>The brokers refuse our name and password, or one side does not trust the other's certificate.</summary>
    AccessRefused,
}

/// <summary>A cluster could not be started, found or used. The message says what happened, where, and what to do next.</summary>
public class ClusterException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problem">The failure's name.</param>
    /// <param name="what">What happened, and where.</param>
    /// <param name="whatToDo">What the reader does next.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public ClusterException(ClusterProblem problem, Text what, Text whatToDo, Exception? inner = null)
        : base($"{what}\n→ {whatToDo}", inner)
    {
        Problem = problem;
        What = what;
        WhatToDo = whatToDo;
    }

    /// <summary>The failure's name.</summary>
    public ClusterProblem Problem { get; }

    /// <summary>What happened, and where.</summary>
    public Text What { get; }

    /// <summary>What the reader does next.</summary>
    public Text WhatToDo { get; }
}

/// <summary>This cluster cannot show that truthfully, so it refuses. <see cref="Outcome.TryAsync{T}"/> turns it into a boxed note.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class NotOnThisClusterException : Exception, IHtmlView
{
    /// <summary>Makes the exception.</summary>
    /// <param name="capability">What is missing.</param>
    /// <param name="kind">The cluster that refuses.</param>
    /// <param name="why">Why it cannot.</param>
    /// <param name="whereItWorks">Which cluster can, and how to get it.</param>
    public NotOnThisClusterException(Capability capability, ClusterKind kind, Text why, Text whereItWorks)
        : base($"{why}\n→ {whereItWorks}")
    {
        Capability = capability;
        Kind = kind;
        Why = why;
        WhereItWorks = whereItWorks;
    }

    /// <summary>What is missing.</summary>
    public Capability Capability { get; }

    /// <summary>The cluster that refuses.</summary>
    public ClusterKind Kind { get; }

    /// <summary>Why it cannot.</summary>
    public Text Why { get; }

    /// <summary>Which cluster can, and how to get it.</summary>
    public Text WhereItWorks { get; }

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(
        new Text("이 클러스터에서는 보여 줄 수 없다", "This cluster cannot show that").ToString(),
        [Why.ToString(), WhereItWorks.ToString()],
        Tone.Warning);
}
