namespace KafkaWorkbook.Commands.Torture;

/// <summary>What to do to a cluster.</summary>
/// <param name="Kills">How many leaders are killed, one after the other.</param>
/// <param name="Records">How many records are written at least.</param>
/// <param name="Seed">Decides which partitions' leaders are killed, and the pauses in between.</param>
internal sealed record TortureOptions(int Kills, long Records, int Seed)
{
    /// <summary>The partitions of the topic that is written to.</summary>
    public const int Partitions = 6;

    /// <summary>Beyond this no more is written: 6 million records of about 110 bytes on disk are 0.7 GB a broker.</summary>
    public const long MostRecords = 6_000_000;

    // About how long a kill takes with ZooKeeper's session of 6 seconds, restart and catching up included.
    private const double SecondsPerKill = 10;
    private const int Slowest = 500, Fastest = 12_000;

    /// <summary>Records a second, so that the load lasts about as long as the kills.</summary>
    public int RecordsPerSecond => (int)Math.Clamp(Records / (Kills * SecondsPerKill), Slowest, Fastest);
}
