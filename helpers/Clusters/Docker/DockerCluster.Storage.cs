using System.Globalization;
using KafkaWorkbook.Clusters.Storage;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Docker;

// The brokers' files, read inside their containers: a volume's own place belongs to root, and on a Mac or on Windows it is in another machine. Only commands that the
// Confluent and the Apache images have in common.
internal sealed partial class DockerCluster
{
    private const string DataFolder = "/var/lib/kafka/data";

    // ls -ln: rights, links, owner, group, bytes, month, day, time, name.
    private const int BytesColumn = 4, NameColumn = 8;

    /// <inheritdoc/>
    internal override string DataPath(int brokerId) => DataFolder;

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<string>> ListFoldersAsync(int brokerId, CancellationToken cancellationToken)
    {
        DockerAnswer answer = await ListAsync(brokerId, DataFolder, cancellationToken).ConfigureAwait(false);
        return answer.Succeeded
            ? [.. Lines(answer).Where(l => l.StartsWith('d')).Select(NameOf).OfType<string>().Order(StringComparer.Ordinal)]
            : throw DockerFailures.Named(answer.All, $"docker exec ls {DataFolder}");
    }

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<BrokerFile>?> ListFilesAsync(int brokerId, string folder, CancellationToken cancellationToken)
    {
        DockerAnswer answer = await ListAsync(brokerId, $"{DataFolder}/{folder}", cancellationToken).ConfigureAwait(false);
        return !answer.Succeeded ? null : [.. Lines(answer).Where(l => l.StartsWith('-')).Select(FileOf).OfType<BrokerFile>().OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    internal override async Task<ReadOnlyMemory<byte>> ReadFileAsync(int brokerId, string folder, string file, CancellationToken cancellationToken)
    {
        DockerContainer container = await RunningAsync(brokerId, cancellationToken).ConfigureAwait(false);
        string most = MostFileBytes.ToString(CultureInfo.InvariantCulture);
        return await _engine.Cli.BytesAsync(["exec", container.Id, "head", "-c", most, $"{DataFolder}/{folder}/{file}"], DockerCli.Brief, cancellationToken).ConfigureAwait(false);
    }

    internal static BrokerFile? FileOf(string line)
    {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > NameColumn && long.TryParse(fields[BytesColumn], NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? new BrokerFile(fields[NameColumn], bytes) : null;
    }

    private static string? NameOf(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > NameColumn } fields && fields[NameColumn] is not ("." or "..") ? fields[NameColumn] : null;

    private static string[] Lines(DockerAnswer answer) => answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<DockerAnswer> ListAsync(int brokerId, string folder, CancellationToken cancellationToken)
    {
        DockerContainer container = await RunningAsync(brokerId, cancellationToken).ConfigureAwait(false);
        return await _engine.Cli.AskAsync(["exec", "-e", "LC_ALL=C", container.Id, "ls", "-ln", folder], DockerCli.Brief, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DockerContainer> RunningAsync(int brokerId, CancellationToken cancellationToken)
    {
        RequireBroker(brokerId);
        IReadOnlyList<DockerContainer> containers = await ContainersAsync(cancellationToken).ConfigureAwait(false);
        return containers.FirstOrDefault(c => c.BrokerId == brokerId && c.Running) ?? throw new ClusterException(
            ClusterProblem.BrokerMissing,
            new($"브로커 {Particle.IGa(brokerId)} 꺼져 있어 그 안의 파일을 읽을 수 없다.", $"Broker {brokerId} does not run, so that the files inside its container cannot be read."),
            new($"먼저 켠다: await kafka.StartBrokerAsync({brokerId})", $"Start it first: await kafka.StartBrokerAsync({brokerId})"));
    }
}
