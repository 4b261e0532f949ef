using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>Runs a program that reads orders and writes a receipt for each, lets something happen to it in the middle, and lets a successor finish.</summary>
public static class Pipe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(55);

    /// <summary>
    /// Writes the orders to a fresh topic, runs the program until the trouble, looks what readers see just then, lets a successor of the same name finish, and reads all
    /// results back with both isolation levels.
    /// </summary>
    /// <param name="cluster">Where.</param>
    /// <param name="options">How; null for transactions without trouble.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="NotOnThisClusterException">Transactions on brokers that only pretend.</exception>
    /// <exception cref="ClusterException">The cluster did not answer in time.</exception>
    public static async Task<PipeRun> RunAsync(Cluster cluster, PipeOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        options ??= new PipeOptions();
        options.Validate();
        if (options.Transactional)
        {
            cluster.Require(Capability.Transactions);
        }

        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(Limit);
        string name = $"{(options.Transactional ? "tx" : "plain")}-{options.Trouble.ToString().ToLowerInvariant()}";
        IProgressLine progress = cluster.Progress.Begin(new($"영수증을 쓰는 중 ({name})", $"Writing receipts ({name})"));
        Topic input = await cluster.CreateTopicAsync($"{name}-orders", partitions: 1, ct: limited.Token).ConfigureAwait(false);
        Topic output = await cluster.CreateTopicAsync($"{name}-receipts", partitions: 1, ct: limited.Token).ConfigureAwait(false);
        Sent sent = await input.ProduceAsync(Sample.Orders(options.Records), ct: limited.Token).ConfigureAwait(false);
        try
        {
            PipeRun run = await new Course(options, input, output, sent).RunAsync(limited.Token).ConfigureAwait(false);
            progress.Done(new($"영수증 {run.Committed.Count}건 ({name})", $"{run.Committed.Count} receipts ({name})"));
            return run;
        }
        catch (KafkaException failure)
        {
            throw KafkaFailures.From(new("영수증을 쓰지 못했다", "The receipts could not be written"), failure.Error, failure);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new ClusterException(
                ClusterProblem.TimedOut,
                new($"{Limit.TotalSeconds:0}초 안에 끝나지 않았다.", $"Not done within {Limit.TotalSeconds:0} seconds."),
                new("브로커가 모두 떠 있는지 확인한다: `dotnet run -- status`", "See whether all brokers are running: `dotnet run -- status`"),
                late);
        }
    }

    private sealed class Course(PipeOptions options, Topic input, Topic output, Sent sent)
    {
        public async Task<PipeRun> RunAsync(CancellationToken cancellationToken)
        {
            (PipeMoment? meanwhile, string? told) = options.Trouble switch
            {
                PipeTrouble.None => (null, null),
                PipeTrouble.Kill => (await KilledAsync(cancellationToken).ConfigureAwait(false), null),
                _ => await InThisProcessAsync(cancellationToken).ConfigureAwait(false),
            };
            if (options.Trouble != PipeTrouble.Zombie)
            {
                await FinishAsync(cancellationToken).ConfigureAwait(false);
            }

            (IReadOnlyList<ReadRecord> uncommitted, long end) = await IsolationReader.ReadAsync(output, IsolationLevel.ReadUncommitted, cancellationToken).ConfigureAwait(false);
            (IReadOnlyList<ReadRecord> committed, _) = await IsolationReader.ReadAsync(output, IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            return new PipeRun(
                options, output, [.. sent.Records.Select(r => OrderEvent.Parse(r.Value).Text("order"))], uncommitted, committed, end, meanwhile, told);
        }

        private PipeOrder Order(bool stops) => PipeOrder.Of(
            input.Cluster, options, input.Name, output.Name, input.GroupName($"{output.Label}-writer"), $"{Labels.Prefix}{output.Name}", stops);

        private async Task<PipeMoment> KilledAsync(CancellationToken cancellationToken)
        {
            await PipeProcess.RunAndKillAsync(Order(stops: true), cancellationToken).ConfigureAwait(false);
            return await LookAsync(cancellationToken).ConfigureAwait(false);
        }

        private async Task<(PipeMoment? Meanwhile, string? Told)> InThisProcessAsync(CancellationToken cancellationToken)
        {
            PipeWorker first = new(Order(stops: true));
            try
            {
                await Task.Run(() => first.Run(cancellationToken), cancellationToken).ConfigureAwait(false);
                PipeMoment meanwhile = await LookAsync(cancellationToken).ConfigureAwait(false);
                if (options.Trouble == PipeTrouble.Abort)
                {
                    await Task.Run(first.TakeBack, cancellationToken).ConfigureAwait(false);
                    return (meanwhile, null);
                }

                await FinishAsync(cancellationToken).ConfigureAwait(false);
                return (meanwhile, await Task.Run(() => Refused(first), cancellationToken).ConfigureAwait(false));
            }
            finally
            {
                // Closing waits for the client's threads: not on the caller's.
                await Task.Run(first.Dispose, CancellationToken.None).ConfigureAwait(false);
            }
        }

        private Task FinishAsync(CancellationToken cancellationToken) => Task.Run(
            () =>
            {
                using PipeWorker successor = new(Order(stops: false));
                successor.Run(cancellationToken);
            },
            cancellationToken);

        private async Task<PipeMoment> LookAsync(CancellationToken cancellationToken)
        {
            (IReadOnlyList<ReadRecord> uncommitted, _) = await IsolationReader.ReadAsync(output, IsolationLevel.ReadUncommitted, cancellationToken).ConfigureAwait(false);
            (IReadOnlyList<ReadRecord> committed, _) = await IsolationReader.ReadAsync(output, IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            return new PipeMoment(uncommitted.Count, committed.Count);
        }

        private static string? Refused(PipeWorker zombie)
        {
            try
            {
                zombie.Finish();
                return null;
            }
            catch (KafkaException refused)
            {
                return refused.Error.Code.ToString();
            }
        }
    }
}
