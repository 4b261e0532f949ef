using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Doctor;

/// <summary>Starts an embedded cluster, writes a record and reads it back: what every machine with .NET must be able to do.</summary>
internal sealed class EmbeddedCheck(ClusterOptions options, ClusterStarter clusters) : ICheck
{
    private const string TopicName = "workbook.doctor";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken cancellationToken)
    {
        Text subject = new("내장 클러스터", "Embedded cluster");
        try
        {
            Stopwatch clock = Stopwatch.StartNew();
            Cluster cluster = await clusters.StartAsync(options with { Kind = ClusterKind.Embedded }, cancellationToken).ConfigureAwait(false);
            await using (cluster.ConfigureAwait(false))
            {
                string sent = Guid.NewGuid().ToString("N");
                await cluster.CreateTopicAsync(new TopicSpec(TopicName, 1, 3, new Dictionary<string, string>()), cancellationToken).ConfigureAwait(false);
                await WriteAsync(cluster, sent, cancellationToken).ConfigureAwait(false);
                string? read = await Task.Run(() => Read(cluster), cancellationToken).ConfigureAwait(false);
                string took = clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
                return [read == sent
                    ? Diagnosis.Ok(subject, new($"띄우고, 쓰고, 다시 읽었다 ({took}초)", $"started, written to and read back ({took} s)"))
                    : Diagnosis.Missing(
                        subject,
                        new("쓴 레코드를 다시 읽지 못했다.", "The record that was written could not be read back."),
                        new("보안 프로그램이 127.0.0.1의 연결을 막는지 본다.", "See whether a security program blocks connections to 127.0.0.1."))];
            }
        }
        catch (ClusterException failure)
        {
            return [Diagnosis.Missing(subject, failure.What, failure.WhatToDo)];
        }
        catch (KafkaException failure)
        {
            return [Diagnosis.Missing(subject, Text.Same(failure.Error.Reason), new(
                "보안 프로그램이 127.0.0.1의 연결을 막는지 본다.",
                "See whether a security program blocks connections to 127.0.0.1."))];
        }
    }

    private static async Task WriteAsync(Cluster cluster, string value, CancellationToken cancellationToken)
    {
        ProducerConfig config = cluster.ProducerConfig();
        config.MessageTimeoutMs = (int)Limit.TotalMilliseconds;
        using IProducer<Null, string> producer = new ProducerBuilder<Null, string>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        await producer.ProduceAsync(new TopicPartition(TopicName, 0), new Message<Null, string> { Value = value }, cancellationToken).ConfigureAwait(false);
    }

    private static string? Read(Cluster cluster)
    {
        using IConsumer<Ignore, string> consumer = new ConsumerBuilder<Ignore, string>(cluster.ConsumerConfig("workbook.doctor"))
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(TopicName, 0, Offset.Beginning));
        return consumer.Consume(Limit)?.Message.Value;
    }
}
