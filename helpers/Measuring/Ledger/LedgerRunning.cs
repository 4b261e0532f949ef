using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Running the ledger's experiments.</summary>
public static class LedgerRunning
{
    private const int MostRepeats = 20;

    /// <summary>
    /// Runs producers with different settings side by side under the same fault, and compares what they were told with what is there. Cases of the same fault share one topic (one
    /// partition, three replicas, two of which must be in sync) and one fault, so that the comparison is fair; each fault takes 10 to 25 seconds. However it ends, all brokers
    /// run again afterwards.
    /// </summary>
    /// <param name="cluster">Where.</param>
    /// <param name="cases">The cases, for example <c>LedgerCase.Under(LedgerFault.KillLeader)</c>.</param>
    /// <param name="repeats">How often each fault happens, 1 to 20.</param>
    /// <param name="recordsPerSecond">The pace of each producer where there is a steady load, 100 to 10,000.</param>
    /// <param name="ct">Ends it; the brokers are brought back all the same.</param>
    /// <exception cref="ArgumentException">There is no case, one is given twice, or one cannot be.</exception>
    /// <exception cref="NotOnThisClusterException">The cluster's brokers cannot be killed, frozen or stopped, or do not tell acks apart.</exception>
    /// <exception cref="ClusterException">A step did not succeed; the message says which.</exception>
    public static Task<DeliveryLedger> RunLedgerAsync(
        this Cluster cluster, IReadOnlyList<LedgerCase> cases, int repeats = 1, int recordsPerSecond = 3_000, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(cases);
        if (cases.Count == 0 || cases.Distinct().Count() < cases.Count)
        {
            throw new ArgumentException(
                new Text("경우를 하나 이상, 같은 것은 한 번만 넘긴다. 예: LedgerCase.Under(LedgerFault.KillLeader)", "Give one or more cases, each once. For example LedgerCase.Under(LedgerFault.KillLeader).").ToString(),
                nameof(cases));
        }

        if (repeats is < 1 or > MostRepeats)
        {
            throw new ArgumentOutOfRangeException(nameof(repeats), repeats, new Text($"되풀이는 1번에서 {MostRepeats}번까지다.", $"1 to {MostRepeats} repeats.").ToString());
        }

        if (recordsPerSecond is < 100 or > 10_000)
        {
            throw new ArgumentOutOfRangeException(
                nameof(recordsPerSecond), recordsPerSecond, new Text("프로듀서마다 초당 100건에서 10,000건까지다.", "100 to 10,000 records a second for each producer.").ToString());
        }

        foreach (LedgerCase one in cases)
        {
            one.Validate();
        }

        cluster.Require(Capability.Acks);
        foreach (LedgerFault fault in cases.Select(c => c.Fault).Distinct())
        {
            cluster.Require(fault == LedgerFault.CleanStop ? Capability.StopBroker : Capability.KillBroker);
            if (fault == LedgerFault.FreezeFollowersThenKillLeader)
            {
                cluster.Require(Capability.FreezeBroker);
            }
        }

        return cluster.WithRescueAsync(() => RunAsync(cluster, cases, repeats, recordsPerSecond, ct));
    }

    private static async Task<DeliveryLedger> RunAsync(Cluster cluster, IReadOnlyList<LedgerCase> cases, int repeats, int recordsPerSecond, CancellationToken cancellationToken)
    {
        await cluster.StartAllBrokersAsync(cancellationToken).ConfigureAwait(false);
        List<LedgerEntry> entries = [];
        for (int run = 0; run < repeats; run++)
        {
            foreach (IGrouping<LedgerFault, LedgerCase> fault in cases.GroupBy(c => c.Fault).OrderBy(g => g.Key))
            {
                LedgerRun one = new(cluster, fault.Key, [.. fault], recordsPerSecond);
                entries.AddRange(await one.RunAsync(cancellationToken).ConfigureAwait(false));
            }
        }

        return new DeliveryLedger(cluster.Kind, entries);
    }
}
