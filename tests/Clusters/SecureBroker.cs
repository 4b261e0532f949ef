using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KafkaWorkbook.Tests.Infrastructure;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>A real broker (one KRaft node) that wants TLS and a password, or a client's certificate. It stands for somebody's cluster.</summary>
internal sealed class SecureBroker : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly Process _process;
    private readonly Task _output;

    private SecureBroker(TempFolder folder, Process process, int passwordPort, int certificatePort)
    {
        _folder = folder;
        _process = process;
        _output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        PasswordAddress = Address(passwordPort);
        CertificateAddress = Address(certificatePort);
    }

    /// <summary>SASL_SSL with PLAIN: alice and <see cref="ExternalKit.Secret"/>.</summary>
    public string PasswordAddress { get; }

    /// <summary>SSL with a certificate of the client's own: <c>me.pem</c>.</summary>
    public string CertificateAddress { get; }

    public static async Task<SecureBroker> StartAsync(TempFolder folder, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> ports = FreePorts.Take(4);
        WriteCertificates(folder);
        string properties = folder.Write("server.properties", Ascii(
            $"""
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@{Address(ports[3])}
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=INSIDE
            listeners=PASSWORD://{Address(ports[0])},CERTIFICATE://{Address(ports[1])},INSIDE://{Address(ports[2])},CONTROLLER://{Address(ports[3])}
            advertised.listeners=PASSWORD://{Address(ports[0])},CERTIFICATE://{Address(ports[1])},INSIDE://{Address(ports[2])}
            listener.security.protocol.map=PASSWORD:SASL_SSL,CERTIFICATE:SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT
            sasl.enabled.mechanisms=PLAIN
            listener.name.password.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_alice="{ExternalKit.Secret}";
            listener.name.certificate.ssl.client.auth=required
            ssl.keystore.type=PEM
            ssl.keystore.location={Slashes(folder.PathOf("server.pem"))}
            ssl.truststore.type=PEM
            ssl.truststore.location={Slashes(folder.PathOf("ca.pem"))}
            log.dirs={Slashes(folder.PathOf("data"))}
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=1
            group.initial.rebalance.delay.ms=0
            auto.create.topics.enable=false
            """));
        using (Process format = Java("kafka.tools.StorageTool", "format", "-t", "MkU3OEVBNTcwNTJENDM2Qk", "-c", properties))
        {
            Task drained = Task.WhenAll(format.StandardOutput.ReadToEndAsync(cancellationToken), format.StandardError.ReadToEndAsync(cancellationToken));
            await format.WaitForExitAsync(cancellationToken);
            await drained;
        }

        SecureBroker broker = new(folder, Java("kafka.Kafka", properties), ports[0], ports[1]);
        try
        {
            await broker.WaitAsync(ports[0], cancellationToken);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a client's settings.</summary>
    public string Client(string name, string address, string settings) =>
        _folder.Write(name, $"bootstrap.servers={address}\nssl.truststore.type=PEM\nssl.truststore.location=ca.pem\n{settings}");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _output;
        _process.Dispose();
    }

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private static string Slashes(string path) => path.Replace('\\', '/');

    // Kafka's own reader takes Latin-1.
    private static string Ascii(string text) =>
        string.Concat(text.Select(c => c < 128 ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")));

    private static Process Java(params string[] arguments)
    {
        string home = Environment.GetEnvironmentVariable("KAFKA_KRAFT_HOME")!;
        ProcessStartInfo start = new("java", ["-Xmx384m", "-Dsun.jnu.encoding=UTF-8", "-cp", Path.Combine(home, "libs", "*"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static void WriteCertificates(TempFolder folder)
    {
        using RSA caKey = RSA.Create(2048);
        CertificateRequest caRequest = new("CN=Workbook test", caKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        caRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 ca = caRequest.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        folder.Write("ca.pem", ca.ExportCertificatePem());
        foreach (string name in new[] { "server", "me" })
        {
            using RSA key = RSA.Create(2048);
            CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            SubjectAlternativeNameBuilder names = new();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            using X509Certificate2 signed = request.Create(ca, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(8));
            folder.Write($"{name}.pem", $"{key.ExportPkcs8PrivateKeyPem()}\n{signed.ExportCertificatePem()}\n");
        }
    }

    private async Task WaitAsync(int port, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The broker ended: {await _process.StandardOutput.ReadToEndAsync(cancellationToken)}");
            }

            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100, limit.Token);
            }
        }
    }
}
