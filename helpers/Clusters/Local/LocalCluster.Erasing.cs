namespace KafkaWorkbook.Clusters.Local;

// What a broken disk would do, to topics of this session only.
internal sealed partial class LocalCluster
{
    /// <inheritdoc/>
    private protected override Task EraseOursAsync(int brokerId, IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        RequireBroker(brokerId);
        string node = LocalSite.BrokerName(brokerId);
        if (_jvms.Read().Nodes.Any(n => n.Name == node && n.IsAlive))
        {
            throw new InvalidOperationException($"Broker {brokerId} runs; nothing of its data is deleted.");
        }

        return Task.Run(
            () =>
            {
                foreach (string folder in folders.Select(f => Path.Combine(_site.Data(node), f)).Where(Directory.Exists))
                {
                    Directory.Delete(folder, recursive: true);
                }
            },
            cancellationToken);
    }
}
