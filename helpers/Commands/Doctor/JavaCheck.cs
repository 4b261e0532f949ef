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
            Text seen = Text.Same($"{java.Version} ({java.Executable})");
            return JavaInstallation.HomeWithoutJava(environment) is { } home
                ? Diagnosis.Warning(
                    subject,
                    new($"{seen.Korean}. JAVA_HOME={home}에는 bin/java가 없어서 PATH에 있는 것을 쓴다.", $"{seen.English}, found on the PATH: JAVA_HOME={home} has no bin/java."),
                    new("JAVA_HOME을 Java가 든 폴더로 고치거나 변수를 지운다.", "Set JAVA_HOME to the folder of a Java, or remove the variable."))
                : Diagnosis.Ok(subject, seen);
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
