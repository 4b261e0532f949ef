using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace KafkaWorkbook.Notebooks.Worker;

/// <summary>
/// Messages over a pipe, each with its length in front. The pipe is not standard output, because that belongs to the cells and to librdkafka.
/// Writing is safe from several threads.
/// </summary>
internal sealed class MessageChannel<TIn, TOut>(Stream pipe, JsonTypeInfo<TIn> incoming, JsonTypeInfo<TOut> outgoing) : IAsyncDisposable
    where TIn : class
{
    private const int LongestMessage = 256 * 1024 * 1024;

    private readonly SemaphoreSlim _writing = new(1, 1);

    public async Task SendAsync(TOut message, CancellationToken cancellationToken)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(message, outgoing);
        byte[] frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        body.CopyTo(frame, 4);
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await pipe.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
            await pipe.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The next message, or null when the other side is gone.</summary>
    public async Task<TIn?> ReceiveAsync(CancellationToken cancellationToken)
    {
        byte[] length = new byte[4];
        try
        {
            if (await pipe.ReadAtLeastAsync(length, 4, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < 4)
            {
                return null;
            }

            int size = BinaryPrimitives.ReadInt32LittleEndian(length);
            if (size is < 0 or > LongestMessage)
            {
                throw new InvalidDataException($"A message of {size} bytes.");
            }

            byte[] body = new byte[size];
            await pipe.ReadExactlyAsync(body, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(body, incoming);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await pipe.DisposeAsync().ConfigureAwait(false);
        _writing.Dispose();
    }
}
