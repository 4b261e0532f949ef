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
