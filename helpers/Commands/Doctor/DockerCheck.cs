using System.Globalization;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Docker;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Doctor;

/// <summary>Docker piece by piece: the engine, its memory (a virtual machine's on Windows and macOS), Compose, the images.</summary>
internal sealed class DockerCheck(ClusterEnvironment environment) : ICheck
{
    private static readonly Text EngineSubject = new("Docker 엔진", "Docker engine");

    private readonly DockerCli _docker = new(environment);

    public async Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken cancellationToken)
    {
        if (await DockerAvailability.FindProblemAsync(_docker, environment, cancellationToken).ConfigureAwait(false) is { } problem)
        {
            return [Diagnosis.Warning(EngineSubject, problem.What, problem.Advice)];
        }

        List<Diagnosis> all = [];
        try
        {
            all.Add(Engine((await _docker.RequireAsync(["info", "--format", "{{.ServerVersion}} {{.MemTotal}}"], DockerCli.Brief, cancellationToken).ConfigureAwait(false)).Trim()));
            ComposeCommand compose = await ComposeCommand.FindAsync(_docker, cancellationToken).ConfigureAwait(false);
            all.Add(Diagnosis.Ok(Text.Same("Docker Compose"), Text.Same($"{compose.Spelling} {compose.Version}")));
            all.AddRange(await ImagesAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (ClusterException failure)
        {
            all.Add(Diagnosis.Warning(Text.Same("Docker"), failure.What, failure.WhatToDo));
        }

        return all;
    }

    /// <summary>What <c>docker info</c> says: the version and the bytes of memory.</summary>
    internal static Diagnosis Engine(string versionAndBytes)
    {
        string[] parts = versionAndBytes.Split(' ');
        double gigabytes = parts.Length > 1 && double.TryParse(parts[1], CultureInfo.InvariantCulture, out double bytes) ? bytes / (1L << 30) : double.NaN;
        string size = gigabytes.ToString("0.0", CultureInfo.InvariantCulture) + " GB";

        // A virtual machine that was given 4 GB tells of a little less.
        return gigabytes < 3.7
            ? Diagnosis.Warning(
                EngineSubject,
                new($"{parts[0]}, 메모리 {size}: 브로커 세 대에는 4 GB가 있어야 한다.", $"{parts[0]}, memory {size}; three brokers need 4 GB."),
                new("Docker Desktop의 Settings → Resources에서 메모리를 4 GB 이상으로 한다.", "Give Docker Desktop 4 GB or more under Settings → Resources."))
            : Diagnosis.Ok(EngineSubject, new($"{parts[0]}, 메모리 {size}", $"{parts[0]}, memory {size}"));
    }

    private async Task<IReadOnlyList<Diagnosis>> ImagesAsync(CancellationToken cancellationToken)
    {
        Text subject = new("이미지", "Image");
        List<Diagnosis> all = [];
        foreach (Variant variant in Enum.GetValues<Variant>())
        {
            string[] images = [.. DockerSite.Of(variant, environment).ReadServices().Select(s => s.Image).Distinct(StringComparer.Ordinal)];
            IReadOnlyList<string> missing = await DockerImages.MissingAsync(_docker, images, cancellationToken).ConfigureAwait(false);
            string command = $"dotnet run -- up --cluster docker --variant {variant.ToString().ToLowerInvariant()}";
            all.AddRange(images.Select(image => !missing.Contains(image)
                ? Diagnosis.Ok(subject, Text.Same(image))
                : Diagnosis.Warning(
                    subject,
                    new($"{image}: 아직 없다.", $"{image}: not here yet."),
                    new($"인터넷이 되는 곳에서 받아 둔다: {command}", $"Get it where there is a network: {command}"))));
        }

        return all;
    }
}
