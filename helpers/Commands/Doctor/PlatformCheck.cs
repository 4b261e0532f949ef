using System.Runtime.InteropServices;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Doctor;

/// <summary>The .NET SDK and the platform that it runs on.</summary>
internal sealed class PlatformCheck : ICheck
{
    private const int Oldest = 10;

    private readonly Func<CancellationToken, Task<string?>> _sdk;
    private readonly bool _windowsOnArm;

    public PlatformCheck()
        : this(SdkAsync, OperatingSystem.IsWindows() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64)
    {
    }

    internal PlatformCheck(Func<CancellationToken, Task<string?>> sdk, bool windowsOnArm)
    {
        _sdk = sdk;
        _windowsOnArm = windowsOnArm;
    }

    public async Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken cancellationToken) =>
        [Sdk(await _sdk(cancellationToken).ConfigureAwait(false)), Platform()];

    internal static Diagnosis Sdk(string? version)
    {
        Text subject = Text.Same(".NET SDK");
        Text install = new($".NET {Oldest} SDK를 설치한다: https://dotnet.microsoft.com/download", $"Install the .NET {Oldest} SDK: https://dotnet.microsoft.com/download");
        return version is null
            ? Diagnosis.Missing(subject, new("dotnet 명령이 대답하지 않는다.", "The dotnet command does not answer."), install)
            : int.TryParse(version.Split('.')[0], out int major) && major >= Oldest
                ? Diagnosis.Ok(subject, Text.Same(version))
                : Diagnosis.Missing(subject, new($"{version}: {Oldest} 이상이어야 한다.", $"{version}; {Oldest} or later is needed."), install);
    }

    private Diagnosis Platform()
    {
        Text subject = new("플랫폼", "Platform");
        Text seen = Text.Same($"{RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.OSDescription.Trim()}");
        return _windowsOnArm
            ? Diagnosis.Missing(
                subject,
                new($"{seen.Korean}: Confluent.Kafka에는 Windows arm64용 librdkafka가 없다.", $"{seen.English}: Confluent.Kafka has no librdkafka for Windows on arm64."),
                new("x64용 .NET SDK를 설치해 그것으로 실행하거나 WSL 2를 쓴다.", "Install the .NET SDK for x64 and use that one, or use WSL 2."))
            : Diagnosis.Ok(subject, seen);
    }

    private static async Task<string?> SdkAsync(CancellationToken cancellationToken)
    {
        // In the workbook's own folder a global.json would have its say, as it has for `dotnet run`.
        ToolAnswer answer = await Tool.AskAsync("dotnet", ["--version"], cancellationToken).ConfigureAwait(false);
        return answer.ExitCode == 0 ? answer.Output.Trim() : null;
    }
}
