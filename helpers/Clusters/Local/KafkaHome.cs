using System.Text.RegularExpressions;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>A Kafka distribution on this machine, checked by what lies in its <c>libs</c> folder.</summary>
/// <param name="Path">The distribution's top folder.</param>
/// <param name="Version">Kafka's version.</param>
internal sealed partial record KafkaHome(string Path, Version Version)
{
    /// <summary>Every jar of the distribution, as Java wants it.</summary>
    public string ClassPath => System.IO.Path.Combine(Path, "libs", "*");

    /// <summary>The environment variable that names the distribution of a variant.</summary>
    public static string VariableOf(Variant variant) => variant == Variant.KRaft ? "KAFKA_KRAFT_HOME" : "KAFKA_HOME";

    /// <summary>Finds the distribution of a variant.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.KafkaHomeMissing"/> or <see cref="ClusterProblem.KafkaHomeWrong"/>; it says what was expected and what was found.</exception>
    public static KafkaHome Find(Variant variant, ClusterEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        string variable = VariableOf(variant);
        if (environment[variable] is not { } path)
        {
            throw new ClusterException(
                ClusterProblem.KafkaHomeMissing,
                new($"환경 변수 {variable}의 값이 없다.", $"The environment variable {variable} is not set."),
                ToDo(variant, variable));
        }

        string full = System.IO.Path.GetFullPath(path);
        string libs = System.IO.Path.Combine(full, "libs");
        if (!Directory.Exists(full))
        {
            throw Wrong(variant, full, new("그런 폴더가 없다", "there is no such folder"));
        }

        string[] jars = Directory.Exists(libs) ? [.. Directory.EnumerateFiles(libs, "*.jar").Select(j => System.IO.Path.GetFileName(j))] : [];
        if (jars.Select(j => Clients().Match(j)).FirstOrDefault(m => m.Success) is not { } match || !Version.TryParse(match.Groups["version"].Value, out Version? version))
        {
            throw Wrong(variant, full, new("libs 폴더에 kafka-clients-….jar가 없다", "there is no kafka-clients-….jar in a libs folder"));
        }

        bool zooKeeper = jars.Any(j => ZooKeeper().IsMatch(j));
        bool fits = variant == Variant.KRaft ? version.Major >= 4 : version.Major == 3 && zooKeeper;
        return fits
            ? new KafkaHome(full, version)
            : throw Wrong(variant, full, new(
                $"Kafka {version}{(zooKeeper ? ", ZooKeeper 있음" : ", ZooKeeper 없음")}",
                $"Kafka {version}{(zooKeeper ? " with ZooKeeper" : " without ZooKeeper")}"));
    }

    private static ClusterException Wrong(Variant variant, string path, Text found)
    {
        string variable = VariableOf(variant);
        Text expected = variant == Variant.KRaft
            ? new("Kafka 4 이상", "Kafka 4 or later")
            : new("ZooKeeper가 들어 있는 Kafka 3(3.9)", "Kafka 3 (3.9), with ZooKeeper");
        Text swapped = found.English.StartsWith("Kafka ", StringComparison.Ordinal)
            ? new(" KAFKA_HOME과 KAFKA_KRAFT_HOME이 서로 바뀌지 않았는지 본다.", " See whether KAFKA_HOME and KAFKA_KRAFT_HOME were swapped.")
            : Text.Same("");
        Text toDo = ToDo(variant, variable);
        return new ClusterException(
            ClusterProblem.KafkaHomeWrong,
            new(
                $"{variable}={path}: {expected.Korean}의 배포판이 있어야 하는데, 찾은 것은 이렇다: {found.Korean}.",
                $"{variable}={path}: expected a distribution of {expected.English}, found: {found.English}."),
            new(toDo.Korean + swapped.Korean, toDo.English + swapped.English));
    }

    private static Text ToDo(Variant variant, string variable)
    {
        string line = variant == Variant.KRaft ? "4" : "3.9";
        return new(
            $"https://kafka.apache.org/downloads 에서 Kafka {line}의 binary를 받아 풀고, {variable}에 그 폴더(libs가 들어 있는 곳)를 준다.",
            $"Get the binary of Kafka {line} from https://kafka.apache.org/downloads, unpack it, and set {variable} to its folder (the one with libs in it).");
    }

    [GeneratedRegex(@"^kafka-clients-(?<version>\d+\.\d+(\.\d+)?)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Clients();

    [GeneratedRegex(@"^zookeeper-\d", RegexOptions.CultureInvariant)]
    private static partial Regex ZooKeeper();
}
