using System.Diagnostics;
using System.Globalization;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Clusters.ZooKeeper;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Docker;

// Stopping, killing and freezing brokers, and bringing them back.
internal sealed partial class DockerCluster
{
    private static readonly TimeSpan BackLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task StopBrokerAsync(int brokerId, CancellationToken cancellationToken = default)
    {
        DockerContainer broker = await TakeAsync(brokerId, cancellationToken).ConfigureAwait(false);
        if (broker.Down)
        {
            return;
        }

        IProgressLine line = Progress.Begin(new($"브로커 {brokerId}에게 멈추라고 한다(docker stop).", $"Asking broker {brokerId} to stop (docker stop)."));
        await _engine.UnpauseAsync(broker.Paused ? [broker] : [], cancellationToken).ConfigureAwait(false);
        await Journal.NoteAsync(BrokerChangeKind.Stopped, brokerId, () => _engine.StopAsync([broker], cancellationToken)).ConfigureAwait(false);
        line.Done(new($"브로커 {Particle.IGa(brokerId)} 멈췄다.", $"Broker {brokerId} has stopped."));
    }

    /// <inheritdoc/>
    public override async Task KillBrokerAsync(int brokerId, CancellationToken cancellationToken = default)
    {
        DockerContainer broker = await TakeAsync(brokerId, cancellationToken).ConfigureAwait(false);
        if (!broker.Down)
        {
            await Journal.NoteAsync(BrokerChangeKind.Killed, brokerId, () => _engine.KillAsync([broker], cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override async Task FreezeBrokerAsync(int brokerId, CancellationToken cancellationToken = default)
    {
        DockerContainer broker = await TakeAsync(brokerId, cancellationToken).ConfigureAwait(false);
        if (broker.Down)
        {
            throw new ClusterException(
                ClusterProblem.BrokerMissing,
                new($"브로커 {Particle.EunNeun(brokerId)} 꺼져 있어 얼릴 수 없다.", $"Broker {brokerId} is down and cannot be frozen."),
                new($"먼저 켠다: await kafka.StartBrokerAsync({brokerId})", $"Start it first: await kafka.StartBrokerAsync({brokerId})"));
        }

        await Journal.NoteAsync(BrokerChangeKind.Frozen, brokerId, () => _engine.PauseAsync(broker.Paused ? [] : [broker], cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task ThawBrokerAsync(int brokerId, CancellationToken cancellationToken = default)
    {
        DockerContainer broker = await TakeAsync(brokerId, cancellationToken).ConfigureAwait(false);
        await Journal.NoteAsync(BrokerChangeKind.Thawed, brokerId, () => _engine.UnpauseAsync(broker.Paused ? [broker] : [], cancellationToken)).ConfigureAwait(false);
        await ReleaseFaultLockWhenWholeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task StartBrokerAsync(int brokerId, CancellationToken cancellationToken = default)
    {
        DockerContainer broker = await TakeAsync(brokerId, cancellationToken).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        IProgressLine line = Progress.Begin(new($"브로커 {Particle.EulReul(brokerId)} 다시 띄운다.", $"Starting broker {brokerId} again."));
        await _engine.UnpauseAsync(broker.Paused ? [broker] : [], cancellationToken).ConfigureAwait(false);
        await StartDownAsync(broker.Down ? [broker] : [], cancellationToken).ConfigureAwait(false);
        await WaitUntilBackAsync(brokerId, line, cancellationToken).ConfigureAwait(false);
        Journal.Note(BrokerChangeKind.Started, brokerId, start);
        await RememberReadyAsync(cancellationToken).ConfigureAwait(false);
        await ReleaseFaultLockWhenWholeAsync(cancellationToken).ConfigureAwait(false);
        string seconds = Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        line.Done(new($"브로커 {Particle.IGa(brokerId)} 돌아왔다 ({seconds}초).", $"Broker {brokerId} is back ({seconds} s)."));
    }

    /// <inheritdoc/>
    public override async Task RestartAllAsync(CancellationToken cancellationToken = default)
    {
        await TakeFaultLockAsync(cancellationToken).ConfigureAwait(false);
        IProgressLine line = Progress.Begin(new("브로커를 모두 멈춘다.", "Stopping every broker."));
        DockerContainer[] brokers = [.. (await ContainersAsync(cancellationToken).ConfigureAwait(false)).Where(c => c.BrokerId is not null)];
        await _engine.UnpauseAsync([.. brokers.Where(c => c.Paused)], cancellationToken).ConfigureAwait(false);
        await _engine.StopAsync([.. brokers.Where(c => !c.Down)], cancellationToken).ConfigureAwait(false);
        line.Update(new("브로커를 모두 다시 띄운다.", "Starting every broker again."));
        await MakeWholeAsync(Options.StartLimit, line, cancellationToken).ConfigureAwait(false);
        line.Done(new("브로커를 모두 껐다가 다시 켰다.", "Every broker was stopped and started again."));
    }

    /// <inheritdoc/>
    internal override async Task StartBrokersAsync(IReadOnlyList<int> brokerIds, CancellationToken cancellationToken)
    {
        if (brokerIds is [var only])
        {
            await StartBrokerAsync(only, cancellationToken).ConfigureAwait(false);
            return;
        }

        // All at once first; then each is waited for, and most of them are there already.
        await TakeFaultLockAsync(cancellationToken).ConfigureAwait(false);
        DockerContainer[] down = [.. (await ContainersAsync(cancellationToken).ConfigureAwait(false)).Where(c => c.Down && c.BrokerId is { } id && brokerIds.Contains(id))];
        await StartDownAsync(down, cancellationToken).ConfigureAwait(false);
        await base.StartBrokersAsync(brokerIds, cancellationToken).ConfigureAwait(false);
    }

    // The lock first, then the container as it is now.
    private async Task<DockerContainer> TakeAsync(int brokerId, CancellationToken cancellationToken)
    {
        RequireBroker(brokerId);
        await TakeFaultLockAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DockerContainer> containers = await ContainersAsync(cancellationToken).ConfigureAwait(false);
        return containers.FirstOrDefault(c => c.BrokerId == brokerId) ?? throw new ClusterException(
            ClusterProblem.BrokerMissing,
            new($"브로커 {brokerId}의 컨테이너({_site.BrokerServices[brokerId - 1]})가 없다.", $"The container of broker {brokerId} ({_site.BrokerServices[brokerId - 1]}) is gone."),
            new("커널을 다시 시작하고 `await Cluster.StartAsync()`를 실행하면 다시 만든다.", "Restart the kernel and run `await Cluster.StartAsync()`, which makes it again."));
    }

    // ZooKeeper first; then brokers, when the znodes of their former lives are gone.
    private async Task StartDownAsync(DockerContainer[] down, CancellationToken cancellationToken)
    {
        if (down.Length == 0)
        {
            return;
        }

        IReadOnlyList<DockerContainer> containers = await ContainersAsync(cancellationToken).ConfigureAwait(false);
        await _engine.StartAsync([.. containers.Where(c => c.BrokerId is null && c.Down)], cancellationToken).ConfigureAwait(false);
        DockerContainer[] brokers = [.. down.Where(c => c.BrokerId is not null)];
        if (OpenZooKeeperIfAny() is { } zooKeeper)
        {
            await using (zooKeeper)
            {
                await Task.WhenAll(brokers.Select(b => OldZnode.WaitUntilGoneAsync(zooKeeper, b.BrokerId!.Value, cancellationToken))).ConfigureAwait(false);
            }
        }

        await _engine.StartAsync(brokers, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitUntilBackAsync(int brokerId, IProgressLine line, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ended.CancelAfter(BackLimit);
        Task seen = Readiness.WaitForBrokersAsync(this, [brokerId], line, ended.Token);
        try
        {
            while (!seen.IsCompleted)
            {
                if (await _faults.FindAsync(brokerId, OpenZooKeeperIfAny, ended.Token).ConfigureAwait(false) is { } fault)
                {
                    throw fault;
                }

                await Task.WhenAny(seen, Task.Delay(LookAgain, ended.Token)).ConfigureAwait(false);
            }

            await seen.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            string tail = await LogTailAsync(brokerId, DockerFaults.TailLines, cancellationToken).ConfigureAwait(false);
            throw new ClusterException(
                ClusterProblem.BrokerMissing,
                new(
                    $"{BackLimit.TotalSeconds:0}초가 지나도 브로커 {Particle.IGa(brokerId)} 클러스터에 들어오지 않았다.\n{tail}",
                    $"After {BackLimit.TotalSeconds:0} seconds broker {brokerId} is still not part of the cluster.\n{tail}"),
                new("위 로그의 마지막 줄이 까닭을 말한다.", "The last lines of the log say why."));
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await seen.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private ZooKeeperClient? OpenZooKeeperIfAny() => _zooKeeperPort is { } port ? new ZooKeeperClient(ClusterLayout.Host, port) : null;
}
