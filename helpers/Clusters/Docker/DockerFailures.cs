using System.Text.RegularExpressions;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>Gives a name to what Docker and Compose print when they fail. Neither has error codes, so their words are all there is.</summary>
internal static partial class DockerFailures
{
    private const int Lines = 12;

    // The first that fits wins: an image that cannot be pulled because nothing answers is an image problem, not an engine problem.
    private static readonly (ClusterProblem Problem, string[] Signs)[] Table =
    [
        (ClusterProblem.DockerPermission, ["permission denied while trying to connect", "docker.sock: connect: permission denied", "dial unix /var/run/docker.sock: permission", "permissionerror("]),
        (ClusterProblem.DockerNotRunning,
        [
            "cannot connect to the docker daemon", "is the docker daemon running", "couldn't connect to docker daemon", "error during connect", "docker daemon is not running",
            "docker desktop is not running", "docker desktop is unable to start", "docker_engine: the system cannot find the file", "while fetching server api version",
        ]),
        (ClusterProblem.ComposeMissing, ["'compose' is not a docker command", "unknown command: docker compose", "unknown shorthand flag: 'p' in -p", "unknown shorthand flag: 'f' in -f"]),
        (ClusterProblem.DiskFull, ["no space left on device", "not enough space on the disk", "disk quota exceeded"]),
        (ClusterProblem.PortTaken, ["port is already allocated", "address already in use", "ports are not available", "only one usage of each socket address", "forbidden by its access permissions"]),
        (ClusterProblem.NameTaken, ["is already in use by container"]),
        (ClusterProblem.ImageUnavailable,
        [
            "no such image", "pull access denied", "manifest unknown", "manifest for ", "repository does not exist", "failed to resolve reference", "unable to find image", "toomanyrequests",
            "no matching manifest", "/v2/\": ", "failed to pull image", "error pulling image", "unauthorized: ", "failed to do request", "failed to copy: ",
        ]),
        (ClusterProblem.BadConfiguration,
        [
            "yaml: ", "validating ", "additional propert", "is invalid because", "unsupported config option", "invalid interpolation", "yaml.parser.", "yaml.scanner.", "no configuration file",
            "no such file or directory", "undefined volume", "undefined network", "depends on undefined", "invalid hostport", "invalid containerport", "no such service",
        ]),
    ];

    /// <summary>How to do without Docker; part of every failure of an engine that answers.</summary>
    public static Text Override { get; } = new(
        "Docker 없이 하려면 환경 변수 KAFKA_WORKBOOK_CLUSTER에 local 또는 embedded를 준다.",
        "To do without Docker, set the environment variable KAFKA_WORKBOOK_CLUSTER to local or embedded.");

    /// <summary>What kind of failure the words tell of.</summary>
    public static ClusterProblem ProblemOf(string said) =>
        Table.FirstOrDefault(row => row.Signs.Any(s => said.Contains(s, StringComparison.OrdinalIgnoreCase)), (ClusterProblem.DockerFailed, [])).Item1;

    /// <summary>The failure by its name, with Docker's own last words.</summary>
    /// <param name="said">What was printed.</param>
    /// <param name="command">The command that failed, as one would type it.</param>
    public static ClusterException Named(string said, string command)
    {
        ClusterProblem problem = ProblemOf(said);
        string words = LastWords(said);
        return new ClusterException(
            problem,
            new($"{Title(problem, said).Korean} `{command}`의 대답:\n{words}", $"{Title(problem, said).English} `{command}` answered:\n{words}"),
            WhatToDo(problem));
    }

    /// <summary>A program of Docker's is not there.</summary>
    public static ClusterException NoProgram(string program, Exception? inner = null) => new(
        ClusterProblem.DockerNotRunning,
        new($"`{program}` 명령이 PATH에 없다.", $"There is no `{program}` on the PATH."),
        WhatToDo(ClusterProblem.DockerNotRunning),
        inner);

    /// <summary>What a reader does about a failure of this name, and how to go on without Docker.</summary>
    public static Text WhatToDo(ClusterProblem problem)
    {
        Text advice = Advice(problem);
        return new($"{advice.Korean} {Override.Korean}", $"{advice.English} {Override.English}");
    }

    /// <summary>What a reader does about a failure of this name.</summary>
    public static Text Advice(ClusterProblem problem) => problem switch
    {
        ClusterProblem.DockerPermission => new(
            "사용자를 docker 그룹에 넣고(`sudo usermod -aG docker $USER`) 다시 로그인한다. Docker Desktop이라면 지금 사용자로 켠다.",
            "Put your user into the group docker (`sudo usermod -aG docker $USER`) and log in again; with Docker Desktop, start it as this user."),
        ClusterProblem.DockerNotRunning => new(
            "Docker Desktop을 켜거나(Linux: `sudo systemctl start docker`) Docker를 설치한다.",
            "Start Docker Desktop (Linux: `sudo systemctl start docker`), or install Docker."),
        ClusterProblem.ComposeMissing => new(
            "Docker Desktop을 쓰거나 Compose 플러그인을 설치한다(Debian, Ubuntu: docker-compose-plugin 또는 docker-compose).",
            "Use Docker Desktop, or install the Compose plugin (Debian, Ubuntu: docker-compose-plugin or docker-compose)."),
        ClusterProblem.ImageUnavailable => new(
            "인터넷 연결과 프록시를 확인한다(Docker Desktop: Settings → Resources → Proxies). 연결이 되는 곳에서 미리 `dotnet run -- up`을 해 두면 이미지가 남는다.",
            "See to the network and the proxy (Docker Desktop: Settings → Resources → Proxies). `dotnet run -- up` where there is a connection fetches the images beforehand."),
        ClusterProblem.PortTaken => new(
            "그 포트를 쓰는 프로그램이나 컨테이너를 끝내거나, 환경 변수 KAFKA_1_PORT … ZOOKEEPER_PORT(KRaft: KRAFT_1_PORT …)에 다른 포트를 준다.",
            "End the program or container that has the port, or give another one with the variables KAFKA_1_PORT … ZOOKEEPER_PORT (KRaft: KRAFT_1_PORT …)."),
        ClusterProblem.NameTaken => new(
            "`docker rm`으로 그 컨테이너를 지우거나, 환경 변수 KAFKA_WORKBOOK_PREFIX에 다른 머리말(예: my-)을 준다.",
            "Remove that container with `docker rm`, or give our names another beginning with the variable KAFKA_WORKBOOK_PREFIX (for example my-)."),
        ClusterProblem.DiskFull => new(
            "`docker system df`로 무엇이 차지하는지 보고 `docker system prune`으로 비운다.",
            "See with `docker system df` what takes the space, and free some with `docker system prune`."),
        ClusterProblem.OutOfMemory => new(
            "Docker에 메모리를 4GB 이상 준다(Docker Desktop: Settings → Resources → Memory). 다른 컨테이너를 멈춘다.",
            "Give Docker 4 GB of memory or more (Docker Desktop: Settings → Resources → Memory), and stop other containers."),
        ClusterProblem.BadConfiguration => new(
            "compose 파일을 고치지 않았는지 확인한다(`git checkout docker-compose.kafka.yaml compose`).",
            "See that the compose files are unchanged (`git checkout docker-compose.kafka.yaml compose`)."),
        _ => new(
            "Docker를 다시 시작하고 다시 실행한다. `dotnet run -- doctor`가 무엇이 잘못되었는지 알려 준다.",
            "Restart Docker and try again. `dotnet run -- doctor` says what is wrong."),
    };

    /// <summary>The failure in a sentence.</summary>
    /// <param name="problem">Its name.</param>
    /// <param name="said">What was printed.</param>
    public static Text Title(ClusterProblem problem, string said) => problem switch
    {
        ClusterProblem.DockerPermission => new("Docker 엔진이 이 사용자를 거부한다.", "The Docker engine refuses this user."),
        ClusterProblem.DockerNotRunning => new("Docker 엔진이 대답하지 않는다.", "The Docker engine does not answer."),
        ClusterProblem.ComposeMissing => new("Docker는 있지만 Compose가 없다.", "There is Docker, but no Compose."),
        ClusterProblem.ImageUnavailable => new("이미지를 내려받지 못했다.", "An image cannot be pulled."),
        ClusterProblem.PortTaken when PortIn(said) is { } port => new($"포트 {port}번을 이미 다른 것이 쓰고 있다.", $"Port {port} is taken."),
        ClusterProblem.PortTaken => new("필요한 포트를 이미 다른 것이 쓰고 있다.", "A port that is needed is taken."),
        ClusterProblem.NameTaken => new("같은 이름의 컨테이너가 이미 있고 우리 것이 아니다.", "There is a container of the same name, and it is not ours."),
        ClusterProblem.DiskFull => new("디스크에 남은 자리가 없다.", "No space is left on the disk."),
        ClusterProblem.BadConfiguration => new("compose 파일을 읽지 못했다.", "The compose file cannot be used."),
        _ => new("Docker가 명령을 끝내지 못했다.", "Docker could not do it."),
    };

    // Compose repeats its progress before the failure, and Python prints where it stood in its own source; the rest has the cause.
    private static string LastWords(string said) =>
        string.Join('\n', said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(l => !l.StartsWith("File \"", StringComparison.Ordinal) && !Progress().IsMatch(l)).Distinct(StringComparer.Ordinal).TakeLast(Lines));

    private static string? PortIn(string said) => Port().Match(said) is { Success: true } match ? match.Groups["port"].Value : null;

    [GeneratedRegex(@"^(Container|Volume|Network) \S+\s+(Creat|Start|Recreat|Wait|Runn|Stopp|Remov|Healthy)\w*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Progress();

    [GeneratedRegex(@"(?:\d+\.\d+\.\d+\.\d+|\]|localhost):(?<port>\d{2,5})\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Port();
}
