using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>A cluster's metadata as one broker sees it.</summary>
/// <param name="ClusterId">Kafka's own cluster id.</param>
/// <param name="ControllerId">The controller; null while there is none.</param>
/// <param name="Brokers">The brokers, with the addresses that they advertise.</param>
internal sealed record BrokerView(string ClusterId, int? ControllerId, IReadOnlyList<(int Id, string Host, int Port)> Brokers);

/// <summary>KRaft's quorum as its leader sees it.</summary>
/// <param name="LeaderId">The active controller.</param>
/// <param name="Epoch">How many elections there were.</param>
/// <param name="HighWatermark">Up to which offset of the metadata's log a majority has it.</param>
/// <param name="Voters">Those that vote, each with the end of its copy of the log.</param>
internal sealed record QuorumView(int LeaderId, int Epoch, long HighWatermark, IReadOnlyList<(int Id, long LogEnd)> Voters);

/// <summary>
/// Asks one broker of ours for what it knows, in Kafka's own protocol and without security. librdkafka's admin client cannot do that: it takes any broker, and
/// asks for the cluster's description only the controller, which may be the very broker that a lesson has just frozen.
/// </summary>
internal static partial class BrokerWire
{
    private const short Metadata = 3, MetadataVersion = 7, DescribeQuorum = 55, DescribeQuorumVersion = 0;
    private const string QuorumTopic = "__cluster_metadata", ClientName = "kafka-workbook";
    private const int MostBytes = 4 << 20;
    private static readonly TimeSpan QuorumLimit = TimeSpan.FromSeconds(1);

    /// <summary>A broker's view of its cluster, or null when it does not answer within the limit.</summary>
    /// <param name="host">The broker's host.</param>
    /// <param name="port">Its port.</param>
    /// <param name="askQuorum">Whether to ask for KRaft's active controller; KRaft's metadata names any broker as the controller.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<BrokerView?> ViewAsync(string host, int port, bool askQuorum, TimeSpan limit, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ended.CancelAfter(limit);
        try
        {
            using TcpClient client = new() { NoDelay = true };
            await client.ConnectAsync(host, port, ended.Token).ConfigureAwait(false);
            NetworkStream stream = client.GetStream();
            BrokerView view = ReadMetadata(await AskAsync(stream, MetadataRequest(), ended.Token).ConfigureAwait(false));
            return askQuorum ? view with { ControllerId = await LeaderAsync(stream, ended.Token).ConfigureAwait(false) } : view;
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

    /// <summary>KRaft's quorum as one broker passes it on, or null when it cannot within the limit: it asks the leader, and waits while there is none.</summary>
    /// <param name="host">The broker's host.</param>
    /// <param name="port">Its port.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<QuorumView?> QuorumAsync(string host, int port, TimeSpan limit, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ended.CancelAfter(limit);
        try
        {
            using TcpClient client = new() { NoDelay = true };
            await client.ConnectAsync(host, port, ended.Token).ConfigureAwait(false);
            return ReadQuorum(await AskAsync(client.GetStream(), QuorumRequest(), ended.Token).ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is SocketException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Asks for the brokers and for no topic: an empty list, and no topic to be made.</summary>
    internal static byte[] MetadataRequest() => new Writer(Metadata, MetadataVersion).Int32(0).Int8(0).Framed();

    /// <summary>Asks for the leader of the metadata's only partition, 0. Compact lists and texts carry their length plus one; a 0 says that no tags follow.</summary>
    internal static byte[] QuorumRequest() => new Writer(DescribeQuorum, DescribeQuorumVersion)
        .Int8(0).Int8(1 + 1).Int8((byte)(QuorumTopic.Length + 1)).Text(QuorumTopic).Int8(1 + 1).Int32(0).Int8(0).Int8(0).Int8(0).Framed();

    internal static BrokerView ReadMetadata(byte[] answer)
    {
        Reader reader = new(answer);
        reader.Int32();
        reader.Int32();
        (int, string, int)[] brokers = new (int, string, int)[reader.Int32()];
        for (int i = 0; i < brokers.Length; i++)
        {
            brokers[i] = (reader.Int32(), reader.Text(), reader.Int32());
            reader.Text();
        }

        string cluster = reader.Text();
        int controller = reader.Int32();
        return new BrokerView(cluster, controller >= 0 ? controller : null, brokers);
    }

    /// <summary>The leader in an answer to <see cref="QuorumRequest"/>: null when there is none, or the broker refused.</summary>
    internal static int? ReadLeader(byte[] answer)
    {
        Reader reader = new(answer);
        return SkipToLeader(reader) && reader.Int32() is >= 0 and int leader ? leader : null;
    }

    /// <summary>The whole answer to <see cref="QuorumRequest"/>: null when there is no leader, or the broker refused.</summary>
    internal static QuorumView? ReadQuorum(byte[] answer)
    {
        Reader reader = new(answer);
        if (!SkipToLeader(reader) || reader.Int32() is not (>= 0 and int leader))
        {
            return null;
        }

        int epoch = reader.Int32();
        long highWatermark = reader.Int64();
        (int, long)[] voters = new (int, long)[Math.Max(0, reader.Int8() - 1)];
        for (int i = 0; i < voters.Length; i++)
        {
            voters[i] = (reader.Int32(), reader.Int64());
            reader.Int8();
        }

        return new QuorumView(leader, epoch, highWatermark, voters);
    }

    private static bool SkipToLeader(Reader reader)
    {
        reader.Int32();
        reader.Int8();
        if (reader.Int16() != 0)
        {
            return false;
        }

        reader.Int8();
        reader.Skip(reader.Int8() - 1);
        reader.Int8();
        reader.Int32();
        return reader.Int16() == 0;
    }

    // The broker passes the question on to the controller; without one it would keep us waiting for long.
    private static async Task<int?> LeaderAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using CancellationTokenSource brief = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        brief.CancelAfter(QuorumLimit);
        try
        {
            return ReadLeader(await AskAsync(stream, QuorumRequest(), brief.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<byte[]> AskAsync(NetworkStream stream, byte[] request, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        byte[] length = new byte[sizeof(int)];
        await stream.ReadExactlyAsync(length, cancellationToken).ConfigureAwait(false);
        int bytes = BinaryPrimitives.ReadInt32BigEndian(length);
        if (bytes is < 0 or > MostBytes)
        {
            throw new IOException("This is not Kafka.");
        }

        byte[] answer = new byte[bytes];
        await stream.ReadExactlyAsync(answer, cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private sealed class Writer
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        // Room for the length, then the head: which request, which version, the number of the question, who asks.
        public Writer(short request, short version) => Int32(0).Int16(request).Int16(version).Int32(1).Int16((short)ClientName.Length).Text(ClientName);

        public Writer Int8(byte value)
        {
            _bytes.Write([value]);
            return this;
        }

        public Writer Int16(short value)
        {
            BinaryPrimitives.WriteInt16BigEndian(_bytes.GetSpan(sizeof(short)), value);
            _bytes.Advance(sizeof(short));
            return this;
        }

        public Writer Int32(int value)
        {
            BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), value);
            _bytes.Advance(sizeof(int));
            return this;
        }

        public Writer Text(string ascii)
        {
            _bytes.Write(Encoding.ASCII.GetBytes(ascii));
            return this;
        }

        public byte[] Framed()
        {
            byte[] all = _bytes.WrittenSpan.ToArray();
            BinaryPrimitives.WriteInt32BigEndian(all, all.Length - sizeof(int));
            return all;
        }
    }

    private sealed class Reader(byte[] bytes)
    {
        private int _at;

        public byte Int8() => Take(1)[0];

        public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short)));

        public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

        public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

        public string Text()
        {
            int length = Int16();
            return length < 0 ? "" : Encoding.UTF8.GetString(Take(length));
        }

        public void Skip(int count) => Take(count);

        private ReadOnlySpan<byte> Take(int count)
        {
            if (count < 0 || count > bytes.Length - _at)
            {
                throw new IOException("The broker's answer is too short.");
            }

            _at += count;
            return bytes.AsSpan(_at - count, count);
        }
    }
}
