using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>Tells Kafka's failures apart: which of them pass by themselves, and what the others are called.</summary>
internal static class KafkaFailures
{
    /// <summary>Whether the same call can succeed a moment later with nothing done: a controller is being elected, a broker restarts.</summary>
    public static bool Passes(Exception failure) => failure switch
    {
        TimeoutException => true,
        KafkaException kafka => ErrorsOf(kafka).Any(e => Passes(e.Code)),
        _ => false,
    };

    /// <summary>The error that says most: an item's own, before the summary's.</summary>
    public static Error FirstOf(KafkaException failure) => ErrorsOf(failure).First();

    /// <summary>A failed call as a named problem.</summary>
    /// <param name="failure">What the client threw: a <see cref="KafkaException"/> or a <see cref="TimeoutException"/>.</param>
    /// <param name="doing">What was tried, as a noun phrase: "Creating the topic x".</param>
    /// <param name="bootstrapServers">Whom we asked.</param>
    public static ClusterException Named(Exception failure, Text doing, string bootstrapServers)
    {
        Error? error = failure is KafkaException kafka ? FirstOf(kafka) : null;
        string reason = error?.Reason ?? failure.Message;
        ClusterProblem problem = error is null ? ClusterProblem.ListenerUnreachable : ProblemOf(error.Code);
        Text what = new($"{doing.Korean}: 실패했다 ({bootstrapServers}). {reason}", $"{doing.English} failed ({bootstrapServers}). {reason}");
        Text whatToDo = problem switch
        {
            ClusterProblem.ListenerUnreachable => new(
                "브로커가 떠 있는지 `dotnet run -- status`로 확인하고, 내려가 있으면 StartBrokerAsync 또는 `dotnet run -- up`으로 다시 띄운다.",
                "See whether the brokers run with `dotnet run -- status`; bring them back with StartBrokerAsync or `dotnet run -- up`."),
            ClusterProblem.BadConfiguration => new(
                "설정의 이름과 값, 토픽 이름, 파티션 수와 복제 수를 확인한다.",
                "Check the setting's name and value, the topic's name, the number of partitions and of replicas."),
            _ => new("잠시 뒤 다시 실행한다. 계속되면 `dotnet run -- doctor`로 확인한다.", "Try again in a moment; when it stays, look with `dotnet run -- doctor`."),
        };
        return new ClusterException(problem, what, whatToDo, failure);
    }

    private static ClusterProblem ProblemOf(ErrorCode code) => code switch
    {
        ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Resolve or ErrorCode.Local_TimedOut or ErrorCode.Local_Ssl
            or ErrorCode.Local_Authentication => ClusterProblem.ListenerUnreachable,
        _ when Passes(code) => ClusterProblem.TimedOut,
        _ => ClusterProblem.BadConfiguration,
    };

    private static bool Passes(ErrorCode code) => code
        is ErrorCode.NotController or ErrorCode.LeaderNotAvailable or ErrorCode.BrokerNotAvailable or ErrorCode.RequestTimedOut or ErrorCode.NetworkException
        or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.NotCoordinatorForGroup or ErrorCode.Local_TimedOut or ErrorCode.Local_Transport
        or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_WaitCache or ErrorCode.Local_WaitCoord;

    private static IEnumerable<Error> ErrorsOf(KafkaException failure)
    {
        IEnumerable<Error> items = failure switch
        {
            CreateTopicsException create => create.Results.Select(r => r.Error),
            DeleteTopicsException delete => delete.Results.Select(r => r.Error),
            DescribeTopicsException describe => describe.Results.TopicDescriptions.Select(t => t.Error),
            _ => [],
        };
        return [.. items.Where(e => e.IsError), failure.Error];
    }
}
