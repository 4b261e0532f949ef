using System.Buffers.Binary;
using System.Text;
using KafkaWorkbook.Clusters.Brokers;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

public sealed class BrokerWireTests
{
    [Theory]
    [InlineData(true, 55, 0)]
    [InlineData(false, 3, 7)]
    public void A_request_carries_its_length_its_kind_and_its_version(bool quorum, short kind, short version)
    {
        byte[] request = quorum ? BrokerWire.QuorumRequest() : BrokerWire.MetadataRequest();
        Assert.Equal(request.Length - 4, BinaryPrimitives.ReadInt32BigEndian(request));
        Assert.Equal(kind, BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(4)));
        Assert.Equal(version, BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(6)));
        Assert.Contains("kafka-workbook", Encoding.ASCII.GetString(request), StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_is_read()
    {
        byte[] answer =
        [
            0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2,
            0, 0, 0, 1, 0, 1, (byte)'a', 0, 0, 0x23, 0x84, 0xff, 0xff,
            0, 0, 0, 3, 0, 1, (byte)'b', 0, 0, 0x23, 0x86, 0, 1, (byte)'r',
            0, 2, (byte)'i', (byte)'d', 0, 0, 0, 3, 0, 0, 0, 0,
        ];
        BrokerView view = BrokerWire.ReadMetadata(answer);
        Assert.Equal("id", view.ClusterId);
        Assert.Equal(3, view.ControllerId);
        Assert.Equal([(1, "a", 9092), (3, "b", 9094)], view.Brokers);
        Assert.Throws<IOException>(() => BrokerWire.ReadMetadata(answer[..20]));
    }

    [Theory]
    [InlineData(0, 0, 2, 2)]
    [InlineData(0, 0, -1, null)]
    [InlineData(41, 0, 2, null)]
    [InlineData(0, 6, 2, null)]
    public void The_active_controller_is_read_unless_the_broker_refuses(byte error, byte partitionError, int leader, int? expected)
    {
        byte[] id = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(id, leader);
        byte[] answer =
        [
            0, 0, 0, 1, 0, 0, error, 2, 19, .. Encoding.ASCII.GetBytes("__cluster_metadata"), 2, 0, 0, 0, 0, 0, partitionError, .. id, 0, 0, 0, 1,
        ];
        Assert.Equal(expected, BrokerWire.ReadLeader(answer));
    }

    [Fact]
    public void A_topics_leaders_and_replicas_are_read()
    {
        byte[] answer =
        [
            0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1,
            0, 0, 0, 1, 0, 1, (byte)'a', 0, 0, 0x23, 0x84, 0xff, 0xff,
            0, 2, (byte)'i', (byte)'d', 0, 0, 0, 3,
            0, 0, 0, 1, 0, 0, 0, 1, (byte)'t', 0, 0, 0, 0, 2,
            0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 9, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 1,
            0, 5, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1,
        ];
        TopicView view = BrokerWire.ReadTopic(answer);
        Assert.Equal(3, view.ControllerId);
        Assert.Equal([(0, null, 4), (1, 2, 9)], view.Partitions.Select(p => (p.Partition, p.Leader, p.Epoch)));
        Assert.Equal([1, 2, 3], view.Partitions[1].Replicas);
        Assert.Equal([2, 3], view.Partitions[1].InSync);
        Assert.Empty(view.Partitions[0].InSync);
    }

    [Fact]
    public void Of_brokers_that_disagree_the_one_that_knows_the_later_leader_is_believed()
    {
        static TopicView View(int leader, int epoch, params int[] inSync) => new(1, [new PartitionView(0, leader, epoch, [1, 2, 3], inSync)]);

        Assert.Null(WireObserver.Merge([]));
        Assert.Equal(3, WireObserver.Merge([View(2, 4, 1, 2, 3), View(3, 5, 1, 3), View(2, 4, 1, 2, 3)])![0].Leader);
        Assert.Equal([1, 3], WireObserver.Merge([View(3, 5, 1, 3), View(3, 5, 1, 2, 3), View(3, 5, 1, 3)])![0].InSync);
    }

    [Fact]
    public void The_quorum_is_read_with_its_epoch_and_its_voters()
    {
        byte[] answer =
        [
            0, 0, 0, 1, 0, 0, 0, 2, 19, .. Encoding.ASCII.GetBytes("__cluster_metadata"), 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 1, 44,
            3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 43, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 1, 44, 0, 1, 0, 0, 0,
        ];
        QuorumView quorum = BrokerWire.ReadQuorum(answer)!;
        Assert.Equal((3, 7, 300L), (quorum.LeaderId, quorum.Epoch, quorum.HighWatermark));
        Assert.Equal([(1, 299L), (3, 300L)], quorum.Voters);
        Assert.Equal(3, BrokerWire.ReadLeader(answer));
        Assert.Throws<IOException>(() => BrokerWire.ReadQuorum(answer[..^20]));
    }

    [Fact]
    public async Task Nobody_is_no_answer() =>
        Assert.Null(await BrokerWire.ViewAsync("127.0.0.1", 1, askQuorum: false, TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("kafka-topics", "--list", "--bootstrap-server b:1 --list")]
    [InlineData("kafka-topics", "--bootstrap-server x:2 --list", "--bootstrap-server x:2 --list")]
    [InlineData("kafka-dump-log", "--files 0.log", "--files 0.log")]
    [InlineData("zookeeper-shell", "ls /", "z:9 ls /")]
    [InlineData("zookeeper-shell", "y:3 ls /", "y:3 ls /")]
    [InlineData("kafka-producer-perf-test", "--topic t", "--topic t --producer-props bootstrap.servers=b:1")]
    [InlineData("kafka-producer-perf-test", "--producer-props acks=all --topic t", "--producer-props bootstrap.servers=b:1 acks=all --topic t")]
    [InlineData("kafka-metadata-quorum", "describe --status", "--bootstrap-server b:1 describe --status")]
    public void A_command_is_told_the_clusters_address_in_its_own_way(string tool, string arguments, string expected) =>
        Assert.Equal(expected, string.Join(' ', KafkaTools.WithAddress(tool, arguments.Split(' '), "b:1", "z:9")));

    [Theory]
    [InlineData("kafka-topics.sh", "kafka-topics")]
    [InlineData(" kafka-topics.BAT ", "kafka-topics")]
    [InlineData("kafka-topics", "kafka-topics")]
    public void A_commands_ending_does_not_matter(string tool, string expected) => Assert.Equal(expected, KafkaTools.NameOf(tool));
}
