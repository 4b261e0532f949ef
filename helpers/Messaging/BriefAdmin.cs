using Confluent.Kafka;

namespace KafkaWorkbook.Messaging;

/// <summary>
/// An admin client for one question or a few. Confluent.Kafka closes one only when its thread looks up, every 100 ms: dozens of times a chapter, and nobody has to wait
/// for it.
/// </summary>
/// <param name="client">The client; it is closed with this object.</param>
internal sealed class BriefAdmin(IAdminClient client) : IDisposable
{
    public IAdminClient Client => client;

    public void Dispose() => _ = Task.Run(client.Dispose);
}
