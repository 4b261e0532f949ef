using System.Globalization;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>One container of ours as <c>docker inspect</c> shows it.</summary>
/// <param name="Id">The full id: it changes when the container is made anew.</param>
/// <param name="Name">Its name, such as <c>kafka-1</c>.</param>
/// <param name="Service">Its service in the compose file.</param>
/// <param name="Project">The compose project, which is the folder's name when somebody typed the command by hand.</param>
/// <param name="Cluster">The value of our label: which cluster it is part of.</param>
/// <param name="BrokerId">The broker id, or null when it is no broker.</param>
/// <param name="Status">Docker's word: created, running, paused, restarting, exited, dead.</param>
/// <param name="ExitCode">Of the last run.</param>
/// <param name="OutOfMemory">Whether the system ended it for want of memory.</param>
/// <param name="Health">starting, healthy, unhealthy, or empty.</param>
/// <param name="StartedAt">When it was last started, as Docker writes it.</param>
/// <param name="HostPorts">The published ports: the container's port and this computer's.</param>
internal sealed record DockerContainer(
    string Id,
    string Name,
    string Service,
    string Project,
    string Cluster,
    int? BrokerId,
    string Status,
    int ExitCode,
    bool OutOfMemory,
    string Health,
    string StartedAt,
    IReadOnlyDictionary<int, int> HostPorts)
{
    // What SIGKILL leaves behind; SIGTERM, a clean stop, leaves 143.
    private const int KilledExitCode = 137;

    public bool Running => Status == "running";

    public bool Paused => Status == "paused";

    /// <summary>Whether its process has ended, or never began.</summary>
    public bool Down => !Running && !Paused && Status != "restarting";

    /// <summary>Whether its process began and has ended.</summary>
    public bool Ended => Status is "exited" or "dead";

    /// <summary>The broker's state as far as its process tells.</summary>
    public BrokerState State => Status switch
    {
        "running" or "restarting" => BrokerState.Running,
        "paused" => BrokerState.Frozen,
        "exited" or "dead" when ExitCode == KilledExitCode => BrokerState.Killed,
        _ => BrokerState.Stopped,
    };

    /// <summary>When it was last started; null when it never was.</summary>
    public DateTimeOffset? Since =>
        DateTimeOffset.TryParse(StartedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) && at.Year > 1 ? at : null;
}
