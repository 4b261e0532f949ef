using Confluent.Kafka;
using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Messaging;

/// <summary>Not every event was acknowledged. What was acknowledged is in <see cref="Sent"/>.</summary>
public sealed class DeliveryException : ClusterException
{
    internal DeliveryException(Sent sent, int failed, Error first, Exception? inner = null)
        : base(
            KafkaFailures.ProblemOf(first.Code) is ClusterProblem.TopicMissing ? ClusterProblem.TopicMissing : ClusterProblem.NotDelivered,
            new(
                $"토픽 {sent.Topic.Name}에 보낸 것 가운데 {Payloads.Number(sent.Records.Count)}건은 확인되었고 {Payloads.Number(failed)}건은 실패했다. 첫 오류: {first.Reason} ({first.Code})",
                $"Of what was sent to the topic {sent.Topic.Name}, {Payloads.Number(sent.Records.Count)} were acknowledged and {Payloads.Number(failed)} failed. First error: {first.Reason} ({first.Code})"),
            new(
                "브로커가 모두 떠 있는지(`dotnet run -- status`), 토픽이 아직 있는지 확인하고 다시 보낸다. 실패한 것이 저장되지 않았다는 뜻은 아니다.",
                "See whether all brokers run (`dotnet run -- status`) and the topic is still there, and send again. A failure does not mean that the record was not stored."),
            inner)
    {
        Sent = sent;
        Failed = failed;
        FirstError = first;
    }

    /// <summary>What was acknowledged, in the order sent.</summary>
    public Sent Sent { get; }

    /// <summary>How many events were not acknowledged.</summary>
    public int Failed { get; }

    /// <summary>Kafka's first error.</summary>
    public Error FirstError { get; }
}
