using System.Collections;
using System.Globalization;
using Confluent.Kafka;

namespace KafkaWorkbook.Clusters.Embedded;

/// <summary>
/// A consumer configuration that fits both group protocols. The new one leaves the session timeout to the broker and a client that sets it is refused; the
/// classic one needs a short one here, because the mock lets each rebalance wait for it. So it is added when a consumer is built.
/// </summary>
internal sealed class MockConsumerConfig(ClientConfig config) : ConsumerConfig(config), IEnumerable<KeyValuePair<string, string>>
{
    private const string SessionTimeout = "session.timeout.ms";
    private const string Heartbeat = "heartbeat.interval.ms";
    private const int ClassicSessionMs = 1_500;
    private const int ClassicHeartbeatMs = 200;

    // A consumer's builder reads the settings through this interface.
    IEnumerator<KeyValuePair<string, string>> IEnumerable<KeyValuePair<string, string>>.GetEnumerator()
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> setting in (Config)this)
        {
            settings[setting.Key] = setting.Value;
        }

        if (GroupProtocol == Confluent.Kafka.GroupProtocol.Classic)
        {
            settings.TryAdd(SessionTimeout, ClassicSessionMs.ToString(CultureInfo.InvariantCulture));
            settings.TryAdd(Heartbeat, ClassicHeartbeatMs.ToString(CultureInfo.InvariantCulture));
        }

        return settings.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)this).GetEnumerator();
}
