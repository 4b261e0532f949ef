using Confluent.Kafka;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

/// <summary>
/// A running Kafka cluster, whatever it is made of: one face for containers, local JVMs, the embedded cluster and somebody's own.
/// A notebook starts or finds one with <see cref="StartAsync(Variant?, ClusterOptions?, CancellationToken)"/>.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public abstract partial class Cluster : IAsyncDisposable, IHtmlView
{
    private protected Cluster(ClusterOptions options, ClusterKind kind, string name)
    {
        Options = options;
        Kind = kind;
        Name = name;
    }

    /// <summary>What the brokers are.</summary>
    public ClusterKind Kind { get; }

    /// <summary>Who keeps the metadata.</summary>
    public Variant Variant => Options.Variant;

    /// <summary>The cluster's name: the compose project or the state's name, the same for every notebook that attaches.</summary>
    public string Name { get; }

    /// <summary>The addresses that a client starts with, separated by commas.</summary>
    public abstract string BootstrapServers { get; }

    /// <summary>The broker ids, ascending; with an external cluster, those that its metadata named when we attached.</summary>
    public abstract IReadOnlyList<int> BrokerIds { get; }

    /// <summary>What this cluster can show truthfully.</summary>
    public abstract IReadOnlySet<Capability> Capabilities { get; }

    /// <summary>Which cluster was taken, why the earlier ones were not possible, and how long it took.</summary>
    public StartReport Report { get; internal set; } = StartReport.Empty;

    /// <summary>The options that this cluster was started with.</summary>
    public ClusterOptions Options { get; }

    /// <summary>Where progress of work on this cluster is shown.</summary>
    public IProgressDisplay Progress => Options.Progress;

    /// <summary>The topics and groups that this process created here: the only ones that it may delete.</summary>
    internal SessionOwnership Owned { get; } = new();

    /// <summary>The most records that one load run may write here; null for no limit. Somebody else's cluster has one.</summary>
    internal virtual long? LoadRecordCap => null;

    /// <summary>Whether the cluster can show something truthfully.</summary>
    /// <param name="capability">What is needed.</param>
    public bool Can(Capability capability) => Capabilities.Contains(capability);

    /// <summary>Refuses when the cluster cannot show something truthfully.</summary>
    /// <param name="capability">What is needed.</param>
    /// <exception cref="NotOnThisClusterException">It cannot.</exception>
    public void Require(Capability capability)
    {
        if (!Can(capability))
        {
            throw Refusals.For(capability, this);
        }
    }

    /// <summary>A client configuration with everything that is needed to connect here, security included, and nothing else.</summary>
    public abstract ClientConfig ClientConfig();

    /// <summary>A producer configuration for this cluster: the client's own defaults, and what the kind of cluster needs.</summary>
    public virtual ProducerConfig ProducerConfig() => new(ClientConfig());

    /// <summary>A consumer configuration for this cluster: a group that starts at the beginning and commits only when told to.</summary>
    /// <param name="groupId">The consumer group.</param>
    public virtual ConsumerConfig ConsumerConfig(string groupId) => new(ClientConfig())
    {
        GroupId = groupId,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
    };

    /// <summary>Asks the cluster for its brokers and its controller.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.ListenerUnreachable"/>: nobody answered within 10 seconds.</exception>
    public abstract Task<ClusterDescription> DescribeAsync(CancellationToken cancellationToken = default);

    /// <summary>Creates a topic by its full name and waits until every partition has a leader and all its replicas in the ISR.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal abstract Task CreateTopicAsync(TopicSpec topic, CancellationToken cancellationToken);

    /// <summary>Deletes a topic by its full name; one that is not there is no error.</summary>
    /// <param name="topic">The full name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal abstract Task DeleteTopicAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Stops one broker cleanly: it hands over its leaders first.</summary>
    /// <param name="brokerId">The broker.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">Not with this kind of cluster.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such broker.</exception>
    public abstract Task StopBrokerAsync(int brokerId, CancellationToken cancellationToken = default);

    /// <summary>Ends one broker at once, as <c>kill -9</c> does. Takes the cluster's lock until every broker runs again.</summary>
    /// <param name="brokerId">The broker.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">Not with this kind of cluster.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such broker.</exception>
    public abstract Task KillBrokerAsync(int brokerId, CancellationToken cancellationToken = default);

    /// <summary>Freezes one broker: it holds its connections and answers nothing. Takes the cluster's lock until every broker runs again.</summary>
    /// <param name="brokerId">The broker.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">Not with this kind of cluster.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such broker.</exception>
    public abstract Task FreezeBrokerAsync(int brokerId, CancellationToken cancellationToken = default);

    /// <summary>Lets a frozen broker go on.</summary>
    /// <param name="brokerId">The broker.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">Not with this kind of cluster.</exception>
    public abstract Task ThawBrokerAsync(int brokerId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Starts a stopped or killed broker again and waits until it is in the metadata. In ZooKeeper mode a killed broker's znode has to go first (up to 6 seconds
    /// with the workshop's settings), or the new process would end with status 1.
    /// </summary>
    /// <param name="brokerId">The broker. One that runs already is left alone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">Not with this kind of cluster.</exception>
    public abstract Task StartBrokerAsync(int brokerId, CancellationToken cancellationToken = default);

    /// <summary>Stops every broker cleanly, then starts them all again, and waits until the cluster is ready.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">Not with this kind of cluster.</exception>
    public abstract Task RestartAllAsync(CancellationToken cancellationToken = default);

    /// <summary>Stops our cluster: brokers first, then ZooKeeper. Data goes too, unless it is to be kept. Clusters that are not ours are left alone.</summary>
    /// <param name="keepData">Leaves volumes or data folders for the next start.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public abstract Task StopAsync(bool keepData = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs one of Kafka's own commands against this cluster: in a container, or with the distribution's tools.
    /// <c>--bootstrap-server</c> is added. For example <c>RunToolAsync("kafka-topics", "--list")</c>.
    /// </summary>
    /// <param name="tool">The command's name without an ending, such as <c>kafka-topics</c>.</param>
    /// <param name="arguments">Its arguments, each on its own.</param>
    /// <param name="standardInput">What the command reads, or null for nothing.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <exception cref="NotOnThisClusterException">There are no tools for this kind of cluster.</exception>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.TimedOut"/>: it ran for over 60 seconds and was ended.</exception>
    public abstract Task<ToolOutput> RunToolAsync(
        string tool, IReadOnlyList<string> arguments, string? standardInput = null, CancellationToken cancellationToken = default);

    /// <summary>Lets go of clients and locks. A docker or local cluster goes on running; the embedded one ends.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public string ToHtml() => ClusterCard.Of(this);

    /// <inheritdoc/>
    public override string ToString() => new ClusterName(Kind, Variant, BootstrapServers).ToString();
}
