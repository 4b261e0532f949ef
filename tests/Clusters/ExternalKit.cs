using System.Text;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.External;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Tests.Clusters;

/// <summary>What the tests of external clusters have in common.</summary>
internal static class ExternalKit
{
    public const string Secret = "hunter2-s3cret";

    public const string Login = $"sasl.mechanism=PLAIN\nsasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"alice\" password=\"{Secret}\";\n";

    public static ClusterEnvironment Nothing { get; } = new(new Dictionary<string, string>(), null);

    /// <summary>Options that ask for the external cluster by name, as a reader does.</summary>
    public static ClusterOptions Options(params (string Name, string? Value)[] variables) => new()
    {
        Environment = Nothing.With([(ClusterOptions.KindVariable, "external"), (ClusterOptions.DataVariable, Path.GetTempPath()), .. variables]),
        Progress = ProgressDisplays.Silent,
    };

    public static ExternalSettings Read(TempFolder folder, string properties) =>
        ExternalConfiguration.Read(Nothing.With((ExternalConfiguration.FileVariable, folder.Write("client.properties", properties))))!;

    public static IReadOnlyDictionary<string, string> Settings(TempFolder folder, string properties)
    {
        Confluent.Kafka.ClientConfig config = new();
        Read(folder, properties).ApplyTo(config);
        return config.ToDictionary(s => s.Key, s => s.Value);
    }
}

/// <summary>A folder with a blank and Hangul in its name, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook 홍길동 ");

    public string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
