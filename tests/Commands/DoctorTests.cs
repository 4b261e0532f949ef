using System.Net;
using System.Net.Sockets;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Commands.Doctor;
using KafkaWorkbook.Handouts.Browsers;
using KafkaWorkbook.Reporting;
using KafkaWorkbook.Tests.Infrastructure;
using Xunit;

namespace KafkaWorkbook.Tests.Commands;

public sealed class DoctorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_is_judged_and_the_last_says_which_cluster_it_would_be()
    {
        using Workbook workbook = new Workbook().OnFreePorts();
        workbook.Set("KAFKA_WORKBOOK_CLUSTER", "embedded");

        Ran ran = await workbook.RunAsync("doctor");

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("✓ [ok] .NET SDK: ", ran.Output, StringComparison.Ordinal);
        Assert.Contains("✓ [ok] Embedded cluster: started, written to and read back", ran.Output, StringComparison.Ordinal);
        Assert.Contains("✓ [ok] Ports (KRaft): free: ", ran.Output, StringComparison.Ordinal);
        Assert.Contains("✓ `dotnet run` would take: embedded", ran.Output, StringComparison.Ordinal);
        Assert.Equal("", ran.Errors);
        Assert.Matches("""(?s)^Basics\r?\n""", ran.Output);
    }

    [Fact]
    public async Task A_computer_without_Docker_and_Java_is_told_what_to_install()
    {
        using Workbook workbook = new Workbook("ko").OnFreePorts();
        string? dotnet = new FileInfo(typeof(object).Assembly.Location).Directory?.Parent?.Parent?.Parent?.FullName;
        workbook.Set("PATH", dotnet);
        Assert.SkipWhen(dotnet is null || File.Exists(Path.Combine(dotnet, "docker")) || File.Exists(Path.Combine(dotnet, "java")), "dotnet lies beside docker or java here");
        foreach (string variable in (string[])["JAVA_HOME", "KAFKA_HOME", "KAFKA_KRAFT_HOME"])
        {
            workbook.Set(variable, null);
        }

        Ran ran = await workbook.RunAsync("doctor");

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("! [주의] Docker 엔진: ", ran.Output, StringComparison.Ordinal);
        Assert.Contains("! [주의] Java: ", ran.Output, StringComparison.Ordinal);
        Assert.Contains("! [주의] KAFKA_HOME: 환경 변수 KAFKA_HOME", ran.Output, StringComparison.Ordinal);
        Assert.Contains("https://kafka.apache.org/downloads", ran.Output, StringComparison.Ordinal);
        Assert.Contains("`dotnet run`이 쓸 클러스터: embedded", ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, Health.Ok)]
    [InlineData(false, Health.Warning)]
    public async Task A_JAVA_HOME_without_Java_is_told_although_there_is_another(bool right, object health)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in for Java is a script");
        using Workbook workbook = new();
        string bin = Directory.CreateDirectory(Path.Combine(workbook.Folder, "bin")).FullName, java = Path.Combine(bin, "java");
        await StandIn.WriteAsync(java, "echo 'openjdk version \"21.0.1\" 2023-10-17' >&2");
        string home = right ? workbook.Folder : Path.Combine(workbook.Folder, "elsewhere");
        Diagnosis found = (await new JavaCheck(new ClusterEnvironment(new Dictionary<string, string> { ["JAVA_HOME"] = home, ["PATH"] = bin }, null)).LookAsync(Cancellation))[0];

        Assert.Equal(health, found.Health);
        Assert.Contains($"21 ({java})", found.Seen.English, StringComparison.Ordinal);
        Assert.Equal(!right, found.Seen.English.Contains(home, StringComparison.Ordinal) && found.WhatToDo?.Korean.Contains("JAVA_HOME", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(Health.Ok, "10.0.401", "10.0.401")]
    [InlineData(Health.Ok, "11.0.100-preview.1", "9.0.306", "11.0.100-preview.1", "10.0.401")]
    [InlineData(Health.Missing, "9.0.306; 10 or later is needed.", "9.0.306")]
    [InlineData(Health.Missing, "nonsense; 10 or later is needed.", "nonsense")]
    [InlineData(Health.Missing, "None was found.")]
    public async Task An_older_SDK_is_not_enough(object health, string seen, params string[] sdks)
    {
        Diagnosis sdk = (await new PlatformCheck(sdks, windowsOnArm: false).LookAsync(Cancellation))[0];

        Assert.Equal((health, seen), (sdk.Health, sdk.Seen.English));
        Assert.Equal(sdk.Health == Health.Ok, sdk.WhatToDo is null);
    }

    [Fact]
    public async Task Windows_on_arm64_is_told_of_the_x64_SDK()
    {
        IReadOnlyList<Diagnosis> found = await new PlatformCheck(["10.0.401"], windowsOnArm: true).LookAsync(Cancellation);

        Assert.Equal([Health.Ok, Health.Missing], found.Select(d => d.Health));
        Assert.Contains("x64", found[1].WhatToDo?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_its_owner_and_the_variable_that_moves_it()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int taken = ((IPEndPoint)listener.LocalEndpoint).Port;
        int[] free = [.. FreePorts.Take(9)];
        string[] names = ["KAFKA_1_PORT", "KAFKA_3_PORT", "ZOOKEEPER_PORT", "KRAFT_1_PORT", "KRAFT_2_PORT", "KRAFT_3_PORT", "KRAFT_1_CONTROLLER_PORT", "KRAFT_2_CONTROLLER_PORT", "KRAFT_3_CONTROLLER_PORT"];
        ClusterEnvironment environment = new ClusterEnvironment(new Dictionary<string, string>(), null)
            .With([.. names.Zip(free, (n, p) => (n, (string?)$"{p}")), ("KAFKA_2_PORT", $"{taken}")]);

        IReadOnlyList<Diagnosis> found = await new PortsCheck(new ClusterOptions { Environment = environment }, new ClusterStarter([])).LookAsync(Cancellation);

        Assert.Equal([Health.Missing, Health.Ok], found.Select(d => d.Health));
        Assert.Contains($"{taken}", found[0].Seen.English, StringComparison.Ordinal);
        Assert.Contains("KAFKA_2_PORT", found[0].WhatToDo?.English, StringComparison.Ordinal);
        Assert.DoesNotContain("KAFKA_1_PORT", found[0].WhatToDo?.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16.0, Health.Ok)]
    [InlineData(4.0, Health.Ok)]
    [InlineData(3.4, Health.Warning)]
    public void Less_than_four_gigabytes_is_a_warning(double gigabytes, object health) => Assert.Equal(health, ResourcesCheck.Memory(gigabytes).Health);

    [Theory]
    [InlineData(50.0, Health.Ok)]
    [InlineData(2.0, Health.Warning)]
    [InlineData(0.2, Health.Missing)]
    [InlineData(null, Health.Warning)]
    public void A_disk_that_fills_up_is_told_in_time(double? gigabytes, object health)
    {
        Diagnosis disk = ResourcesCheck.Disk("somewhere", gigabytes);

        Assert.Equal(health, disk.Health);
        Assert.Contains("somewhere", disk.Seen.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Docker_engine_with_too_little_memory_is_a_warning()
    {
        Assert.Equal(Health.Warning, DockerCheck.Engine($"28.0.1 {2L << 30}").Health);
        Assert.Equal(new Text("28.0.1, 메모리 8.0 GB", "28.0.1, memory 8.0 GB"), DockerCheck.Engine($"28.0.1 {8L << 30}").Seen);
    }

    [Fact]
    public async Task A_browser_that_was_named_wrongly_is_told()
    {
        ClusterEnvironment environment = new(new Dictionary<string, string> { [BrowserFinder.Variable] = "no-such-browser", ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" }, null);

        Diagnosis browser = Assert.Single(await new BrowserCheck(environment).LookAsync(Cancellation));

        Assert.Equal(Health.Warning, browser.Health);
        Assert.Contains("KAFKA_WORKBOOK_BROWSER=no-such-browser", browser.Seen.English, StringComparison.Ordinal);
    }
}
