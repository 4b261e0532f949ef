using System.CommandLine;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Doctor;

/// <summary><c>doctor</c>: what a trainer checks the day before, each with what to do, and which cluster <c>dotnet run</c> would take.</summary>
internal sealed class DoctorCommand(Screen screen, ClusterEnvironment environment, ClusterStarter clusters)
{
    public Command Create()
    {
        Command command = new("doctor", new Text(
            "이 컴퓨터에 무엇이 있고 무엇이 빠졌는지, 어떻게 채우는지 알려 준다.",
            "Says what this computer has, what is missing, and what to do about it.").ToString());
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    /// <summary>Looks at everything. Answers success when at least one kind of cluster works here.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ClusterOptions options = new() { Environment = environment, Progress = ProgressDisplays.Silent };
        (Text Head, ICheck Check)[] sections =
        [
            (new("바탕", "Basics"), PlatformCheck.OfProcess()),
            (new("내장 클러스터: .NET만 있으면 된다", "Embedded cluster: needs .NET only"), new EmbeddedCheck(options, clusters)),
            (new("Docker 클러스터: 문서의 구성 그대로", "Docker cluster: as the document has it"), new DockerCheck(environment)),
            (new("로컬 클러스터: Java와 Kafka 배포판", "Local cluster: Java and a Kafka distribution"), new JavaCheck(environment)),
            (new("포트", "Ports"), new PortsCheck(options, clusters)),
            (new("메모리와 디스크", "Memory and disk"), new ResourcesCheck(environment)),
            (new("인쇄", "Printing"), new BrowserCheck(environment)),
        ];
        foreach ((Text head, ICheck check) in sections)
        {
            screen.Head(head);
            foreach (Diagnosis diagnosis in await check.LookAsync(cancellationToken).ConfigureAwait(false))
            {
                Show(diagnosis);
            }
        }

        screen.Line();
        return await ConcludeAsync(options, cancellationToken).ConfigureAwait(false);
    }

    private void Show(Diagnosis diagnosis)
    {
        (Mark mark, Text word) = diagnosis.Health switch
        {
            Health.Ok => (Mark.Good, new Text("정상", "ok")),
            Health.Warning => (Mark.Warning, new Text("주의", "warning")),
            _ => (Mark.Bad, new Text("없음", "missing")),
        };
        screen.Marked(mark, $"[{word}] {diagnosis.Subject}: {diagnosis.Seen}");
        if (diagnosis.WhatToDo is { } whatToDo)
        {
            screen.ToDo(whatToDo);
        }
    }

    // The last word is the launchers' own: what they say here is what a notebook will find.
    private async Task<int> ConcludeAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        options = options.WithVariant(null);
        ClusterSurvey survey = await clusters.SurveyAsync(options, cancellationToken).ConfigureAwait(false);
        if (survey.Possible.Count == 0)
        {
            ShowPassedOver(survey);
            screen.Failure(
                new("이 컴퓨터에서는 어떤 클러스터도 되지 않는다.", "No kind of cluster works on this computer."),
                new("위에서 [없음]으로 나온 것부터 채운다.", "Begin with what is marked [missing] above."));
            return ExitCodes.Failed;
        }

        IReadOnlyList<FoundCluster> found = await clusters.FindAllAsync(options, cancellationToken).ConfigureAwait(false);
        FoundCluster? running = found.FirstOrDefault(f => f.Running && f.Variant == options.Variant && survey.Possible.Contains(f.Kind));
        ClusterKind kind = running?.Kind ?? survey.Possible[0];
        string name = ClusterLines.NameOf(kind, options.Variant);
        screen.Marked(Mark.Good, running is not null
            ? new Text($"`dotnet run`은 이미 떠 있는 클러스터를 쓴다: {name}", $"`dotnet run` would use the cluster that is running: {name}")
            : new Text($"`dotnet run`이 쓸 클러스터: {name}", $"`dotnet run` would take: {name}"));

        // Only the better kinds: why a cluster further down the list is not possible keeps nobody from anything.
        ShowPassedOver(survey with { PassedOver = [.. survey.PassedOver.Where(p => p.Kind < kind)] });
        return ExitCodes.Success;
    }

    private void ShowPassedOver(ClusterSurvey survey)
    {
        foreach (PassedOver passed in survey.PassedOver)
        {
            screen.Marked(Mark.Plain, new Text($"{passed.Kind} 클러스터를 쓰지 않는 까닭: {passed.Why.Korean}", $"Why not {passed.Kind}: {passed.Why.English}"));
        }
    }
}
