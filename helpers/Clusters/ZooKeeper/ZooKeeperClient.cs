using System.Net.Sockets;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.ZooKeeper;

/// <summary>
/// Reads ZooKeeper's nodes, which hold what a Kafka 3 cluster knows of itself: <c>/brokers/ids</c>, <c>/controller</c>, <c>/brokers/topics</c>. It only reads,
/// connects when it is first asked, and again when its session has ended. Calls may come from several threads; they go one after the other.
/// </summary>
/// <param name="host">ZooKeeper's host.</param>
/// <param name="port">Its client port.</param>
public sealed class ZooKeeperClient(string host, int port) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ZooKeeperSession? _session;

    /// <summary>Where this client reads: host and port.</summary>
    public string Address => FormattableString.Invariant($"{host}:{port}");

    /// <summary>Reads a node with its content and the names of its children.</summary>
    /// <param name="path">The node's path, beginning with a slash.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The node, or null when there is none.</returns>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.ListenerUnreachable"/>: ZooKeeper did not answer within 10 seconds.</exception>
    public Task<Znode?> GetAsync(string path, CancellationToken cancellationToken = default)
    {
        Require(path);
        return AskAsync((session, token) => session.GetAsync(path, token), cancellationToken);
    }

    /// <summary>The names of the nodes below a node, sorted; empty when it has none or is not there.</summary>
    /// <param name="path">The node's path, beginning with a slash.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.ListenerUnreachable"/>: ZooKeeper did not answer within 10 seconds.</exception>
    public async Task<IReadOnlyList<string>> GetChildrenAsync(string path, CancellationToken cancellationToken = default)
    {
        Require(path);
        return await AskAsync((session, token) => session.GetChildrenAsync(path, token), cancellationToken).ConfigureAwait(false) ?? [];
    }

    /// <summary>Whether there is a node.</summary>
    /// <param name="path">The node's path, beginning with a slash.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.ListenerUnreachable"/>: ZooKeeper did not answer within 10 seconds.</exception>
    public Task<bool> ExistsAsync(string path, CancellationToken cancellationToken = default)
    {
        Require(path);
        return AskAsync((session, token) => session.ExistsAsync(path, token), cancellationToken);
    }

    /// <summary>Ends the session.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _session, null) is { } session)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }

        _gate.Dispose();
    }

    private static void Require(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path[0] != '/' || (path.Length > 1 && path[^1] == '/'))
        {
            throw new ArgumentException(
                new Text($"znode의 경로는 /로 시작하고 /로 끝나지 않는다: '{path}'", $"A znode's path begins with / and does not end with /: '{path}'").ToString(), nameof(path));
        }
    }

    private async Task<T> AskAsync<T>(Func<ZooKeeperSession, CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A session that was idle for long is over, which shows only when it is used; then a new one answers.
            bool fresh = _session is null;
            try
            {
                _session ??= await ZooKeeperSession.OpenAsync(host, port, limit.Token).ConfigureAwait(false);
                return await question(_session, limit.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (!fresh && (failure is IOException or SocketException))
            {
                await LetGoAsync().ConfigureAwait(false);
                _session = await ZooKeeperSession.OpenAsync(host, port, limit.Token).ConfigureAwait(false);
                return await question(_session, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            await LetGoAsync().ConfigureAwait(false);
            throw new ClusterException(
                ClusterProblem.ListenerUnreachable,
                new($"ZooKeeper({Address})가 대답하지 않는다.", $"ZooKeeper ({Address}) does not answer."),
                new("`dotnet run -- status`로 클러스터가 떠 있는지 확인한다.", "See with `dotnet run -- status` whether the cluster runs."),
                failure);
        }
        catch (OperationCanceledException)
        {
            // The answer of an abandoned question must not be taken for the next one's.
            await LetGoAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task LetGoAsync()
    {
        if (Interlocked.Exchange(ref _session, null) is { } session)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }
}
