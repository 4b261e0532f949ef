using System.Net;
using System.Net.Sockets;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

public sealed class PortCheckTests
{
    [Fact]
    public async Task Free_ports_are_free() =>
        Assert.Empty(await PortCheck.FindTakenAsync(FreePorts.Take(4), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task A_taken_port_names_its_process(string address)
    {
        using TcpListener listener = new(IPAddress.Parse(address), 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        TakenPort taken = Assert.Single(await PortCheck.FindTakenAsync([port], TestContext.Current.CancellationToken));

        Assert.Equal(port, taken.Port);
        Assert.False(taken.Reserved);
        Assert.Equal(Environment.ProcessId, taken.Owner?.ProcessId);
        Assert.NotEqual("", taken.Owner?.Name);
    }

    [Fact]
    public async Task The_refusal_says_which_variable_gives_another_port()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        ClusterLayout layout = new(Variant.KRaft, FreePorts.Take(3), null, [FreePorts.Take(1)[0], port]);

        ClusterException refusal = await Assert.ThrowsAsync<ClusterException>(
            () => PortCheck.RequireFreeAsync(layout, null, TestContext.Current.CancellationToken));

        Assert.Equal(ClusterProblem.PortTaken, refusal.Problem);
        Assert.Contains($"{port} (", refusal.What.English, StringComparison.Ordinal);
        Assert.Contains($"PID {Environment.ProcessId}", refusal.What.English, StringComparison.Ordinal);
        Assert.Contains("KRAFT_2_CONTROLLER_PORT", refusal.WhatToDo.Korean, StringComparison.Ordinal);
    }
}
