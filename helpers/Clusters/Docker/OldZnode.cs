using System.Diagnostics;
using System.Globalization;
using KafkaWorkbook.Clusters.ZooKeeper;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>
/// A killed broker's znode stays until its session ends. A broker that starts before then finds its own old znode and ends with status 1, so one has to wait for it to go.
/// </summary>
internal static class OldZnode
{
    // Sessions of the workshop end after 6 seconds, ZooKeeper's own start takes a few more.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until the znode is gone, 30 seconds at most: then the start itself will show what is wrong.</summary>
    public static async Task WaitUntilGoneAsync(ZooKeeperClient zooKeeper, int brokerId, CancellationToken cancellationToken)
    {
        string path = "/brokers/ids/" + brokerId.ToString(CultureInfo.InvariantCulture);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Limit)
        {
            try
            {
                if (!await zooKeeper.ExistsAsync(path, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
            catch (ClusterException)
            {
                // ZooKeeper itself is only just starting.
            }

            await Task.Delay(LookAgain, cancellationToken).ConfigureAwait(false);
        }
    }
}
