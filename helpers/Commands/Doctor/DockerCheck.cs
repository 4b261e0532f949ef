using System.Globalization;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Doctor;

/// <summary>Docker piece by piece: the command, the engine, Compose, the images, the engine's own memory (a virtual machine on Windows and macOS).</summary>
internal sealed class DockerCheck(ClusterEnvironment environment) : ICheck
{
    private static readonly string[] Files = ["docker-compose.kafka.yaml", "compose/kraft.yaml"];

    public async Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken cancellationToken)
    {
        ToolAnswer client = await Tool.AskAsync("docker", ["--version"], cancellationToken).ConfigureAwait(false);
        if (client.ExitCode is not 0)
        {
            return [Diagnosis.Warning(
                Text.Same("Docker"),
                new("docker 명령이 없다.", "There is no docker command."),
                new(
                    "문서의 클러스터를 컨테이너로 보려면 Docker Desktop이나 Docker Engine을 설치한다: https://docs.docker.com/get-docker/",
                    "To see the document's cluster as containers, install Docker Desktop or Docker Engine: https://docs.docker.com/get-docker/"))];
        }

        List<Diagnosis> all = [Diagnosis.Ok(Text.Same("Docker"), Text.Same(client.Output.Trim()))];
        ToolAnswer engine = await Tool.AskAsync("docker", ["info", "--format", "{{.ServerVersion}} {{.MemTotal}}"], cancellationToken).ConfigureAwait(false);
        bool answers = engine.ExitCode is 0 && engine.Output.Trim().Length > 0 && char.IsAsciiDigit(engine.Output.TrimStart()[0]);
        all.Add(await ComposeAsync(cancellationToken).ConfigureAwait(false));
        if (!answers)
        {
            all.Insert(1, Engine(engine));
            return all;
        }

        all.Insert(1, EngineMemory(engine.Output.Trim()));
        all.AddRange(await ImagesAsync(cancellationToken).ConfigureAwait(false));
        return all;
    }

    /// <summary>The engine that does not answer.</summary>
    internal static Diagnosis Engine(ToolAnswer answer)
    {
        Text subject = new("Docker 엔진", "Docker engine");
        string said = (answer.Error + answer.Output).Trim().ReplaceLineEndings(" ");
        return said.Contains("permission denied", StringComparison.OrdinalIgnoreCase)
            ? Diagnosis.Warning(
                subject,
                new("이 사용자는 Docker 엔진에 말을 걸 수 없다.", "This user may not talk to the Docker engine."),
                new("사용자를 docker 그룹에 넣고 다시 로그인한다: sudo usermod -aG docker $USER", "Add the user to the docker group and log in again: sudo usermod -aG docker $USER"))
            : Diagnosis.Warning(
                subject,
                new($"대답하지 않는다. {said}", $"It does not answer. {said}"),
                new("Docker Desktop을 켜거나 엔진을 시작한다(Linux: sudo systemctl start docker).", "Start Docker Desktop, or the engine (Linux: sudo systemctl start docker)."));
    }

    /// <summary>What <c>docker info</c> says: the version and the bytes of memory.</summary>
    internal static Diagnosis EngineMemory(string versionAndBytes)
    {
        Text subject = new("Docker 엔진", "Docker engine");
        string[] parts = versionAndBytes.Split(' ');
        double gigabytes = parts.Length > 1 && double.TryParse(parts[1], CultureInfo.InvariantCulture, out double bytes) ? bytes / (1024.0 * 1024 * 1024) : double.NaN;
        string size = gigabytes.ToString("0.0", CultureInfo.InvariantCulture) + " GB";

        // A virtual machine that was given 4 GB tells of a little less.
        return gigabytes < 3.7
            ? Diagnosis.Warning(
                subject,
                new($"{parts[0]}, 메모리 {size}: 브로커 세 대에는 4 GB가 있어야 한다.", $"{parts[0]}, memory {size}; three brokers need 4 GB."),
                new("Docker Desktop의 Settings → Resources에서 메모리를 4 GB 이상으로 한다.", "Give Docker Desktop 4 GB or more under Settings → Resources."))
            : Diagnosis.Ok(subject, new($"{parts[0]}, 메모리 {size}", $"{parts[0]}, memory {size}"));
    }

    private static async Task<Diagnosis> ComposeAsync(CancellationToken cancellationToken)
    {
        Text subject = Text.Same("Docker Compose");
        ToolAnswer plugin = await Tool.AskAsync("docker", ["compose", "version", "--short"], cancellationToken).ConfigureAwait(false);
        if (plugin.ExitCode is 0)
        {
            return Diagnosis.Ok(subject, Text.Same($"docker compose {plugin.Output.Trim()}"));
        }

        ToolAnswer old = await Tool.AskAsync("docker-compose", ["version", "--short"], cancellationToken).ConfigureAwait(false);
        return old.ExitCode is 0
            ? Diagnosis.Ok(subject, Text.Same($"docker-compose {old.Output.Trim()}"))
            : Diagnosis.Warning(
                subject,
                new("docker compose도 docker-compose도 없다.", "Neither docker compose nor docker-compose is there."),
                new("Compose 플러그인을 설치한다: https://docs.docker.com/compose/install/", "Install the Compose plugin: https://docs.docker.com/compose/install/"));
    }

    private async Task<IReadOnlyList<Diagnosis>> ImagesAsync(CancellationToken cancellationToken)
    {
        List<Diagnosis> all = [];
        foreach (string image in Images())
        {
            Text subject = new("이미지", "Image");
            ToolAnswer answer = await Tool.AskAsync("docker", ["image", "inspect", "--format", "{{.Id}}", image], cancellationToken).ConfigureAwait(false);
            string variant = image.StartsWith("apache/", StringComparison.Ordinal) ? " --variant kraft" : "";
            all.Add(answer.ExitCode is 0
                ? Diagnosis.Ok(subject, Text.Same(image))
                : Diagnosis.Warning(
                    subject,
                    new($"{image}: 아직 없다.", $"{image}: not here yet."),
                    new($"인터넷이 되는 곳에서 받아 둔다: dotnet run -- up --cluster docker{variant}", $"Get it where there is a network: dotnet run -- up --cluster docker{variant}")));
        }

        return all;
    }

    private IEnumerable<string> Images() => environment.Root is not { } root
        ? []
        : Files.Where(f => File.Exists(Path.Combine(root, f))).SelectMany(f => ComposeFile.Read(f, environment).Services.Select(s => s.Image)).OfType<string>().Distinct(StringComparer.Ordinal);
}
