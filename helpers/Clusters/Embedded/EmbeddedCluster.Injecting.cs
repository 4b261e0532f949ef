using System.Globalization;
using Confluent.Kafka;

namespace KafkaWorkbook.Clusters;

public sealed partial class EmbeddedCluster
{
    private static readonly TimeSpan LongestRoundTrip = TimeSpan.FromMinutes(1);

    /// <summary>Delays every answer of a broker, as a long way would.</summary>
    /// <param name="brokerId">The broker: 1, 2 or 3.</param>
    /// <param name="roundTrip">The delay, 0 to 1 minute in whole milliseconds; zero takes it away.</param>
    /// <returns>What was injected, for the reader.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such broker, or the time is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public Injection SetRoundTripTime(int brokerId, TimeSpan roundTrip)
    {
        ThrowIfUnknown(brokerId);
        if (roundTrip < TimeSpan.Zero || roundTrip > LongestRoundTrip)
        {
            throw new ArgumentOutOfRangeException(nameof(roundTrip), roundTrip, "A round-trip time is 0 to 1 minute.");
        }

        int milliseconds = (int)roundTrip.TotalMilliseconds;
        _brokers.SetRoundTrip(brokerId, milliseconds);
        return new Injection(milliseconds == 0
            ? new($"브로커 {brokerId}의 왕복 시간을 원래대로 되돌렸다.", $"The round trip to broker {brokerId} is as it was.")
            : new(
                string.Create(CultureInfo.InvariantCulture, $"브로커 {brokerId}의 모든 응답이 {milliseconds} ms 늦게 나간다."),
                string.Create(CultureInfo.InvariantCulture, $"Every answer of broker {brokerId} leaves {milliseconds} ms late.")));
    }

    /// <summary>Lets the next requests of a kind fail, one error each, whichever broker gets them.</summary>
    /// <param name="api">The kind of request.</param>
    /// <param name="errors">
    /// The errors in their order, 1 to 1,000 of the protocol's own; <see cref="ErrorCode.Local_Transport"/> cuts the connection, and <see cref="ErrorCode.NoError"/> lets one
    /// request pass.
    /// </param>
    /// <returns>What was injected, for the reader.</returns>
    /// <exception cref="ArgumentException">No errors, too many, an unknown kind of request, or an error that only a client knows.</exception>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public Injection InjectErrors(KafkaApi api, params IReadOnlyList<ErrorCode> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        ThrowIfUnknown(api);
        if (errors.Count is < 1 or > 1_000)
        {
            throw new ArgumentException($"{Invariant(errors.Count)} errors were given; 1 to 1,000 can be injected.", nameof(errors));
        }

        // Below zero are librdkafka's own errors, which no broker can send.
        if (errors.FirstOrDefault(e => e < ErrorCode.Unknown && e != ErrorCode.Local_Transport) is var local and not ErrorCode.NoError)
        {
            throw new ArgumentException($"{local} is an error of the client; a broker cannot answer with it.", nameof(errors));
        }

        _brokers.PushErrors((short)api, [.. errors.Select(e => (int)e)]);
        string names = string.Join(", ", errors);
        return new Injection(new(
            $"다음 {api} 요청 {Invariant(errors.Count)}개에 브로커가 차례로 이렇게 대답한다: {names}",
            $"The brokers answer the next {Invariant(errors.Count)} {api} requests with, in turn: {names}"));
    }

    /// <summary>Takes away the errors that were injected and have not been answered yet.</summary>
    /// <param name="api">The kind of request.</param>
    /// <returns>What was done, for the reader.</returns>
    /// <exception cref="ArgumentException">An unknown kind of request.</exception>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public Injection ClearErrors(KafkaApi api)
    {
        ThrowIfUnknown(api);
        _brokers.ClearErrors((short)api);
        return new Injection(new($"{api} 요청에 넣어 둔 오류를 치웠다.", $"The errors for {api} requests are taken away."));
    }

    /// <summary>Begins to note every request that comes in; what was noted before is dropped.</summary>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public void StartRecording() => _brokers.StartTracking();

    /// <summary>Ends the notes that <see cref="StartRecording"/> began.</summary>
    /// <returns>The requests since then; none when nothing was begun.</returns>
    /// <exception cref="ObjectDisposedException">The cluster has ended.</exception>
    public RequestRecording StopRecording()
    {
        IReadOnlyList<(int Broker, short Api, long Microseconds)> noted = [.. _brokers.StopTracking().OrderBy(r => r.Microseconds)];
        return new RequestRecording([.. noted.Select(r => new RecordedRequest(r.Broker, (KafkaApi)r.Api, TimeSpan.FromMicroseconds(r.Microseconds - noted[0].Microseconds)))]);
    }

    private static void ThrowIfUnknown(KafkaApi api)
    {
        if (!Enum.IsDefined(api))
        {
            throw new ArgumentException($"There is no request number {Invariant((int)api)} here.", nameof(api));
        }
    }
}
