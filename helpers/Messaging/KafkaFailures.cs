using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Turns Kafka's error codes into failures with a name and a next step.</summary>
internal static class KafkaFailures
{
    public static ClusterException From(Text doing, Error error, Exception? inner = null) => new(
        ProblemOf(error.Code),
        new($"{doing.Korean}: {error.Reason} ({error.Code})", $"{doing.English}: {error.Reason} ({error.Code})"),
        NextStep(error.Code),
        inner);

    public static ClusterProblem ProblemOf(ErrorCode code) => code switch
    {
        _ when IsUnknownTopic(code) => ClusterProblem.TopicMissing,
        ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Resolve => ClusterProblem.ListenerUnreachable,
        ErrorCode.Local_TimedOut or ErrorCode.Local_MsgTimedOut or ErrorCode.RequestTimedOut or ErrorCode.Local_TimedOutQueue => ClusterProblem.TimedOut,
        ErrorCode.BrokerNotAvailable or ErrorCode.LeaderNotAvailable or ErrorCode.NotEnoughReplicas => ClusterProblem.BrokerMissing,
        ErrorCode.InvalidConfig or ErrorCode.Local_InvalidArg or ErrorCode.MsgSizeTooLarge => ClusterProblem.BadConfiguration,
        _ => ClusterProblem.BrokerError,
    };

    /// <summary>Errors that pass by themselves once the cluster has found a new leader or a coordinator.</summary>
    public static bool IsPassing(Error error) => !error.IsFatal && error.Code is
        ErrorCode.LeaderNotAvailable or ErrorCode.NotLeaderForPartition or ErrorCode.Local_Transport or ErrorCode.Local_TimedOut
        or ErrorCode.RequestTimedOut or ErrorCode.BrokerNotAvailable or ErrorCode.NetworkException or ErrorCode.Local_AllBrokersDown
        or ErrorCode.FencedLeaderEpoch or ErrorCode.UnknownLeaderEpoch or ErrorCode.ReplicaNotAvailable or ErrorCode.OffsetNotAvailable
        or ErrorCode.Local_WaitCoord or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.NotCoordinatorForGroup or ErrorCode.GroupLoadInProgress;

    /// <summary>The broker does not know the topic: it is gone, or so new that not every broker has heard of it.</summary>
    public static bool IsUnknownTopic(ErrorCode code) => code is
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition or ErrorCode.Local_NoEnt;

    private static Text NextStep(ErrorCode code) => ProblemOf(code) switch
    {
        ClusterProblem.TopicMissing => new(
            "토픽이 지워졌거나 같은 이름으로 새로 만들어졌다. CreateTopicAsync가 있는 셀부터 다시 실행한다.",
            "The topic was deleted, or made anew under the same label. Run again from the cell with CreateTopicAsync."),
        ClusterProblem.ListenerUnreachable or ClusterProblem.TimedOut or ClusterProblem.BrokerMissing => new(
            "브로커가 모두 떠 있는지 확인한다: `dotnet run -- status`",
            "See whether all brokers are running: `dotnet run -- status`"),
        ClusterProblem.BadConfiguration => new("설정의 이름과 값을 고친다.", "Correct the setting's name or value."),
        _ => new("오류 코드를 확인하고 셀을 다시 실행한다.", "Look at the error code and run the cell again."),
    };
}
