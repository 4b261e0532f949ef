using System.Globalization;
using System.Runtime.InteropServices;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Doctor;

/// <summary>The .NET SDK and the platform that it runs on.</summary>
/// <param name="sdks">The names of the installed SDKs: their versions.</param>
/// <param name="windowsOnArm">Whether this is Windows on arm64.</param>
internal sealed class PlatformCheck(IReadOnlyList<string> sdks, bool windowsOnArm) : ICheck
{
    private const int Oldest = 10;

    /// <summary>This machine, and the SDKs beside the runtime that this process runs on.</summary>
    public static PlatformCheck OfProcess()
    {
        DirectoryInfo? root = new FileInfo(typeof(object).Assembly.Location).Directory?.Parent?.Parent?.Parent;
        string folder = Path.Combine(root?.FullName ?? "", "sdk");
        return new(
            Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Select(d => Path.GetFileName(d))] : [],
            OperatingSystem.IsWindows() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64);
    }

    public Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Diagnosis>>([Sdk(), Platform()]);

    private Diagnosis Sdk()
    {
        Text subject = Text.Same(".NET SDK");
        string[] enough = [.. sdks.Where(s => MajorOf(s) >= Oldest).OrderByDescending(MajorOf).ThenByDescending(s => s, StringComparer.Ordinal)];
        Text seen = sdks.Count == 0
            ? new("찾지 못했다.", "None was found.")
            : new($"{string.Join(", ", sdks)}: {Oldest} 이상이 있어야 한다.", $"{string.Join(", ", sdks)}; {Oldest} or later is needed.");
        return enough.Length > 0
            ? Diagnosis.Ok(subject, Text.Same(enough[0]))
            : Diagnosis.Missing(subject, seen, new(
                $".NET {Oldest} SDK를 설치한다: https://dotnet.microsoft.com/download",
                $"Install the .NET {Oldest} SDK: https://dotnet.microsoft.com/download"));
    }

    private Diagnosis Platform()
    {
        Text subject = new("플랫폼", "Platform");
        string seen = $"{RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.OSDescription.Trim()}";
        return windowsOnArm
            ? Diagnosis.Missing(
                subject,
                new($"{seen}: Confluent.Kafka에는 Windows arm64용 librdkafka가 없다.", $"{seen}: Confluent.Kafka has no librdkafka for Windows on arm64."),
                new("x64용 .NET SDK를 설치해 그것으로 실행하거나 WSL 2를 쓴다.", "Install the .NET SDK for x64 and use that one, or use WSL 2."))
            : Diagnosis.Ok(subject, Text.Same(seen));
    }

    private static int MajorOf(string version) =>
        int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major) ? major : 0;
}
