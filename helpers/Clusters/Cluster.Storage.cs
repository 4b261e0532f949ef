using KafkaWorkbook.Clusters.Storage;

namespace KafkaWorkbook.Clusters;

public abstract partial class Cluster
{
    /// <summary>The most of one file that is read.</summary>
    internal const int MostFileBytes = 64 << 20;

    /// <summary>The path of a broker's data folder, as the broker itself sees it, for the reader.</summary>
    /// <param name="brokerId">The broker.</param>
    internal virtual string DataPath(int brokerId) => throw Refusals.For(Capability.BrokerFiles, this);

    /// <summary>The names of the folders in a broker's data folder, sorted: one for each partition of which it has a copy.</summary>
    /// <param name="brokerId">The broker; it has to run where its files are inside a container.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">The files are not within reach.</exception>
    internal virtual Task<IReadOnlyList<string>> ListFoldersAsync(int brokerId, CancellationToken cancellationToken) =>
        Task.FromException<IReadOnlyList<string>>(Refusals.For(Capability.BrokerFiles, this));

    /// <summary>The files in one folder of a broker's data folder, by name; null when there is no such folder.</summary>
    /// <param name="brokerId">The broker.</param>
    /// <param name="folder">The folder's name, such as <c>orders-0</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">The files are not within reach.</exception>
    internal virtual Task<IReadOnlyList<BrokerFile>?> ListFilesAsync(int brokerId, string folder, CancellationToken cancellationToken) =>
        Task.FromException<IReadOnlyList<BrokerFile>?>(Refusals.For(Capability.BrokerFiles, this));

    /// <summary>The bytes of one file of a broker, up to <see cref="MostFileBytes"/>. The broker goes on writing meanwhile; the last batch may be incomplete.</summary>
    /// <param name="brokerId">The broker.</param>
    /// <param name="folder">The folder's name.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotOnThisClusterException">The files are not within reach.</exception>
    internal virtual Task<ReadOnlyMemory<byte>> ReadFileAsync(int brokerId, string folder, string file, CancellationToken cancellationToken) =>
        Task.FromException<ReadOnlyMemory<byte>>(Refusals.For(Capability.BrokerFiles, this));
}
