using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>What sending again does to the order, with the error injected into an embedded cluster.</summary>
public static class RetryRuns
{
    private const int MostRecords = 1_000_000;
    private const int RoundTripMs = 20;
    private static readonly TimeSpan InjectedSendingTime = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Starts an embedded cluster beside whatever runs, lets every answer take 20 ms, injects one NOT_ENOUGH_REPLICAS, and sends numbered records into one partition.
    /// The result is the client's doing; the brokers are mocks, and they know nothing of idempotence.
    /// </summary>
    /// <param name="config">The producer's settings: without idempotence, because these brokers could not keep what it promises.</param>
    /// <param name="records">How many records, 100 to 1,000,000.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="ArgumentException">Idempotence was asked for, or a number is out of its range.</exception>
    public static async Task<RetryRun> InjectedAsync(ProducerConfig config, int records = 2_000, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        RequireRecords(records);
        if (config.EnableIdempotence == true)
        {
            throw new ArgumentException(
                new Text(
                    "내장 클러스터의 모의 브로커는 멱등성을 모른다. 멱등성은 진짜 브로커에서 본다.",
                    "The embedded cluster's brokers know nothing of idempotence. See it on real brokers.").ToString(),
                nameof(config));
        }

        Cluster cluster = await Cluster.StartAsync(
            new ClusterOptions { Kind = ClusterKind.Embedded, Variant = Variant.ZooKeeper, Progress = ProgressDisplays.Silent }, ct).ConfigureAwait(false);
        await using (cluster.ConfigureAwait(false))
        {
            EmbeddedCluster lab = cluster.Embedded();
            Topic topic = await lab.CreateTopicAsync("retry", partitions: 1, ct: ct).ConfigureAwait(false);
            foreach (int broker in lab.BrokerIds)
            {
                lab.SetRoundTripTime(broker, TimeSpan.FromMilliseconds(RoundTripMs));
            }

            // The first requests pass, so that others are on their way when one is refused.
            Injection injection = lab.InjectErrors(KafkaApi.Produce, ErrorCode.NoError, ErrorCode.NoError, ErrorCode.NotEnoughReplicas);
            IReadOnlyList<bool> acked = await new NumberedSender(topic, config).RunAsync(records, InjectedSendingTime, ct).ConfigureAwait(false);
            OrderCheck order = OrderCheck.Of(await topic.ReadAllAsync(ct).ConfigureAwait(false));
            Text trouble = new(
                $"주입: 곁에 띄운 내장 클러스터에서 왕복 시간 {RoundTripMs} ms, Produce 요청 하나에 NOT_ENOUGH_REPLICAS. {injection.What.Korean}",
                $"Injected: an embedded cluster started beside, round trip {RoundTripMs} ms, NOT_ENOUGH_REPLICAS for one Produce request. {injection.What.English}");
            return RetryRun.Of(NameOf(config), trouble, injected: true, acked, order);
        }
    }

    internal static void RequireRecords(int records)
    {
        if (records is < 100 or > MostRecords)
        {
            throw new ArgumentOutOfRangeException(
                nameof(records), records, new Text("100건에서 1,000,000건까지 보낼 수 있다.", "100 to 1,000,000 records can be sent.").ToString());
        }
    }

    // As a reader knows them: the client writes "all" as -1, and booleans as .NET does.
    internal static Text NameOf(ProducerConfig config) => Text.Same(string.Join(", ", config.Select(s => (s.Key, s.Value) switch
    {
        ("acks", "-1") => "acks=all",
        (_, "True" or "False") => $"{s.Key}={(s.Value == "True" ? "true" : "false")}",
        _ => $"{s.Key}={s.Value}",
    })));
}
