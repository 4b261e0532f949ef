using System.Globalization;
using System.Text.Json;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>Reads what <c>docker inspect</c> prints.</summary>
internal static class DockerInspect
{
    /// <summary>Reads the answer of <c>docker inspect</c>, and leaves out what does not carry our label.</summary>
    public static IReadOnlyList<DockerContainer> Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(Of).Where(c => c.Cluster.Length > 0)];
    }

    private static DockerContainer Of(JsonElement item)
    {
        JsonElement state = item.GetProperty("State");
        JsonElement config = item.GetProperty("Config");
        return new DockerContainer(
            item.GetProperty("Id").GetString()!,
            item.GetProperty("Name").GetString()!.TrimStart('/'),
            Label("com.docker.compose.service"),
            Label("com.docker.compose.project"),
            Label(DockerEngine.ClusterLabel),
            Variable("KAFKA_BROKER_ID") ?? Variable("KAFKA_NODE_ID"),
            state.GetProperty("Status").GetString()!,
            state.GetProperty("ExitCode").GetInt32(),
            state.GetProperty("OOMKilled").GetBoolean(),
            state.TryGetProperty("Health", out JsonElement health) && health.ValueKind == JsonValueKind.Object ? health.GetProperty("Status").GetString() ?? "" : "",
            state.GetProperty("StartedAt").GetString() ?? "",
            PortsOf(item.GetProperty("HostConfig")));

        string Label(string name) =>
            config.TryGetProperty("Labels", out JsonElement labels) && labels.ValueKind == JsonValueKind.Object && labels.TryGetProperty(name, out JsonElement value)
                ? value.GetString() ?? "" : "";

        int? Variable(string name) =>
            config.TryGetProperty("Env", out JsonElement variables) && variables.ValueKind == JsonValueKind.Array
            && variables.EnumerateArray().Select(v => v.GetString()!.Split('=', 2)).FirstOrDefault(v => v[0] == name) is [_, string text]
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    // HostConfig has the published ports of stopped containers, too; NetworkSettings does not.
    private static Dictionary<int, int> PortsOf(JsonElement hostConfig)
    {
        Dictionary<int, int> ports = [];
        if (hostConfig.TryGetProperty("PortBindings", out JsonElement bindings) && bindings.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty binding in bindings.EnumerateObject())
            {
                if (int.TryParse(binding.Name.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int inside)
                    && binding.Value.ValueKind == JsonValueKind.Array
                    && binding.Value.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
                    && int.TryParse(first.GetProperty("HostPort").GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out int outside))
                {
                    ports[inside] = outside;
                }
            }
        }

        return ports;
    }
}
