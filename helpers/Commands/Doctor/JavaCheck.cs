using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Doctor;

/// <summary>What a local cluster is made of: Java and the two Kafka distributions. None of them is needed where Docker works.</summary>
internal sealed class JavaCheck(ClusterEnvironment environment) : ICheck
{
    public async Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken cancellationToken) =>
        [await JavaAsync(cancellationToken).ConfigureAwait(false), Home(Variant.ZooKeeper), Home(Variant.KRaft)];

    private async Task<Diagnosis> JavaAsync(CancellationToken cancellationToken)
    {
        Text subject = Text.Same("Java");
        try
        {
            JavaInstallation java = await JavaInstallation.FindAsync(environment, cancellationToken).ConfigureAwait(false);
            return Diagnosis.Ok(subject, Text.Same($"{java.Version} ({java.Executable})"));
        }
        catch (ClusterException failure)
        {
            return Diagnosis.Warning(subject, failure.What, failure.WhatToDo);
        }
    }

    private Diagnosis Home(Variant variant)
    {
        Text subject = Text.Same(KafkaHome.VariableOf(variant));
        try
        {
            KafkaHome home = KafkaHome.Find(variant, environment);
            return Diagnosis.Ok(subject, Text.Same($"Kafka {home.Version} ({home.Path})"));
        }
        catch (ClusterException failure)
        {
            return Diagnosis.Warning(subject, failure.What, failure.WhatToDo);
        }
    }
}
