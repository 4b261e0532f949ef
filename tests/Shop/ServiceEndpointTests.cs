using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Shop;
using Xunit;

namespace KafkaWorkbook.Tests.Shop;

/// <summary>A service's HTTP door: what it answers, what it refuses, and what a closed door means.</summary>
public sealed class ServiceEndpointTests : IAsyncLifetime
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly ServiceWorker _worker = new(new ShopService("payment", 1, order => order.Number("amount")), Stopwatch.StartNew());
    private ServiceEndpoint _door = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _door = new ServiceEndpoint(_worker);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task An_order_is_done_before_it_is_answered()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync("{\"amount\":1200}"));
        Assert.Equal((1, 1200L), (_worker.Tally(null).Handled, _worker.Tally(null).Total));
    }

    [Fact]
    public async Task An_order_that_cannot_be_done_is_answered_with_why()
    {
        using StringContent content = new("{\"price\":1}");
        using HttpResponseMessage answer = await Client.PostAsync(_door.Address, content, Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("amount", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Single(_worker.Tally(null).Failures);
    }

    [Fact]
    public async Task Other_paths_and_methods_are_refused_and_ready_is_answered()
    {
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync(new Uri(_door.Address, "/ready"), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync(new Uri(_door.Address, "/other"), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await Client.GetAsync(_door.Address, Ct)).StatusCode);
        Assert.Equal(0, _worker.Done);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("POST /orders HTTP/1.1\r\nContent-Length: many\r\n\r\n", "400")]
    [InlineData("POST /orders HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "411")]
    [InlineData("POST /orders HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", "413")]
    public async Task What_is_no_order_is_refused(string request, string status) => Assert.StartsWith($"HTTP/1.1 {status} ", await RawAsync(request), StringComparison.Ordinal);

    [Fact]
    public async Task A_head_without_an_end_is_refused() =>
        Assert.StartsWith("HTTP/1.1 431 ", await RawAsync("POST /orders HTTP/1.1\r\n" + new string('x', 16 * 1024)), StringComparison.Ordinal);

    [Fact]
    public async Task A_closed_door_refuses_at_once_and_opens_again_at_the_same_address()
    {
        Uri address = _door.Address;
        await _door.CloseAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("{\"amount\":1}"));

        _door.Open();
        Assert.Equal(HttpStatusCode.OK, await PostAsync("{\"amount\":2}"));
        Assert.Equal(2, _worker.Tally(null).Total);
        Assert.Equal(address, _door.Address);
    }

    [Fact]
    public async Task A_service_works_on_one_order_after_the_other()
    {
        Stopwatch clock = Stopwatch.StartNew();
        ServiceWorker worker = new(new ShopService("slow", 20, _ => 1), clock);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => worker.HandleAsync("{}", Ct)));

        // Ten times 20 ms; timers never fire before their time by more than a tick.
        Assert.True(clock.ElapsedMilliseconds >= 190, $"{clock.ElapsedMilliseconds} ms");
        Assert.Equal(10, worker.Done);
    }

    [Fact]
    public async Task A_caller_is_told_who_did_not_answer_in_time()
    {
        ShopService slow = new("slow", 1_000, _ => 1);
        await using ServiceCalls calls = new([new ServiceWorker(slow, Stopwatch.StartNew())], TimeSpan.FromMilliseconds(60));
        ServiceCallException late = await Assert.ThrowsAsync<ServiceCallException>(() => calls.PostAsync(slow, new Event("a", "{}")));
        Assert.Equal("slow", late.Service);
        await Assert.ThrowsAsync<ArgumentException>(() => calls.PostAsync(new ShopService("other", 1, _ => 1), new Event("a", "{}")));
    }

    private async Task<HttpStatusCode> PostAsync(string order)
    {
        using StringContent content = new(order, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Client.PostAsync(_door.Address, content, Ct);
        return answer.StatusCode;
    }

    private async Task<string> RawAsync(string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, _door.Address.Port, Ct);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Ct);
        byte[] answer = new byte[256];
        int read = await client.GetStream().ReadAsync(answer, Ct);
        return Encoding.ASCII.GetString(answer, 0, read);
    }
}
