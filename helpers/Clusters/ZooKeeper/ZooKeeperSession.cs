using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace KafkaWorkbook.Clusters.ZooKeeper;

/// <summary>One connection in ZooKeeper's wire protocol: a length, then big-endian fields. Only what reading needs.</summary>
internal sealed class ZooKeeperSession : IAsyncDisposable
{
    private const int Close = -11, Exists = 3, GetData = 4, GetChildren = 8, NoNode = -101;
    private const int SessionMilliseconds = 30_000, MaxAnswerBytes = 4 << 20;
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private int _lastId;

    private ZooKeeperSession(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    public static async Task<ZooKeeperSession> OpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        TcpClient client = new() { NoDelay = true };
        try
        {
            await client.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            ZooKeeperSession session = new(client);

            // Protocol version, last transaction seen, wanted time-out, session id and password (none: a new session), read-only.
            Writer hello = new();
            hello.Int(0).Long(0).Int(SessionMilliseconds).Long(0).Bytes(new byte[16]).Bool(false);
            await session.SendAsync(hello, cancellationToken).ConfigureAwait(false);
            Reader answer = await session.ReceiveAsync(cancellationToken).ConfigureAwait(false);
            answer.Int();
            return answer.Int() > 0 ? session : throw new IOException("ZooKeeper refused the session.");
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public async Task<Znode?> GetAsync(string path, CancellationToken cancellationToken)
    {
        if (await AskAsync(GetData, path, cancellationToken).ConfigureAwait(false) is not { } answer)
        {
            return null;
        }

        string data = Encoding.UTF8.GetString(answer.Bytes());
        answer.Skip(2 * sizeof(long));
        DateTimeOffset created = DateTimeOffset.FromUnixTimeMilliseconds(answer.Long());
        answer.Skip(sizeof(long));
        int version = answer.Int();
        answer.Skip(2 * sizeof(int));
        long owner = answer.Long();
        return await GetChildrenAsync(path, cancellationToken).ConfigureAwait(false) is { } children ? new Znode(path, data, children, version, created, owner) : null;
    }

    public async Task<IReadOnlyList<string>?> GetChildrenAsync(string path, CancellationToken cancellationToken)
    {
        if (await AskAsync(GetChildren, path, cancellationToken).ConfigureAwait(false) is not { } answer)
        {
            return null;
        }

        string[] names = new string[answer.Int()];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Encoding.UTF8.GetString(answer.Bytes());
        }

        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    public async Task<bool> ExistsAsync(string path, CancellationToken cancellationToken) =>
        await AskAsync(Exists, path, cancellationToken).ConfigureAwait(false) is not null;

    public async ValueTask DisposeAsync()
    {
        try
        {
            using CancellationTokenSource brief = new(TimeSpan.FromMilliseconds(500));
            await SendAsync(new Writer().Int(++_lastId).Int(Close), brief.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // The session ends by its time-out.
        }

        _client.Dispose();
    }

    private async Task<Reader?> AskAsync(int type, string path, CancellationToken cancellationToken)
    {
        int id = ++_lastId;
        await SendAsync(new Writer().Int(id).Int(type).Bytes(Encoding.UTF8.GetBytes(path)).Bool(false), cancellationToken).ConfigureAwait(false);
        Reader answer = await ReceiveAsync(cancellationToken).ConfigureAwait(false);
        if (answer.Int() != id)
        {
            throw new IOException("ZooKeeper answered another question.");
        }

        answer.Skip(sizeof(long));
        int error = answer.Int();
        return error switch
        {
            0 => answer,
            NoNode => null,
            _ => throw new IOException($"ZooKeeper answered with the error {error}."),
        };
    }

    private async Task SendAsync(Writer writer, CancellationToken cancellationToken) => await _stream.WriteAsync(writer.Framed(), cancellationToken).ConfigureAwait(false);

    private async Task<Reader> ReceiveAsync(CancellationToken cancellationToken)
    {
        byte[] head = new byte[sizeof(int)];
        await _stream.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
        int length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length is < 0 or > MaxAnswerBytes)
        {
            throw new IOException("This is not ZooKeeper.");
        }

        byte[] body = new byte[length];
        await _stream.ReadExactlyAsync(body, cancellationToken).ConfigureAwait(false);
        return new Reader(body);
    }

    private sealed class Writer
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        // Room for the length, which is known at the end.
        public Writer() => Int(0);

        public Writer Int(int value)
        {
            BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), value);
            _bytes.Advance(sizeof(int));
            return this;
        }

        public Writer Long(long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), value);
            _bytes.Advance(sizeof(long));
            return this;
        }

        public Writer Bytes(ReadOnlySpan<byte> value)
        {
            Int(value.Length);
            _bytes.Write(value);
            return this;
        }

        public Writer Bool(bool value)
        {
            _bytes.Write([value ? (byte)1 : (byte)0]);
            return this;
        }

        public byte[] Framed()
        {
            byte[] all = _bytes.WrittenSpan.ToArray();
            BinaryPrimitives.WriteInt32BigEndian(all, all.Length - sizeof(int));
            return all;
        }
    }

    private sealed class Reader(byte[] body)
    {
        private int _at;

        public int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

        public long Long() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

        public ReadOnlySpan<byte> Bytes()
        {
            int length = Int();
            return length < 0 ? [] : Take(length);
        }

        public void Skip(int bytes) => Take(bytes);

        private ReadOnlySpan<byte> Take(int bytes)
        {
            if (bytes > body.Length - _at)
            {
                throw new IOException("ZooKeeper's answer is too short.");
            }

            _at += bytes;
            return body.AsSpan(_at - bytes, bytes);
        }
    }
}
