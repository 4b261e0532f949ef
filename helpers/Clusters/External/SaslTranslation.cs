using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.External;

/// <summary>Translates what a Java client says of SASL: the mechanism, and the name and password inside <c>sasl.jaas.config</c>.</summary>
/// <param name="file">The file.</param>
/// <param name="settings">Where the translated settings go.</param>
internal sealed class SaslTranslation(ClientProperties file, Dictionary<string, string> settings)
{
    private const string ExtensionPrefix = "extension_";

    public void Translate()
    {
        // Without a mechanism a Java client takes Kerberos.
        (ConfigurationPlace place, string value) = file.Entry("sasl.mechanism") ?? (new ConfigurationPlace(file.Path, null, "sasl.mechanism"), "GSSAPI");
        string mechanism = value.Trim().ToUpperInvariant();
        settings["sasl.mechanism"] = mechanism;
        switch (mechanism)
        {
            case "PLAIN":
                Password("PlainLoginModule");
                break;
            case "SCRAM-SHA-256" or "SCRAM-SHA-512":
                Password("ScramLoginModule");
                break;
            case "OAUTHBEARER":
                Token();
                break;
            default:
                throw place.Wrong(
                    new("이 방식으로는 로그인하지 못한다.", "Logging in with this mechanism is not possible here."),
                    new("PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER 가운데 하나를 쓴다.", "Use PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER."));
        }
    }

    private void Password(string module)
    {
        Reject("sasl.login.callback.handler.class", "sasl.oauthbearer.token.endpoint.url", "sasl.oauthbearer.scope");
        (ConfigurationPlace place, JaasEntry login) = Login(module, "username", "password");
        settings["sasl.username"] = Required(login, place, "username");
        settings["sasl.password"] = Required(login, place, "password");
    }

    private void Token()
    {
        if (file.Entry("sasl.login.callback.handler.class") is { } handler && !handler.Value.Trim().EndsWith(".OAuthBearerLoginCallbackHandler", StringComparison.Ordinal))
        {
            throw handler.Place.Wrong(
                new("Java 클래스라서 여기서는 쓸 수 없다.", "This is a Java class, which cannot be used here."),
                new("OIDC(client credentials)로 로그인하거나 SASL/PLAIN을 쓴다.", "Log in by OIDC (client credentials), or use SASL/PLAIN."));
        }

        (ConfigurationPlace place, JaasEntry login) = Login("OAuthBearerLoginModule", "clientId", "clientSecret", "scope");
        settings["sasl.oauthbearer.method"] = "oidc";
        settings["sasl.oauthbearer.client.id"] = Required(login, place, "clientId");
        settings["sasl.oauthbearer.client.secret"] = Required(login, place, "clientSecret");
        settings["sasl.oauthbearer.token.endpoint.url"] = file.Entry("sasl.oauthbearer.token.endpoint.url")?.Value ?? throw new ConfigurationPlace(
            file.Path, null, "sasl.oauthbearer.token.endpoint.url").Wrong(
            new("OAUTHBEARER에 필요한 설정이 없다.", "OAUTHBEARER needs this setting, and it is missing."),
            new("토큰을 주는 서버의 주소를 쓴다.", "Write the address of the server that gives out tokens."));
        if ((login["scope"] ?? file.Entry("sasl.oauthbearer.scope")?.Value) is { } scope)
        {
            settings["sasl.oauthbearer.scope"] = scope;
        }

        // Confluent Cloud's logicalCluster and identityPoolId come this way.
        string extensions = string.Join(',', login.Names.Where(IsExtension).Select(n => $"{n[ExtensionPrefix.Length..]}={login[n]}"));
        if (extensions.Length > 0)
        {
            settings["sasl.oauthbearer.extensions"] = extensions;
        }
    }

    private (ConfigurationPlace Place, JaasEntry Login) Login(string module, params string[] options)
    {
        Text write = new(
            $"이렇게 쓴다: sasl.jaas.config=….{module} required {string.Join(' ', options.Select(o => $"{o}=\"…\""))};",
            $"Write it so: sasl.jaas.config=….{module} required {string.Join(' ', options.Select(o => $"{o}=\"…\""))};");
        if (file.Entry("sasl.jaas.config") is not { } entry)
        {
            throw new ConfigurationPlace(file.Path, null, "sasl.jaas.config").Wrong(new("로그인에 필요한 설정이 없다.", "Logging in needs this setting, and it is missing."), write);
        }

        JaasEntry login;
        try
        {
            login = JaasEntry.Parse(entry.Value);
        }
        catch (FormatException failure)
        {
            throw entry.Place.Wrong(new($"형식이 틀렸다: {failure.Message}.", $"It is not written as it should be: {failure.Message}."), write);
        }

        if (login.Module != module)
        {
            throw entry.Place.Wrong(
                new("로그인 모듈이 sasl.mechanism에 맞지 않거나 Java에서만 쓸 수 있는 것이다.", "The login module does not fit the sasl.mechanism, or only Java can use it."), write);
        }

        // Not named: when a quotation mark is missing, the "option" can be a piece of the password.
        return login.Names.Any(n => !options.Contains(n) && !IsExtension(n))
            ? throw entry.Place.Wrong(new("모르는 항목이 있다.", "There is an unknown option."), write)
            : (entry.Place, login);
    }

    private static bool IsExtension(string option) => option.StartsWith(ExtensionPrefix, StringComparison.Ordinal);

    private static string Required(JaasEntry login, ConfigurationPlace place, string option) => login[option] is { Length: > 0 } value ? value : throw place.Wrong(
        new($"{option} 항목이 없거나 비었다.", $"The option {option} is missing or empty."), new($"{option}=\"…\"을(를) 쓴다.", $"Write {option}=\"…\"."));

    private void Reject(params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            if (file.Entry(key) is { } entry)
            {
                throw entry.Place.Wrong(
                    new("이 sasl.mechanism에서는 쓰이지 않는다.", "With this sasl.mechanism it is not used."), new("이 줄을 지운다.", "Remove the line."));
            }
        }
    }
}
