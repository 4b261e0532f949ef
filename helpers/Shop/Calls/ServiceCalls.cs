using System.Diagnostics;
using System.Text;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>What an order service that calls others has in its hands: their addresses, and a client. It waits for each answer.</summary>
public sealed class ServiceCalls : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(20);

    private readonly Dictionary<ShopService, ServiceEndpoint> _endpoints;
    private readonly HttpClient _client;
    private readonly TimeSpan _patience;

    internal ServiceCalls(IEnumerable<ServiceWorker> workers, TimeSpan patience)
    {
        _endpoints = workers.ToDictionary(w => w.Service, w => new ServiceEndpoint(w));
        _patience = patience;

        // Loopback only: no proxy of the reader's machine has a say. Each call has its own limit, connecting included: Windows takes two seconds to notice a closed port.
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Calls a service and waits until it has done its work.</summary>
    /// <param name="service">The service.</param>
    /// <param name="order">The order, sent as the request's body.</param>
    /// <exception cref="ServiceCallException">The service did not answer in time, was not there, or could not do it.</exception>
    /// <exception cref="ArgumentException">The shop has no such service.</exception>
    public async Task PostAsync(ShopService service, Event order)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(order);
        Uri address = EndpointOf(service).Address;
        using CancellationTokenSource limit = new(_patience);
        try
        {
            using StringContent content = new(order.Value, Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await _client.PostAsync(address, content, limit.Token).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
            {
                string why = await answer.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false);
                throw new ServiceCallException(service.Name, new(
                    $"{service.Name}: HTTP {(int)answer.StatusCode} {why}", $"{service.Name}: HTTP {(int)answer.StatusCode} {why}"));
            }
        }
        catch (HttpRequestException unreachable)
        {
            throw new ServiceCallException(
                service.Name, new($"{service.Name}에 접속하지 못했다", $"{service.Name} could not be reached"), unreachable);
        }
        catch (OperationCanceledException late)
        {
            string waited = Payloads.Took(_patience);
            throw new ServiceCallException(
                service.Name, new($"{Particle.IGa(service.Name)} {waited} 안에 대답하지 않았다", $"{service.Name} did not answer within {waited}"), late);
        }
    }

    /// <summary>Asks every service whether it is ready, as one does before a shop opens: the first customer does not pay for the first connection.</summary>
    internal async Task ReadyAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ReadyLimit);
        foreach (ServiceEndpoint endpoint in _endpoints.Values)
        {
            using HttpResponseMessage answer = await _client.GetAsync(new Uri(endpoint.Address, "/ready"), limit.Token).ConfigureAwait(false);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Closes all services' doors.</summary>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Task.WhenAll(_endpoints.Values.Select(e => e.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    internal ServiceEndpoint EndpointOf(ShopService service) => _endpoints.TryGetValue(service, out ServiceEndpoint? endpoint)
        ? endpoint
        : throw new ArgumentException(new Text($"이 가게에는 {service.Name} 서비스가 없다.", $"This shop has no service {service.Name}.").ToString(), nameof(service));

    internal static List<ServiceWorker> Workers(IEnumerable<ShopService> services, Stopwatch clock) => [.. services.Select(s => new ServiceWorker(s, clock))];
}

/// <summary>A call to a service failed.</summary>
public sealed class ServiceCallException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="what">What happened.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public ServiceCallException(string service, Text what, Exception? inner = null)
        : base(what.ToString(), inner) => Service = service;

    /// <summary>The service's name.</summary>
    public string Service { get; }
}
