using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Shop;

/// <summary>Rebuilds state from a ledger's log.</summary>
public static class LedgerReplay
{
    /// <summary>
    /// Goes through a log from its beginning and applies a rule to each movement. A customer's movements are in one partition and so in order; customers do not
    /// depend on each other.
    /// </summary>
    /// <param name="log">The log, as it was read.</param>
    /// <param name="rule">From a balance and a movement to the next balance. Everybody begins with 0.</param>
    /// <param name="asOf">Only movements until then; null for all.</param>
    /// <exception cref="FormatException">A record is no movement.</exception>
    public static Balances Replay(this ReadResult log, Func<long, Movement, long> rule, DateTimeOffset? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(rule);
        Dictionary<string, long> balances = new(StringComparer.Ordinal);
        List<BalanceStep> steps = [];
        foreach (ReadRecord record in log.Records)
        {
            Movement movement = Movement.Parse(record.Value);
            if (asOf is null || movement.At <= asOf)
            {
                long balance = rule(balances.GetValueOrDefault(movement.Customer), movement);
                balances[movement.Customer] = balance;
                steps.Add(new BalanceStep(movement, balance));
            }
        }

        // Partitions were read one beside the other; for the eye they are put in the order of time. The sort is stable, so a customer's steps keep theirs.
        return new Balances(log.Topic, asOf, [.. steps.OrderBy(s => s.Movement.At)]);
    }
}
