using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>Starts that fail: each is named, soon, and leaves nothing.</summary>
[Collection(LocalBrokers.Name)]
public sealed class LocalStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_taken_port_is_named_with_its_process_before_anything_starts()
    {
        Need.Local();
        await using LocalPlace place = new();
        using TcpListener listener = new(IPAddress.Loopback, place.Layout.BrokerPorts[1]);
        listener.Start();

        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => place.StartAsync());

        Assert.Equal(ClusterProblem.PortTaken, failure.Problem);
        Assert.Contains($"{place.Layout.BrokerPorts[1]} (", failure.What.English, StringComparison.Ordinal);
        Assert.Contains($"PID {Environment.ProcessId}", failure.What.Korean, StringComparison.Ordinal);
        Assert.Contains("KAFKA_2_PORT", failure.WhatToDo.English, StringComparison.Ordinal);
        place.AssertNothingLeft([]);
    }

    [Fact]
    public async Task A_wrong_broker_setting_is_named_with_the_brokers_own_words()
    {
        Need.Local();
        await using LocalPlace place = new();

        (ClusterException failure, IReadOnlyList<ProcessMark> marks) = await FailAsync(place, () => place.StartAsync(new Dictionary<string, string> { ["log.retention.ms"] = "soon" }));

        Assert.Equal(ClusterProblem.BadConfiguration, failure.Problem);
        Assert.Contains("log.retention.ms", failure.What.English, StringComparison.Ordinal);
        Assert.Contains("soon", failure.What.Korean, StringComparison.Ordinal);
        place.AssertNothingLeft(marks);
    }

    [Fact]
    public async Task A_broker_that_ends_during_the_start_is_named_with_the_end_of_its_log()
    {
        Need.Local();
        await using LocalPlace place = new();
        Task killing = Task.Run(
            async () =>
            {
                ProcessMark mark = await MarkAsync(place, "kafka-3");
                while (!File.Exists(place.Site.Log("kafka-3")) || new FileInfo(place.Site.Log("kafka-3")).Length == 0)
                {
                    await Task.Delay(20, Token);
                }

                ProcessControl.Kill(mark);
            },
            Token);

        (ClusterException failure, IReadOnlyList<ProcessMark> marks) = await FailAsync(place, () => place.StartAsync());
        await killing;

        Assert.Equal(ClusterProblem.ProcessEnded, failure.Problem);
        Assert.Contains("Broker 3 ended", failure.What.English, StringComparison.Ordinal);
        Assert.Contains("INFO", failure.What.Korean, StringComparison.Ordinal);
        place.AssertNothingLeft(marks);
    }

    [Fact]
    public async Task A_start_that_takes_too_long_names_the_missing_broker_and_leaves_nothing()
    {
        Need.Local();
        await using LocalPlace place = new();
        place.Limit(TimeSpan.FromSeconds(4));
        Task freezing = Task.Run(async () => ProcessControl.Freeze(await MarkAsync(place, "kafka-1")), Token);

        (ClusterException failure, IReadOnlyList<ProcessMark> marks) = await FailAsync(place, () => place.StartAsync());
        await freezing;

        // Which of them depends on how far the others came.
        Assert.Contains(failure.Problem, new[] { ClusterProblem.BrokerMissing, ClusterProblem.ListenerUnreachable });
        Assert.Contains(" seconds ", failure.What.English, StringComparison.Ordinal);
        place.AssertNothingLeft(marks);
    }

    [Fact]
    public async Task A_cancelled_start_leaves_nothing()
    {
        Need.Local();
        await using LocalPlace place = new();
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<Cluster> start = new LocalLauncher().StartAsync(place.Options, cancel.Token);
        _ = await MarkAsync(place, "kafka-1");
        ProcessMark[] marks = [.. place.State.Nodes.Select(n => n.Process!)];
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        place.AssertNothingLeft(marks);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        Need.Local();
        await using LocalPlace place = new();
        string file = Path.Combine(Directory.CreateDirectory(Path.GetDirectoryName(place.DataFolder)!).FullName, "a file");
        await File.WriteAllTextAsync(file, "", Token);
        place.Change((ClusterOptions.DataVariable, Path.Combine(file, "data")));
        ClusterException failure = await Assert.ThrowsAsync<ClusterException>(() => place.StartAsync());
        Assert.Equal(ClusterProblem.BadConfiguration, failure.Problem);
        Assert.Contains(ClusterOptions.DataVariable, failure.WhatToDo.English, StringComparison.Ordinal);
        place.Change((ClusterOptions.DataVariable, Path.GetDirectoryName(file)!));
    }

    [Fact]
    public async Task A_cluster_outlives_the_process_that_started_it_and_two_starts_at_once_make_one_cluster()
    {
        Need.Local();
        await using LocalPlace place = new();
        using Process child = StartChild(place);
        try
        {
            // While the child starts it, we ask for it, too: one of both starts, the other attaches.
            while (!File.Exists(place.Site.StateFile))
            {
                Assert.False(child.HasExited, "the child ended");
                await Task.Delay(50, Token);
            }

            await using LocalCluster cluster = await place.StartAsync();
            ProcessMark[] marks = [.. place.State.Nodes.Select(n => n.Process!)];
            Assert.All(marks, m => Assert.True(m.IsAlive()));
            await LocalRecords.CreateAsync(cluster, "survivor");

            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync(Token);

            await Task.Delay(TimeSpan.FromSeconds(1), Token);
            Assert.All(marks, m => Assert.True(m.IsAlive()));
            await using LocalCluster found = (await place.AttachAsync())!;
            await LocalRecords.WriteAsync(found, "survivor", 5);
            Assert.Equal(5, LocalRecords.Read(found, "survivor", 5).Count);
            await found.StopAsync(cancellationToken: Token);
            place.AssertNothingLeft(marks);
        }
        finally
        {
            if (!child.HasExited)
            {
                child.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>The child of the test above: it starts a cluster and waits to be killed.</summary>
    [Fact(Explicit = true)]
    public async Task Start_a_cluster_and_wait()
    {
        ClusterOptions options = new() { Progress = ProgressDisplays.Silent, Kind = ClusterKind.Local };
        await using Cluster cluster = await Cluster.StartAsync(options, Token);
        await Task.Delay(Timeout.Infinite, Token);
    }

    private static Process StartChild(LocalPlace place)
    {
        string tests = typeof(LocalStartTests).Assembly.Location;
        ProcessStartInfo start = new("dotnet", ["exec", tests, "-explicit", "only", "-method", $"{typeof(LocalStartTests).FullName}.{nameof(Start_a_cluster_and_wait)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in place.Variables)
        {
            start.Environment[name] = value;
        }

        Process child = Process.Start(start)!;
        child.OutputDataReceived += (_, _) => { };
        child.ErrorDataReceived += (_, _) => { };
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        return child;
    }

    private static async Task<ProcessMark> MarkAsync(LocalPlace place, string node)
    {
        while (true)
        {
            if (LocalState.Read(place.Site.StateFile)?.Nodes.FirstOrDefault(n => n.Name == node)?.Process is { } mark)
            {
                return mark;
            }

            await Task.Delay(10, Token);
        }
    }

    private static async Task<(ClusterException Failure, IReadOnlyList<ProcessMark> Marks)> FailAsync(LocalPlace place, Func<Task<LocalCluster>> start)
    {
        Task<LocalCluster> starting = start();
        await MarkAsync(place, "kafka-1");
        ProcessMark[] marks = [.. place.State.Nodes.Select(n => n.Process!)];
        return (await Assert.ThrowsAsync<ClusterException>(() => starting), marks);
    }
}
