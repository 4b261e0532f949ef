using System.Net.Sockets;
using System.Text;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>A partition as one broker sees it.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Leader">Its leader's broker id, or null while there is none.</param>
/// <param name="Epoch">Counts the leaders: of two brokers that disagree, the one with the higher number knows more.</param>
/// <param name="Replicas">The brokers that have a replica.</param>
/// <param name="InSync">Those that are in sync.</param>
internal sealed record PartitionView(int Partition, int? Leader, int Epoch, IReadOnlyList<int> Replicas, IReadOnlyList<int> InSync);

/// <summary>A topic as one broker sees it.</summary>
/// <param name="ControllerId">Whom the broker takes for the controller.</param>
/// <param name="Partitions">The partitions, ascending; empty when the broker does not know the topic.</param>
internal sealed record TopicView(int? ControllerId, IReadOnlyList<PartitionView> Partitions);

// One topic's leaders and in-sync replicas, over a connection that stays open: it is asked ten times a second.
internal static partial class BrokerWire
{
    /// <summary>Asks over an open connection.</summary>
    public static async Task<TopicView> TopicAsync(NetworkStream stream, string topic, CancellationToken cancellationToken) =>
        ReadTopic(await AskAsync(stream, TopicRequest(topic), cancellationToken).ConfigureAwait(false));

    /// <summary>A broker's view of a topic, or null when it does not answer within the limit.</summary>
    public static async Task<TopicView?> TopicAsync(string host, int port, string topic, TimeSpan limit, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ended.CancelAfter(limit);
        try
        {
            using TcpClient client = new() { NoDelay = true };
            await client.ConnectAsync(host, port, ended.Token).ConfigureAwait(false);
            return await TopicAsync(client.GetStream(), topic, ended.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Asks for one topic, which is not to be made.</summary>
    internal static byte[] TopicRequest(string topic) =>
        new Writer(Metadata, MetadataVersion).Int32(1).Int16((short)Encoding.ASCII.GetByteCount(topic)).Text(topic).Int8(0).Framed();

    internal static TopicView ReadTopic(byte[] answer)
    {
        Reader reader = new(answer);
        reader.Int32();
        reader.Int32();
        for (int brokers = reader.Int32(); brokers > 0; brokers--)
        {
            reader.Int32();
            reader.Text();
            reader.Int32();
            reader.Text();
        }

        reader.Text();
        int controller = reader.Int32();
        List<PartitionView> partitions = [];
        for (int topics = reader.Int32(); topics > 0; topics--)
        {
            reader.Int16();
            reader.Text();
            reader.Int8();
            for (int count = reader.Int32(); count > 0; count--)
            {
                partitions.Add(ReadPartition(reader));
            }
        }

        return new TopicView(controller >= 0 ? controller : null, [.. partitions.OrderBy(p => p.Partition)]);
    }

    private static PartitionView ReadPartition(Reader reader)
    {
        reader.Int16();
        int partition = reader.Int32(), leader = reader.Int32(), epoch = reader.Int32();
        int[] replicas = Ids(), inSync = Ids();
        _ = Ids();
        return new PartitionView(partition, leader >= 0 ? leader : null, epoch, replicas, inSync);

        int[] Ids()
        {
            int count = reader.Int32();
            return count <= 0 ? [] : [.. Enumerable.Range(0, count).Select(_ => reader.Int32())];
        }
    }
}
