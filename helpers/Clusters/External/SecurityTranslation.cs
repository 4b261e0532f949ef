namespace KafkaWorkbook.Clusters.External;

/// <summary>Translates what a Java client says of TLS and SASL.</summary>
/// <param name="file">The file.</param>
/// <param name="settings">Where the translated settings go.</param>
internal sealed class SecurityTranslation(ClientProperties file, Dictionary<string, string> settings)
{
    private const string Pem = "-----BEGIN";

    public void Translate()
    {
        string protocol = Protocol();
        settings["security.protocol"] = protocol;
        Insist("SSL", protocol.EndsWith("SSL", StringComparison.Ordinal), "ssl.truststore.location", "ssl.truststore.certificates", "ssl.keystore.location", "ssl.keystore.key");
        Insist("SASL_SSL", protocol.StartsWith("SASL", StringComparison.Ordinal), "sasl.mechanism", "sasl.jaas.config");
        if (protocol.StartsWith("SASL", StringComparison.Ordinal))
        {
            new SaslTranslation(file, settings).Translate();
        }

        if (protocol.EndsWith("SSL", StringComparison.Ordinal))
        {
            TrustStore();
            KeyStore();
            HostName();
        }
    }

    private string Protocol()
    {
        if (file.Entry("security.protocol") is not { } entry)
        {
            return "PLAINTEXT";
        }

        string protocol = entry.Value.Trim().ToUpperInvariant();
        return protocol is "PLAINTEXT" or "SSL" or "SASL_PLAINTEXT" or "SASL_SSL" ? protocol : throw entry.Place.Wrong(
            new("모르는 값이다.", "The value is unknown."),
            new("PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL 가운데 하나를 쓴다.", "Write PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL."));
    }

    // Java ignores these keys without the protocol, and the connection then hangs or goes unencrypted. Nobody writes them for that.
    private void Insist(string protocol, bool there, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            if (!there && file.Entry(key) is { } entry)
            {
                throw entry.Place.Wrong(
                    new("security.protocol에 맞지 않아 쓰이지 않을 설정이다.", "With this security.protocol the setting would not be used."),
                    new($"security.protocol={protocol}을 함께 쓰거나 이 줄을 지운다.", $"Write security.protocol={protocol} as well, or remove the line."));
            }
        }
    }

    private void TrustStore()
    {
        if (file.Entry("ssl.truststore.certificates") is { } inline)
        {
            settings["ssl.ca.pem"] = inline.Value.Contains(Pem, StringComparison.Ordinal) ? inline.Value : throw NotPem(inline.Place);
        }

        if (file.Entry("ssl.truststore.location") is { } entry)
        {
            string path = file.FileOf(entry);
            RequirePem(path, entry.Place, file.Entry("ssl.truststore.type"));
            settings["ssl.ca.location"] = path;
        }

        if (file.Entry("ssl.truststore.password") is { } password)
        {
            throw password.Place.Wrong(
                new("PEM 형식의 인증서에는 암호가 없다.", "Certificates in PEM form have no password."),
                new("이 줄을 지운다.", "Remove the line."));
        }
    }

    private void KeyStore()
    {
        if (file.Entry("ssl.keystore.certificate.chain") is { } chain)
        {
            settings["ssl.certificate.pem"] = chain.Value.Contains(Pem, StringComparison.Ordinal) ? chain.Value : throw NotPem(chain.Place);
        }

        if (file.Entry("ssl.keystore.key") is { } key)
        {
            settings["ssl.key.pem"] = key.Value.Contains(Pem, StringComparison.Ordinal) ? key.Value : throw NotPem(key.Place);
        }

        if (file.Entry("ssl.key.password") is { } password)
        {
            settings["ssl.key.password"] = password.Value;
        }

        if (file.Entry("ssl.keystore.location") is not { } location)
        {
            return;
        }

        string path = file.FileOf(location);
        if (file.Entry("ssl.keystore.type") is { } type && type.Value.Trim().Equals("PKCS12", StringComparison.OrdinalIgnoreCase))
        {
            settings["ssl.keystore.location"] = path;
            if (file.Entry("ssl.keystore.password") is { } storePassword)
            {
                settings["ssl.keystore.password"] = storePassword.Value;
            }

            return;
        }

        // Java keeps the key and its chain in one PEM file; librdkafka takes them from two names, which may be the same file.
        RequirePem(path, location.Place, file.Entry("ssl.keystore.type"));
        settings["ssl.certificate.location"] = path;
        settings["ssl.key.location"] = path;
    }

    private void HostName()
    {
        if (file.Entry("ssl.endpoint.identification.algorithm") is not { } entry)
        {
            return;
        }

        settings["ssl.endpoint.identification.algorithm"] = entry.Value.Trim().ToUpperInvariant() switch
        {
            "" => "none",
            "HTTPS" => "https",
            _ => throw entry.Place.Wrong(new("모르는 값이다.", "The value is unknown."), new("https를 쓰거나, 이름을 확인하지 않으려면 비워 둔다.", "Write https, or leave it empty to check no host name.")),
        };
    }

    private static void RequirePem(string path, ConfigurationPlace place, (ConfigurationPlace Place, string Value)? type)
    {
        if (type is { } asked && !asked.Value.Trim().Equals("PEM", StringComparison.OrdinalIgnoreCase))
        {
            throw NotPem(asked.Place);
        }

        try
        {
            if (!File.ReadAllText(path).Contains(Pem, StringComparison.Ordinal))
            {
                throw NotPem(place);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw place.Wrong(new($"읽을 수 없다. {failure.Message}", $"The file cannot be read. {failure.Message}"), new("파일의 권한을 확인한다.", "Check the file's permissions."));
        }
    }

    private static ClusterException NotPem(ConfigurationPlace place) => place.Wrong(
        new("PEM 형식이 아니다. librdkafka는 JKS를 읽지 못한다.", "This is not in PEM form, and librdkafka reads no JKS."),
        new(
            "PEM으로 바꾼다: keytool -exportcert -rfc -keystore FILE.jks -alias NAME -file ca.pem",
            "Convert it: keytool -exportcert -rfc -keystore FILE.jks -alias NAME -file ca.pem"));
}
