using KafkaWorkbook.Clusters.Brokers;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>What was there before a start, so that a failed one can be undone without touching it.</summary>
internal sealed class DockerStart
{
    private static readonly TimeSpan UndoLimit = TimeSpan.FromSeconds(90);
    private readonly DockerEngine _engine;
    private readonly DockerSite _site;
    private readonly bool _hadContainers;
    private readonly IReadOnlyList<string> _volumes;

    private DockerStart(DockerEngine engine, DockerSite site, string project, bool hadContainers, IReadOnlyList<string> volumes)
    {
        _engine = engine;
        _site = site;
        Project = project;
        _hadContainers = hadContainers;
        _volumes = volumes;
    }

    /// <summary>The compose project: the one of containers or volumes that are there already, or else our own.</summary>
    public string Project { get; }

    /// <summary>Looks at what is there.</summary>
    public static async Task<DockerStart> PrepareAsync(DockerEngine engine, DockerSite site, CancellationToken cancellationToken)
    {
        IReadOnlyList<DockerContainer> containers = await engine.ContainersAsync(site.Name, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> volumes = await engine.VolumesAsync(site.Name, cancellationToken).ConfigureAwait(false);
        string? project = containers.Select(c => c.Project).FirstOrDefault(p => p.Length > 0);
        if (project is null && volumes.Count > 0)
        {
            // Data that was kept belongs to the project that made it; under another name it would not be found.
            project = await engine.ProjectOfVolumeAsync(volumes[0], cancellationToken).ConfigureAwait(false);
        }

        return new DockerStart(engine, site, project ?? site.Name, containers.Count > 0, volumes);
    }

    /// <summary>Refuses when something else has a port, and says what.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.PortTaken"/>.</exception>
    public async Task RequirePortsAsync(ClusterLayout layout, CancellationToken cancellationToken)
    {
        IReadOnlyList<TakenPort> taken = await PortCheck.FindTakenAsync(layout.AllPorts.Except(layout.ControllerPorts), cancellationToken).ConfigureAwait(false);
        if (taken.Count == 0)
        {
            return;
        }

        List<TakenPort> named = [];
        foreach (TakenPort port in taken)
        {
            // To the system all of Docker's ports belong to Docker; the reader wants to know which container.
            string? container = await _engine.ContainerAtPortAsync(port.Port, cancellationToken).ConfigureAwait(false);
            named.Add(container is null ? port : port with { Owner = new PortOwner(0, $"container {container}") });
        }

        throw PortCheck.Refusal(layout, named);
    }

    /// <summary>Takes back what the start has brought up. Its own time limit counts, because the start may have been cancelled.</summary>
    public async Task UndoAsync()
    {
        using CancellationTokenSource limit = new(UndoLimit);
        DockerRemoval removal = new(_engine);
        try
        {
            if (_hadContainers)
            {
                await removal.StopInOrderAsync(await _engine.ContainersAsync(_site.Name, limit.Token).ConfigureAwait(false), limit.Token).ConfigureAwait(false);
            }
            else
            {
                await removal.RemoveAsync(_site.Name, _volumes, clean: false, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is ClusterException or OperationCanceledException)
        {
            // The start's own failure is the one to tell; `down` removes the rest.
        }
    }
}
