using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>What chapter 6 has to show.</summary>
internal static class LocalClusterChecks
{
    /// <summary>The cells that only a cluster with Kafka's tools can fill.</summary>
    public static IReadOnlyList<string> NeedTools { get; } = ["topic-cli", "topic-cli-describe", "tools-produce", "tools-consume", "tools-confirm", "tools-groups"];

    /// <summary>The cells that hang on a KRaft cluster beside the chapter's own.</summary>
    public static IReadOnlyList<string> NeedKRaft { get; } = ["kraft-start", "kraft-flow", "kraft-topology", "kraft-quorum", "kraft-stop"];

    /// <summary>The compose file as it stands in the repository.</summary>
    public static void ComposeFile(ChapterRun run)
    {
        Assert.Equal(["zookeeper", "kafka-1", "kafka-2", "kafka-3"], run.TableOf("compose-read").Select(r => r[0]));
        Assert.Contains("결과 4.", run.TextOf("compose-compare"), StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3"], run.TableOf("compose-brokers").Select(r => r[1]));
        Assert.Contains("KAFKA_BROKER_ID, KAFKA_ADVERTISED_LISTENERS뿐", run.TextOf("compose-brokers"), StringComparison.Ordinal);
        Assert.Contains("zookeeper:", run.TextOf("compose-zookeeper"), StringComparison.Ordinal);
        Assert.DoesNotContain("kafka-1:", run.TextOf("compose-zookeeper"), StringComparison.Ordinal);
        Assert.Contains("KAFKA_BROKER_ID: 1", run.TextOf("compose-broker"), StringComparison.Ordinal);
        Assert.Contains("KAFKA_AUTO_CREATE_TOPICS_ENABLE", run.TextOf("compose-settings-shared"), StringComparison.Ordinal);
        Assert.Equal(["kafka-1:19092", "kafka-2:19092", "kafka-3:19092"], run.TableOf("compose-listeners-table").Select(r => r[1]));
        Assert.Equal(["kraft-1", "kraft-2", "kraft-3"], run.TableOf("kraft-compose").Select(r => r[0]));
    }

    /// <summary>The document's test flow with the client: ten sent, ten received, order kept inside partitions.</summary>
    public static void Flow(ChapterRun run)
    {
        Assert.Contains("running.Brokers.Count = 3", run.TextOf("check-brokers"), StringComparison.Ordinal);
        Assert.All(new[] { "브로커 1", "브로커 2", "브로커 3" }, b => Assert.Contains(b, run.DrawingOf("check-topology")));
        string[] produced = run.TextOf("produce-look").Split('\n');
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"hello {i}"), produced.Select(l => l.Split(':')[0]));
        Assert.All(produced, l => Assert.EndsWith("Persisted", l, StringComparison.Ordinal));
        string[] received = run.TextOf("consume-run").Split('\n');
        Assert.Equal(produced.Select(l => l.Split(", Pers")[0]).Order(), received.Order());
        Assert.All(
            received.GroupBy(l => l.Split(',')[0].Split("partition ")[1], l => int.Parse(l.Split("offset ")[1], System.Globalization.CultureInfo.InvariantCulture)),
            offsets => Assert.Equal(Enumerable.Range(0, offsets.Count()), offsets));
        Assert.Contains("received.Count = 10", run.TextOf("verify-count"), StringComparison.Ordinal);
        Assert.Contains("✓", run.TextOf("verify-nothing-lost"), StringComparison.Ordinal);
        Assert.Contains("✓", run.TextOf("verify-order"), StringComparison.Ordinal);
        IReadOnlyList<string> log = run.DrawingOf("verify-offsets");
        Assert.Contains(log, t => t.Contains("billing", StringComparison.Ordinal));
        Assert.Equal(10 + 3, log.Count(t => int.TryParse(t, out _)));
        Assert.Contains("billing lag 6", run.TextOf("tools-groups-everywhere"), StringComparison.Ordinal);
    }

    /// <summary>Each mistake shows its real error, soon.</summary>
    public static void Mistakes(ChapterRun run)
    {
        Assert.Contains("Local_Transport", run.TextOf("mistake-port-run"), StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1/bootstrap", run.TextOf("mistake-port-run"), StringComparison.Ordinal);
        string listener = run.TextOf("mistake-listener-run");
        Assert.Equal(3, listener.Split('\n').Count(l => l.Contains("→ kafka-one:", StringComparison.Ordinal)));
        Assert.Contains("Local_MsgTimedOut", listener, StringComparison.Ordinal);
        Assert.Contains("Failed to resolve 'kafka-one:", listener, StringComparison.Ordinal);
        Assert.Contains("결과 0.", run.TextOf("mistake-latest-run"), StringComparison.Ordinal);
        Assert.Contains("= 10", run.TextOf("mistake-latest-fixed"), StringComparison.Ordinal);
        string twins = run.TextOf("mistake-group-look");
        Assert.Contains("1 partition(s), 10 record(s)", twins, StringComparison.Ordinal);
        Assert.Contains("0 partition(s), 0 record(s)", twins, StringComparison.Ordinal);
        Assert.Contains("SocketException", run.TextOf("mistake-taken-run"), StringComparison.Ordinal);
    }

    /// <summary>Kafka's own tools: created, described, produced, consumed, the group's lag.</summary>
    public static void Tools(ChapterRun run)
    {
        Assert.Contains("Created topic workbook.by-cli.", run.TextOf("topic-cli"), StringComparison.Ordinal);
        Assert.Contains("PartitionCount: 3", run.TextOf("topic-cli-describe"), StringComparison.Ordinal);
        Assert.Contains("3 partitions", run.TextOf("topic-client"), StringComparison.Ordinal);
        Assert.Contains("UnknownTopicOrPart", run.TextOf("mistake-typo-run"), StringComparison.Ordinal);
        Assert.All(new[] { "a\tfirst", "b\tsecond", "c\tthird" }, line => Assert.Contains(line, run.TextOf("tools-consume"), StringComparison.Ordinal));
        Assert.Contains("= 3", run.TextOf("tools-confirm"), StringComparison.Ordinal);
        string groups = run.TextOf("tools-groups");
        Assert.Contains("CURRENT-OFFSET", groups, StringComparison.Ordinal);
        Assert.Contains("LAG", groups, StringComparison.Ordinal);
    }

    /// <summary>The same flow on three brokers without ZooKeeper.</summary>
    public static void KRaft(ChapterRun run)
    {
        Assert.Contains("KRaft", run.TextOf("kraft-start"), StringComparison.Ordinal);
        Assert.Contains("10건 가운데 10건을 읽었다.", run.TextOf("kraft-flow"), StringComparison.Ordinal);
        IReadOnlyList<string> picture = run.DrawingOf("kraft-topology");
        Assert.All(new[] { "브로커 1", "브로커 2", "브로커 3" }, b => Assert.Contains(b, picture));
        Assert.Single(picture, t => t == "★ 활성 컨트롤러");
        Assert.Equal(2, picture.Count(t => t == "대기 컨트롤러"));
        Assert.Contains("LeaderId", run.TextOf("kraft-quorum"), StringComparison.Ordinal);
    }

    /// <summary>The closing table contradicts nothing.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Findings(ChapterRun run)
    {
        IReadOnlyList<IReadOnlyList<string>> rows = run.TableOf("findings");
        Assert.Equal(8, rows.Count);
        Assert.DoesNotContain(rows, r => r[3].Contains('✗', StringComparison.Ordinal));

        // "Easily started" was seen where the chapter itself started it from the file, not where it joined a running one or took another kind.
        IReadOnlyList<string> easily = Assert.Single(rows, r => r[1].Contains("손쉽게", StringComparison.Ordinal));
        Assert.Equal(easily[2].Contains("쓸 수 있게 되었다", StringComparison.Ordinal), easily[3].Contains('✓', StringComparison.Ordinal));
        Assert.Contains(rows, r => r[2].Contains("10건을 보냈고 10건을 브로커가 받았다고 답했다", StringComparison.Ordinal));
        Assert.Contains(rows, r => r[2].Contains("10건을 받았다. 빠진 것 없음, 파티션 안의 순서 그대로", StringComparison.Ordinal));
        return rows;
    }
}
