using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.External;
using Xunit;
using static KafkaWorkbook.Tests.Clusters.ExternalKit;

namespace KafkaWorkbook.Tests.Clusters;

public sealed class ExternalConfigurationTests : IDisposable
{
    private const string Certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Confluent_Clouds_own_file_is_understood()
    {
        const string cloud =
            $"""
            # Required connection configs for Kafka producer, consumer, and admin
            bootstrap.servers=pkc-abc12.europe-west1.gcp.confluent.cloud:9092
            security.protocol=SASL_SSL
            sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username='KEY' password='{Secret}';
            sasl.mechanism=PLAIN
            client.dns.lookup=use_all_dns_ips
            session.timeout.ms=45000
            acks=all
            schema.registry.url=https://psrc.example.com
            basic.auth.user.info={Secret}
            """;
        ExternalSettings settings = Read(_folder, cloud);
        Assert.Equal("pkc-abc12.europe-west1.gcp.confluent.cloud:9092", settings.BootstrapServers);
        Assert.Equal(["acks", "basic.auth.user.info", "schema.registry.url", "session.timeout.ms"], settings.Unused);
        Assert.Equal(
            [
                ("client.dns.lookup", "use_all_dns_ips"), ("sasl.mechanism", "PLAIN"), ("sasl.password", Secret), ("sasl.username", "KEY"),
                ("security.protocol", "SASL_SSL"),
            ],
            Settings(_folder, cloud).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value)));
    }

    [Fact]
    public void Numbers_get_librdkafkas_names()
    {
        IReadOnlyDictionary<string, string> settings = Settings(
            _folder, "bootstrap.servers=a:1\nrequest.timeout.ms=7000\nsend.buffer.bytes=-1\nreceive.buffer.bytes = 65536 \nretry.backoff.ms=20\nclient.id=me");
        Assert.Equal("7000", settings["socket.timeout.ms"]);
        Assert.Equal("0", settings["socket.send.buffer.bytes"]);
        Assert.Equal("65536", settings["socket.receive.buffer.bytes"]);
        Assert.Equal("20", settings["retry.backoff.ms"]);
        Assert.Equal("me", settings["client.id"]);
        Assert.Equal("PLAINTEXT", settings["security.protocol"]);
    }

    [Theory]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("scram-sha-512")]
    public void Scram_logs_in_with_its_own_module(string mechanism)
    {
        IReadOnlyDictionary<string, string> settings = Settings(
            _folder,
            $"bootstrap.servers=a:1\nsecurity.protocol=sasl_plaintext\nsasl.mechanism={mechanism}\nsasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\\n  username=\"홍길동\" \\\n  password=\"p\\\\\\\\q;\";");
        Assert.Equal(mechanism.ToUpperInvariant(), settings["sasl.mechanism"]);
        Assert.Equal("홍길동", settings["sasl.username"]);
        Assert.Equal("p\\q;", settings["sasl.password"]);
    }

    [Fact]
    public void A_token_is_fetched_with_a_clients_secret()
    {
        IReadOnlyDictionary<string, string> settings = Settings(
            _folder,
            $"""
            bootstrap.servers=a:1
            security.protocol=SASL_SSL
            sasl.mechanism=OAUTHBEARER
            sasl.oauthbearer.token.endpoint.url=https://login.example.com/token
            sasl.login.callback.handler.class=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler
            sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId="id" clientSecret="{Secret}" scope="kafka" extension_logicalCluster="lkc-1" extension_identityPoolId="pool-2";
            """);
        Assert.Equal(("oidc", "id", Secret), (settings["sasl.oauthbearer.method"], settings["sasl.oauthbearer.client.id"], settings["sasl.oauthbearer.client.secret"]));
        Assert.Equal(("kafka", "https://login.example.com/token"), (settings["sasl.oauthbearer.scope"], settings["sasl.oauthbearer.token.endpoint.url"]));
        Assert.Equal("logicalCluster=lkc-1,identityPoolId=pool-2", settings["sasl.oauthbearer.extensions"]);
    }

    [Fact]
    public void Certificates_lie_in_files_beside_the_settings_or_in_the_settings_themselves()
    {
        string ca = _folder.Write("ca.pem", Certificate);
        string me = _folder.Write("me.pem", Certificate + "-----BEGIN PRIVATE KEY-----\n");
        IReadOnlyDictionary<string, string> files = Settings(
            _folder, $"bootstrap.servers=a:1\nsecurity.protocol=SSL\nssl.truststore.location=ca.pem\nssl.keystore.type=PEM\nssl.keystore.location=me.pem\nssl.key.password={Secret}\nssl.endpoint.identification.algorithm=");
        Assert.Equal((ca, me, me), (files["ssl.ca.location"], files["ssl.certificate.location"], files["ssl.key.location"]));
        Assert.Equal((Secret, "none"), (files["ssl.key.password"], files["ssl.endpoint.identification.algorithm"]));

        string inline = Certificate.Replace("\n", "\\n", StringComparison.Ordinal);
        IReadOnlyDictionary<string, string> texts = Settings(
            _folder, $"bootstrap.servers=a:1\nsecurity.protocol=SSL\nssl.truststore.type=PEM\nssl.truststore.certificates={inline}\nssl.keystore.certificate.chain={inline}\nssl.keystore.key={inline}");
        Assert.Equal((Certificate, Certificate, Certificate), (texts["ssl.ca.pem"], texts["ssl.certificate.pem"], texts["ssl.key.pem"]));
    }

    [Fact]
    public void A_pkcs12_file_carries_the_clients_own_certificate()
    {
        string store = _folder.Write("me.p12", "binary");
        IReadOnlyDictionary<string, string> settings = Settings(
            _folder, $"bootstrap.servers=a:1\nsecurity.protocol=SSL\nssl.keystore.type=PKCS12\nssl.keystore.location=me.p12\nssl.keystore.password={Secret}");
        Assert.Equal((store, Secret), (settings["ssl.keystore.location"], settings["ssl.keystore.password"]));
    }

    public static TheoryData<string, int?, string, string> Wrong => new()
    {
        { "bootstrap.servers=a:1\nsecurity.protokol=SSL", 2, "security.protokol", "spelling" },
        { "bootstrap.servers=a:1\n\nmetric.reporters=x", 3, "metric.reporters", "spelling" },
        { "bootstrap.servers=a:1\nsecurity.protocol=TLS", 2, "security.protocol", "SASL_SSL" },
        { "bootstrap.servers=a:1\nrequest.timeout.ms=soon", 2, "request.timeout.ms", "whole number" },
        { "bootstrap.servers=a:1\nrequest.timeout.ms=-2", 2, "request.timeout.ms", "whole number" },
        { "bootstrap.servers=a:1\n" + Login, 2, "sasl.mechanism", "security.protocol=SASL_SSL" },
        { "bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL", null, "sasl.mechanism", "OAUTHBEARER" },
        { "bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=GSSAPI", 3, "sasl.mechanism", "SCRAM-SHA-512" },
        { "bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=AWS_MSK_IAM", 3, "sasl.mechanism", "SCRAM-SHA-512" },
        { "bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN", null, "sasl.jaas.config", "PlainLoginModule required" },
        { $"bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=x.ScramLoginModule required username=\"a\" password=\"{Secret}\";", 4, "sasl.jaas.config", "does not fit" },
        { $"bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=x.PlainLoginModule required password=\"{Secret}\";", 4, "sasl.jaas.config", "username" },
        { $"bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=x.PlainLoginModule required username=\"a\" password=\"{Secret}\"", 4, "sasl.jaas.config", "';'" },
        { $"bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=x.PlainLoginModule required username=\"a\" password=\"\"{Secret}=x;", 4, "sasl.jaas.config", "unknown option" },
        { "bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=OAUTHBEARER\nsasl.jaas.config=OAuthBearerLoginModule required clientId=\"a\" clientSecret=\"b\";", null, "sasl.oauthbearer.token.endpoint.url", "missing" },
        { "bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\nsasl.login.callback.handler.class=com.example.X\n" + Login, 3, "sasl.login.callback.handler.class", "not used" },
        { "bootstrap.servers=a:1\nssl.truststore.location=x.pem", 2, "ssl.truststore.location", "security.protocol=SSL" },
        { "bootstrap.servers=a:1\nsecurity.protocol=SSL\nssl.truststore.location=none.pem", 3, "ssl.truststore.location", "no such file" },
        { "bootstrap.servers=a:1\nsecurity.protocol=SSL\nssl.truststore.location=client.properties", 3, "ssl.truststore.location", "keytool" },
        { "bootstrap.servers=a:1\nsecurity.protocol=SSL\nssl.truststore.type=JKS\nssl.truststore.location=client.properties", 3, "ssl.truststore.type", "keytool" },
        { "bootstrap.servers=a:1\nsecurity.protocol=SSL\nssl.truststore.certificates=none", 3, "ssl.truststore.certificates", "PEM" },
        { $"bootstrap.servers=a:1\nsecurity.protocol=SSL\nssl.truststore.password={Secret}", 3, "ssl.truststore.password", "no password" },
        { "bootstrap.servers=a:1\nsecurity.protocol=SSL\nssl.endpoint.identification.algorithm=ldaps", 3, "ssl.endpoint.identification.algorithm", "https" },
        { "bootstrap.servers=a:1\nclient.id=\\u00", null, "client.properties", "line 2" },
        { "client.id=x", null, "bootstrap.servers", "no address" },
        { "client.id=x\nbootstrap.servers=broker", 2, "bootstrap.servers", "'broker'" },
        { "bootstrap.servers=a:0", 1, "bootstrap.servers", "'a:0'" },
        { "bootstrap.servers=a:1,b:65536", 1, "bootstrap.servers", "'b:65536'" },
        { "bootstrap.servers=fe80::1:9092", 1, "bootstrap.servers", "fe80" },
        { $"bootstrap.servers=a:1,alice:{Secret}@b:2", 1, "bootstrap.servers", "Address 2" },
        { $"bootstrap.servers=a:1\nsasl.jaas.config=x.PlainLoginModule required username=\"a\"\n{Secret}", 3, "line 3", "no name with a value" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_translated_is_named_with_its_place_and_without_its_value(string properties, int? line, string key, string hint)
    {
        ClusterException wrong = Assert.Throws<ClusterException>(() => Read(_folder, properties));
        string english = $"{wrong.What.English} {wrong.WhatToDo.English}";
        Assert.Equal(ClusterProblem.BadConfiguration, wrong.Problem);
        Assert.Contains(_folder.PathOf("client.properties"), english, StringComparison.Ordinal);
        Assert.Contains(key, english, StringComparison.Ordinal);
        Assert.Contains(hint, english, StringComparison.Ordinal);
        if (line is { } number)
        {
            Assert.Contains($", line {number}", english, StringComparison.Ordinal);
            Assert.Contains($" {number}번째 줄", wrong.What.Korean, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Secret, wrong.ToString() + wrong.What + wrong.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        string path = _folder.PathOf("none.properties");
        ClusterException missing = Assert.Throws<ClusterException>(() => ExternalConfiguration.Read(Nothing.With((ExternalConfiguration.FileVariable, path))));
        Assert.Equal(ClusterProblem.BadConfiguration, missing.Problem);
        Assert.Contains(path, missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_variable_with_addresses_counts_more_than_the_file()
    {
        string path = _folder.Write("client.properties", "bootstrap.servers=file:1\nclient.id=me");
        ExternalSettings settings = ExternalConfiguration.Read(Nothing.With(
            (ExternalConfiguration.FileVariable, path), (ExternalConfiguration.ServersVariable, " SASL_SSL://a.example.com:9092 , [::1]:9093,")))!;
        Assert.Equal("a.example.com:9092,[::1]:9093", settings.BootstrapServers);
        Assert.Null(ExternalConfiguration.Read(Nothing));
    }

    [Fact]
    public void Secrets_are_taken_out_of_what_others_say()
    {
        ExternalSettings settings = Read(_folder, "bootstrap.servers=a:1\nsecurity.protocol=SASL_SSL\n" + Login);
        Assert.Equal("bad password ***!", settings.WithoutSecrets($"bad password {Secret}!"));
        Assert.DoesNotContain(Secret, settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("alice", settings.ToString(), StringComparison.Ordinal);
    }
}
