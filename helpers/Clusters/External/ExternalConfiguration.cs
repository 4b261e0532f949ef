using System.Globalization;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.External;

/// <summary>Finds how to connect to the external cluster: two variables, one of which names a Java client's properties file.</summary>
internal static class ExternalConfiguration
{
    /// <summary>The variable with the addresses; it counts more than the file's.</summary>
    public const string ServersVariable = "KAFKA_BOOTSTRAP_SERVERS";

    /// <summary>The variable that names a Java client's properties file.</summary>
    public const string FileVariable = "KAFKA_CLIENT_PROPERTIES";

    /// <summary>Reads the variables and the file.</summary>
    /// <returns>The settings, or null when neither variable is set.</returns>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.BadConfiguration"/>: where, which line, which key.</exception>
    public static ExternalSettings? Read(ClusterEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        string? servers = environment[ServersVariable];
        if (environment[FileVariable] is not { } path)
        {
            return servers is null ? null : new ExternalSettings(
                Addresses(servers, new ConfigurationPlace(ServersVariable, null, null)), ServersVariable, new Dictionary<string, string>(), []);
        }

        ClientProperties file = ClientProperties.Read(Path.GetFullPath(path));
        string addresses = servers is not null
            ? Addresses(servers, new ConfigurationPlace(ServersVariable, null, null))
            : Addresses(file.BootstrapServers.Value, file.BootstrapServers.Place);
        return new ExternalSettings(addresses, file.Path, file.Settings, file.Unused);
    }

    // The text is not repeated where it can hold a password: somebody may write user:password@host.
    private static string Addresses(string text, ConfigurationPlace place)
    {
        string[] addresses = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (addresses.Length == 0)
        {
            throw place.Wrong(new("주소가 없다.", "There is no address."), Form);
        }

        for (int i = 0; i < addresses.Length; i++)
        {
            if (addresses[i].Contains('@', StringComparison.Ordinal))
            {
                throw place.Wrong(
                    new($"{i + 1}번째 주소에 @가 있다. 사용자 이름과 암호는 주소에 쓰지 않는다.", $"Address {i + 1} contains an @. User names and passwords do not belong into addresses."),
                    new($"사용자 이름과 암호는 {FileVariable}가 가리키는 파일의 sasl.jaas.config에 쓴다.", $"Put them into sasl.jaas.config of the file that {FileVariable} names."));
            }

            // Java takes a protocol in front and ignores it; librdkafka would take it for a part of its own syntax.
            string address = addresses[i][(addresses[i].IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..];
            int colon = address.LastIndexOf(':');
            if (colon < 1 || (address[..colon].Contains(':', StringComparison.Ordinal) && address[0] != '[')
                || !int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535
                || address.Any(char.IsWhiteSpace))
            {
                throw place.Wrong(new($"'{address}'은(는) 주소가 아니다.", $"'{address}' is no address."), Form);
            }

            addresses[i] = address;
        }

        return string.Join(',', addresses);
    }

    private static Text Form => new("host:9092,host2:9092처럼 호스트와 포트를 쉼표로 나누어 쓴다.", "Write hosts with ports, separated by commas: host:9092,host2:9092.");
}
