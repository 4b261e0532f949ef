using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters;

public sealed partial class EmbeddedCluster
{
    /// <summary>
    /// Stops one broker: its leaders and coordinated groups go to the others, its connections are cut, its port is closed. The mock has no controller, so
    /// this class moves the leaders; <see cref="LeaderMoves"/> has each move. A partition with no other running replica stays without a working leader.
    /// </summary>
    /// <param name="brokerId">The broker: 1, 2 or 3. One that is stopped already is left alone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such broker.</exception>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public override async Task StopBrokerAsync(int brokerId, CancellationToken cancellationToken = default)
    {
        ThrowIfUnknown(brokerId);
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _brokers.ThrowIfEnded();
            if (!_brokers.Live.Contains(brokerId))
            {
                return;
            }

            IProgressLine line = Progress.Begin(new($"브로커 {Particle.EulReul(brokerId)} 멈춘다.", $"Stopping broker {brokerId}."));
            long began = Stopwatch.GetTimestamp();
            int moved = await MoveLeadersAwayAsync(brokerId, cancellationToken).ConfigureAwait(false);
            _brokers.Stop(brokerId);
            Journal.Note(BrokerChangeKind.Stopped, brokerId, began);
            _admin.Refresh();
            line.Done(new(
                $"브로커 {Particle.EulReul(brokerId)} 멈췄다. 모의 브로커에는 컨트롤러가 없어 리더 {moved}개를 워크북이 직접 옮겼다.",
                $"Broker {brokerId} is stopped. Mock brokers have no controller: the workbook itself moved {moved} {(moved == 1 ? "leader" : "leaders")}."));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Starts a stopped broker on its old port. It gets no leaders back by itself: <see cref="MoveLeaderAsync"/> does that.</summary>
    /// <param name="brokerId">The broker. One that runs already is left alone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such broker.</exception>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public override async Task StartBrokerAsync(int brokerId, CancellationToken cancellationToken = default)
    {
        ThrowIfUnknown(brokerId);
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _brokers.ThrowIfEnded();
            if (!_brokers.Live.Contains(brokerId))
            {
                long began = Stopwatch.GetTimestamp();
                _brokers.Start(brokerId);
                _admin.Refresh();
                _ = await _admin.TopicsAsync(cancellationToken).ConfigureAwait(false);
                Journal.Note(BrokerChangeKind.Started, brokerId, began);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Makes a broker the leader of a partition. A real cluster's controller does this; here it is done on purpose.</summary>
    /// <param name="topic">The topic's full name.</param>
    /// <param name="partition">The partition, from 0.</param>
    /// <param name="brokerId">The new leader: a running broker with a replica of the partition.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The move; one whose <see cref="LeaderMove.From"/> and <see cref="LeaderMove.To"/> are equal when it led already.</returns>
    /// <exception cref="ArgumentException">There is no such topic, or the broker is stopped or has no replica.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition or broker.</exception>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public async Task<LeaderMove> MoveLeaderAsync(string topic, int partition, int brokerId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ThrowIfUnknown(brokerId);
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfNoBrokerRuns();
            IReadOnlyList<PartitionMetadata> partitions = await _admin.PartitionsAsync(topic, cancellationToken).ConfigureAwait(false);
            if (partitions.Count == 0)
            {
                throw new ArgumentException($"There is no topic '{topic}'.", nameof(topic));
            }

            PartitionMetadata found = partitions.FirstOrDefault(p => p.PartitionId == partition)
                ?? throw new ArgumentOutOfRangeException(nameof(partition), partition, $"'{topic}' has the partitions 0 to {Invariant(partitions.Count - 1)}.");
            if (!found.Replicas.Contains(brokerId))
            {
                throw new ArgumentException($"Broker {Invariant(brokerId)} has no replica of {topic}[{Invariant(partition)}].", nameof(brokerId));
            }

            if (!_brokers.Live.Contains(brokerId))
            {
                throw new ArgumentException($"Broker {Invariant(brokerId)} is stopped.", nameof(brokerId));
            }

            return Move(topic, found, brokerId);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    internal override Task<IReadOnlyList<Broker>> BrokerStatesAsync(CancellationToken cancellationToken)
    {
        string[][] addresses = [.. BootstrapServers.Split(',').Select(a => a.Split(':'))];
        IReadOnlyList<int> live = _brokers.Live;
        return Task.FromResult<IReadOnlyList<Broker>>([.. BrokerIds.Zip(addresses).Select(b => new Broker(
            b.First, b.Second[0], int.Parse(b.Second[^1], CultureInfo.InvariantCulture), live.Contains(b.First) ? BrokerState.Running : BrokerState.Stopped))]);
    }

    private async Task<int> MoveLeadersAwayAsync(int brokerId, CancellationToken cancellationToken)
    {
        List<int> others = [.. _brokers.Live.Where(id => id != brokerId)];
        if (others.Count == 0)
        {
            return 0;
        }

        int moved = 0;
        foreach (TopicMetadata topic in await _admin.TopicsAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (PartitionMetadata partition in topic.Partitions.Where(p => p.Leader == brokerId))
            {
                // The next in the row of replicas, so that one broker's leaders do not all end up with the same other one.
                List<int> heirs = [.. others.Where(partition.Replicas.Contains)];
                if (heirs.Count > 0)
                {
                    Move(topic.Topic, partition, heirs[partition.PartitionId / BrokerIds.Count % heirs.Count]);
                    moved++;
                }
            }
        }

        return moved;
    }

    private LeaderMove Move(string topic, PartitionMetadata partition, int to)
    {
        if (partition.Leader != to)
        {
            _brokers.SetLeader(topic, partition.PartitionId, to);
        }

        LeaderMove move = new(DateTimeOffset.Now, topic, partition.PartitionId, partition.Leader, to);
        lock (_gate)
        {
            _moves.Add(move);
        }

        return move;
    }

    private void ThrowIfUnknown(int brokerId)
    {
        if (!BrokerIds.Contains(brokerId))
        {
            throw new ArgumentOutOfRangeException(nameof(brokerId), brokerId, $"The brokers are {string.Join(", ", BrokerIds.Select(Invariant))}.");
        }
    }
}
