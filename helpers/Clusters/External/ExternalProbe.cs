using System.Net.Sockets;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.External;

/// <summary>
/// Looks at an external cluster: asks for its metadata and opens a connection to every address that it advertises. Creates and writes nothing. Says why when it
/// cannot be reached: librdkafka itself only knows "timed out", the reason is in what it reports on the way.
/// </summary>
internal sealed class ExternalProbe
{
    // Together below 10 s, which is how long a reader may wait for a refusal.
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskAdvertisedLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(1.5);

    // A restarting broker is back by then; a wrong address is still wrong.
    private static readonly TimeSpan AllDownPatience = TimeSpan.FromSeconds(2);

    private readonly ExternalSettings _settings;
    private readonly ClientConfig _config;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<Error> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Error> _allDown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Error? _last;

    private ExternalProbe(ExternalSettings settings, ClientConfig config)
    {
        _settings = settings;
        _config = config;
    }

    /// <summary>The cluster's brokers.</summary>
    /// <param name="settings">For the addresses and for what must not be shown.</param>
    /// <param name="config">The configuration that everything will use.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ClusterException">
    /// <see cref="ClusterProblem.ListenerUnreachable"/>, <see cref="ClusterProblem.AccessRefused"/> or <see cref="ClusterProblem.BadConfiguration"/>, with the reason.
    /// </exception>
    public static async Task<IReadOnlyList<Node>> AskAsync(ExternalSettings settings, ClientConfig config, CancellationToken cancellationToken)
    {
        ExternalProbe probe = new(settings, config);
        using IAdminClient client = probe.Build();
        return await probe.AskAsync(client, cancellationToken).ConfigureAwait(false);
    }

    private IAdminClient Build()
    {
        try
        {
            return new AdminClientBuilder(_config).SetLogHandler((_, _) => { }).SetErrorHandler((_, error) => Note(error)).Build();
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or KafkaException)
        {
            // No inner exception: its text may repeat a secret.
            throw new ConfigurationPlace(_settings.Source, null, null).Wrong(
                Text.Same(_settings.WithoutSecrets(failure.Message)),
                new("그 설정의 값을 고친다.", "Correct that setting's value."));
        }
    }

    private void Note(Error error)
    {
        switch (error.Code)
        {
            case ErrorCode.Local_Authentication or ErrorCode.Local_Ssl or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism:
                _refused.TrySetResult(error);
                break;
            case ErrorCode.Local_AllBrokersDown:
                _allDown.TrySetResult(error);
                break;
            // With TLS 1.3 a broker refuses a client's certificate after the handshake, which librdkafka then reports as a lost connection.
            case ErrorCode.Local_Transport when error.Reason.Contains("SSL routines:", StringComparison.Ordinal):
                _refused.TrySetResult(error);
                break;
            default:
                lock (_gate)
                {
                    _last = error;
                }

                break;
        }
    }

    private async Task<IReadOnlyList<Node>> AskAsync(IAdminClient client, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<DescribeClusterResult> asked = client.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = AskLimit });
        Task down = DownForGoodAsync(ending.Token);
        await Task.WhenAny(asked, _refused.Task, down).WaitAsync(cancellationToken).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        if (asked.IsCompletedSuccessfully)
        {
            List<Node> nodes = [.. asked.Result.Nodes.OrderBy(n => n.Id)];
            List<string> unreachable = await UnreachableAsync([.. nodes.Select(n => (n.Host, n.Port))], cancellationToken).ConfigureAwait(false);
            return unreachable.Count == 0 ? nodes : throw Advertised([.. nodes.Select(n => Address(n.Host, n.Port))], unreachable);
        }

        _ = asked.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        if (_refused.Task.IsCompletedSuccessfully)
        {
            throw Refused(_refused.Task.Result);
        }

        if (asked.Exception?.InnerException is KafkaException { Error.Code: ErrorCode.ClusterAuthorizationFailed } forbidden)
        {
            throw Refused(forbidden.Error);
        }

        // The brokers cannot be asked, but perhaps the address that we were given can: it says which addresses the cluster advertises.
        if (await TryMetadataAsync(cancellationToken).ConfigureAwait(false) is { Brokers.Count: > 0 } metadata)
        {
            List<string> unreachable = await UnreachableAsync([.. metadata.Brokers.Select(b => (b.Host, b.Port))], cancellationToken).ConfigureAwait(false);
            throw unreachable.Count == 0 ? Silent() : Advertised([.. metadata.Brokers.Select(b => Address(b.Host, b.Port))], unreachable);
        }

        throw Silent();
    }

    private async Task DownForGoodAsync(CancellationToken cancellationToken)
    {
        await _allDown.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await Task.Delay(AllDownPatience, cancellationToken).ConfigureAwait(false);
    }

    // With a client of its own: the first one no longer uses the address that it was given when it has learnt others.
    private Task<Metadata?> TryMetadataAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using IAdminClient fresh = Build();
            try
            {
                return fresh.GetMetadata(AskAdvertisedLimit);
            }
            catch (KafkaException)
            {
                return null;
            }
        },
        cancellationToken).WaitAsync(cancellationToken);

    private static async Task<List<string>> UnreachableAsync(IReadOnlyList<(string Host, int Port)> addresses, CancellationToken cancellationToken)
    {
        bool[] reached = await Task.WhenAll(addresses.Select(a => ConnectsAsync(a.Host, a.Port, cancellationToken))).ConfigureAwait(false);
        return [.. addresses.Where((_, i) => !reached[i]).Select(a => Address(a.Host, a.Port))];
    }

    private static async Task<bool> ConnectsAsync(string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(ConnectLimit);
            using TcpClient client = new();
            await client.ConnectAsync(host, port, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is SocketException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private static string Address(string host, int port) => FormattableString.Invariant($"{host}:{port}");

    private ClusterException Refused(Error error)
    {
        string reason = _settings.WithoutSecrets(error.Reason);
        return new ClusterException(
            ClusterProblem.AccessRefused,
            new(
                $"외부 클러스터 {_settings.BootstrapServers}에 접속하지 못했다({_settings.Protocol}). {reason}",
                $"The external cluster {_settings.BootstrapServers} did not let us in ({_settings.Protocol}). {reason}"),
            new(
                $"{_settings.Source}의 security.protocol, 사용자 이름과 암호, 인증서를 확인한다.",
                $"Check security.protocol, the user name and password, and the certificates in {_settings.Source}."));
    }

    private ClusterException Silent()
    {
        Error? last;
        lock (_gate)
        {
            last = _last;
        }

        string reason = _settings.WithoutSecrets(last?.Reason ?? "");
        return new ClusterException(
            ClusterProblem.ListenerUnreachable,
            new(
                $"외부 클러스터 {_settings.BootstrapServers}이(가) 대답하지 않는다({_settings.Protocol}). {reason}".TrimEnd(),
                $"The external cluster {_settings.BootstrapServers} does not answer ({_settings.Protocol}). {reason}".TrimEnd()),
            new(
                "주소와 포트, VPN과 방화벽, 그리고 그 포트가 TLS를 쓰는지(security.protocol)를 확인한다.",
                "Check the address and port, VPN and firewall, and whether that port wants TLS (security.protocol)."));
    }

    private ClusterException Advertised(IReadOnlyList<string> advertised, IReadOnlyList<string> unreachable)
    {
        string all = string.Join(", ", advertised);
        string missing = string.Join(", ", unreachable);
        return new ClusterException(
            ClusterProblem.ListenerUnreachable,
            new(
                $"외부 클러스터 {_settings.BootstrapServers}은(는) 대답하지만, 브로커가 알려 준 주소(advertised.listeners: {all})에 연결되지 않는다. 연결되지 않은 주소: {missing}",
                $"The external cluster {_settings.BootstrapServers} answers, but the addresses that its brokers advertise (advertised.listeners: {all}) do not. Not reached: {missing}"),
            new(
                "이 컴퓨터에서 닿는 주소를 advertised.listeners에 쓰게 하거나, 그 주소가 닿는 네트워크(VPN)에서 실행한다.",
                "Have advertised.listeners name addresses that this computer can reach, or run in the network (VPN) where they can be."));
    }
}
