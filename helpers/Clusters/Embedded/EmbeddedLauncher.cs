using System.Runtime.InteropServices;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Embedded;

/// <summary>
/// Starts an embedded cluster. It is never attached to: it lives in this process only, and each start has its own, so that a cell that runs again
/// begins with an empty one.
/// </summary>
internal sealed class EmbeddedLauncher : IClusterLauncher
{
    private readonly Func<NativeMock> _bind;
    private readonly bool _windowsOnArm;

    public EmbeddedLauncher()
        : this(() => NativeMock.Functions, OperatingSystem.IsWindows() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64)
    {
    }

    internal EmbeddedLauncher(Func<NativeMock> bind, bool windowsOnArm)
    {
        _bind = bind;
        _windowsOnArm = windowsOnArm;
    }

    public ClusterKind Kind => ClusterKind.Embedded;

    public Task<Text?> WhyNotAsync(ClusterOptions options, CancellationToken cancellationToken) => Task.FromResult(
        WhyNot() is { } missing ? new Text($"{missing.What.Korean} {missing.WhatToDo.Korean}", $"{missing.What.English} {missing.WhatToDo.English}") : (Text?)null);

    public Task<Cluster?> TryAttachAsync(ClusterOptions options, CancellationToken cancellationToken) => Task.FromResult<Cluster?>(null);

    public async Task<Cluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return WhyNot() is { } missing ? throw missing : await EmbeddedCluster.StartAsync(options, _bind(), cancellationToken).ConfigureAwait(false);
    }

    private ClusterException? WhyNot()
    {
        if (_windowsOnArm)
        {
            return new ClusterException(
                ClusterProblem.PlatformUnsupported,
                new(
                    "Windows arm64용 librdkafka가 없어서 Kafka 클라이언트도 내장 클러스터도 돌지 않는다.",
                    "There is no librdkafka for Windows on arm64, so neither a Kafka client nor the embedded cluster runs here."),
                new(
                    "x64용 .NET SDK를 설치해 그것으로 실행하거나 WSL 2를 쓴다.",
                    "Install the .NET SDK for x64 and use that one, or use WSL 2."));
        }

        try
        {
            _ = _bind();
            return null;
        }
        catch (Exception failure) when (failure is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return new ClusterException(
                ClusterProblem.PlatformUnsupported,
                new(
                    $"librdkafka를 불러오지 못했다({RuntimeInformation.RuntimeIdentifier}): {failure.Message}",
                    $"librdkafka could not be loaded ({RuntimeInformation.RuntimeIdentifier}): {failure.Message}"),
                new(
                    "dotnet build를 다시 하고 커널을 다시 시작한다. 그래도 안 되면 `dotnet run -- doctor`를 본다.",
                    "Run dotnet build again and restart the kernel; if that does not help, see `dotnet run -- doctor`."),
                failure);
        }
    }
}
