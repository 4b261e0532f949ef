using KafkaWorkbook.Clusters;
using KafkaWorkbook.Handouts.Browsers;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Doctor;

/// <summary>The browser that turns a handout's page into a PDF. The pages themselves need none.</summary>
internal sealed class BrowserCheck(ClusterEnvironment environment) : ICheck
{
    public Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken cancellationToken)
    {
        Text subject = new("브라우저", "Browser");
        string? path = BrowserFinder.Find(environment);
        return Task.FromResult<IReadOnlyList<Diagnosis>>([path is not null
            ? Diagnosis.Ok(subject, Text.Same(path))
            : Diagnosis.Warning(
                subject,
                environment[BrowserFinder.Variable] is { } asked
                    ? new($"{BrowserFinder.Variable}={asked}: 그런 파일이 없다.", $"{BrowserFinder.Variable}={asked}: there is no such file.")
                    : new("Chromium도 Chrome도 Edge도 찾지 못했다. 인쇄할 때만 있으면 된다.", "Neither Chromium nor Chrome nor Edge was found. Only printing needs one."),
                new(
                    $"Chrome, Edge, Chromium 가운데 하나를 설치하거나 {BrowserFinder.Variable}에 실행 파일을 준다.",
                    $"Install Chrome, Edge or Chromium, or set {BrowserFinder.Variable} to its program."))]);
    }
}
