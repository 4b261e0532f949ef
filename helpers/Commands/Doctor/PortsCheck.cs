using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Doctor;

/// <summary>Whether the ports of both variants are free, or taken by a cluster of ours.</summary>
internal sealed class PortsCheck(ClusterOptions options, ClusterStarter clusters) : ICheck
{
    public async Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<FoundCluster> found = await clusters.FindAllAsync(options, cancellationToken).ConfigureAwait(false);
        List<Diagnosis> all = [];
        foreach (Variant variant in Enum.GetValues<Variant>())
        {
            all.Add(await LookAsync(variant, found.FirstOrDefault(f => f.Variant == variant && f.Running), cancellationToken).ConfigureAwait(false));
        }

        return all;
    }

    private async Task<Diagnosis> LookAsync(Variant variant, FoundCluster? running, CancellationToken cancellationToken)
    {
        Text subject = new($"포트 ({variant})", $"Ports ({variant})");
        try
        {
            if (running is not null)
            {
                return Diagnosis.Ok(subject, new(
                    $"워크북의 클러스터가 쓰고 있다: {running.BootstrapServers}",
                    $"in use by the workbook's own cluster: {running.BootstrapServers}"));
            }

            ClusterLayout layout = ClusterLayout.Read(variant, options.Environment);
            await PortCheck.RequireFreeAsync(layout, null, cancellationToken).ConfigureAwait(false);
            return Diagnosis.Ok(subject, new($"비어 있다: {string.Join(", ", layout.AllPorts)}", $"free: {string.Join(", ", layout.AllPorts)}"));
        }
        catch (ClusterException failure)
        {
            return Diagnosis.Missing(subject, failure.What, failure.WhatToDo);
        }
    }
}
