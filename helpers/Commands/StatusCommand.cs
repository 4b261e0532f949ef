using System.CommandLine;
using System.Globalization;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary><c>status</c>: what of ours runs, since when, and what it left behind.</summary>
internal sealed class StatusCommand(Screen screen, ClusterEnvironment environment, ClusterStarter clusters)
{
    /// <summary>Every topic of a notebook begins like this.</summary>
    private const string TopicPrefix = "workbook.";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public Command Create()
    {
        Command command = new("status", new Text(
            "무엇이 떠 있고 무엇이 남아 있는지 보인다.",
            "Shows what is running and what was left behind.").ToString());
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ClusterOptions options = new() { Environment = environment, Progress = ProgressDisplays.Silent };
        IReadOnlyList<FoundCluster> found = await clusters.FindAllAsync(options, cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
        {
            screen.Line(new Text("워크북이 띄운 클러스터가 없다.", "No cluster of the workbook's is running."));
            return ExitCodes.Success;
        }

        foreach (FoundCluster cluster in found)
        {
            await ShowAsync(cluster, options, cancellationToken).ConfigureAwait(false);
        }

        screen.Line(new Text("모두 끝내고 치우기: dotnet run -- down", "To end and remove all of it: dotnet run -- down"));
        return ExitCodes.Success;
    }

    private async Task ShowAsync(FoundCluster cluster, ClusterOptions options, CancellationToken cancellationToken)
    {
        string name = ClusterLines.NameOf(cluster.Kind, cluster.Variant);
        int running = cluster.Brokers.Count(b => b.State == BrokerState.Running);
        Mark mark = !cluster.Running ? Mark.Plain : running == cluster.Brokers.Count ? Mark.Good : Mark.Warning;
        string since = cluster.Since is { } time ? SinceOf(time) : "";
        screen.Marked(mark, cluster.Running
            ? new Text($"{name} {cluster.Name}: {cluster.BootstrapServers}{since}", $"{name} {cluster.Name}: {cluster.BootstrapServers}{since}")
            : new Text($"{name} {cluster.Name}: 떠 있지 않고 남은 것만 있다.", $"{name} {cluster.Name}: not running; some of it is left."));
        foreach (Broker broker in cluster.Brokers)
        {
            Text state = StateOf(broker.State);
            screen.Line(new Text($"    브로커 {broker.Id}  {broker.Host}:{broker.Port}  {state.Korean}", $"    broker {broker.Id}  {broker.Host}:{broker.Port}  {state.English}"));
        }

        foreach (Text remains in cluster.Remains)
        {
            screen.Line($"    {remains}");
        }

        if (cluster.Running)
        {
            await ShowTopicsAsync(cluster, options, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ShowTopicsAsync(FoundCluster found, ClusterOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> topics;
        try
        {
            topics = await Task.Run(() => TopicsOf(found.BootstrapServers), cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaException failure)
        {
            screen.Line(new Text($"    토픽을 읽지 못했다: {failure.Error.Reason}", $"    its topics cannot be read: {failure.Error.Reason}"));
            return;
        }

        if (topics.Count > 0)
        {
            string names = string.Join(", ", topics.Take(8)) + (topics.Count > 8 ? ", …" : "");
            screen.Line(new Text($"    노트북의 토픽 {topics.Count}개: {names}", $"    topics of notebooks: {topics.Count} ({names})"));
        }
    }

    private static IReadOnlyList<string> TopicsOf(string bootstrapServers)
    {
        // The client's own complaints (a broker that is down) would spoil the terminal; the brokers' states are shown above.
        using IAdminClient admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        return [.. admin.GetMetadata(Limit).Topics.Select(t => t.Topic).Where(t => t.StartsWith(TopicPrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static string SinceOf(DateTimeOffset time)
    {
        TimeSpan age = DateTimeOffset.Now - time;
        Text ago = age.TotalMinutes < 1 ? new("방금", "just now")
            : age.TotalHours < 1 ? new($"{(int)age.TotalMinutes}분 전", $"{(int)age.TotalMinutes} min ago")
            : age.TotalDays < 1 ? new($"{(int)age.TotalHours}시간 전", $"{(int)age.TotalHours} h ago")
            : new($"{(int)age.TotalDays}일 전", $"{(int)age.TotalDays} d ago");
        string clock = time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new Text($", {clock}부터 ({ago.Korean})", $", since {clock} ({ago.English})").ToString();
    }

    private static Text StateOf(BrokerState state) => state switch
    {
        BrokerState.Running => new("실행 중", "running"),
        BrokerState.Frozen => new("얼어 있음", "frozen"),
        BrokerState.Killed => new("강제로 끝남", "killed"),
        _ => new("멈춤", "stopped"),
    };
}
