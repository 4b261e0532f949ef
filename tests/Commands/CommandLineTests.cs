using Xunit;

namespace KafkaWorkbook.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("en", "Ends and removes everything that the workbook started")]
    [InlineData("ko", "워크북이 띄운 것을 모두 끝내고 치운다")]
    public async Task Help_names_every_command_in_the_readers_language(string language, string sentence)
    {
        using Workbook workbook = new(language);

        Ran ran = await workbook.RunAsync("--help");

        Assert.Equal(0, ran.ExitCode);
        Assert.All((string[])["run", "up", "down", "status", "doctor", "torture", "bench"], c => Assert.Contains($"\n  {c}", ran.Output, StringComparison.Ordinal));
        Assert.Contains(sentence, ran.Output, StringComparison.Ordinal);
        Assert.Contains("dotnet run -- [command]", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("worker", ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'stauts' is unknown.", "Did you mean status?", "stauts")]
    [InlineData("'--keep' is unknown.", "Did you mean --keep-data?", "down", "--keep")]
    [InlineData("--cluster: there is no 'dcoker'. Did you mean docker?", "Possible values: docker, local, embedded, external", "run", "--cluster", "dcoker")]
    [InlineData("--cluster: there is no 'embedded'.", "Possible values: docker, local", "up", "--cluster", "embedded")]
    [InlineData("--variant: there is no 'raft'. Did you mean kraft?", "`dotnet run -- up --help`", "up", "--variant", "raft")]
    [InlineData("--kills: '0' is no number in the range 1 … 1000.", "`dotnet run -- torture --help`", "torture", "--kills", "0")]
    [InlineData("--records: 'many' is no number in the range 1 … 6000000.", "`dotnet run -- torture --help`", "torture", "--records", "many")]
    [InlineData("--cluster: there is no 'embedded'.", "Possible values: local, docker", "torture", "--cluster", "embedded")]
    [InlineData("--cell-limit: '0' is no number of seconds from 1 to 86400.", "`dotnet run -- run --help`", "run", "--cell-limit", "0")]
    [InlineData("--pairs: '0' is no number from 1 to 50.", "`dotnet run -- bench --help`", "bench", "--pairs", "0")]
    [InlineData("--out: 'table.txt' ends neither in .json nor in .md.", "`dotnet run -- bench --help`", "bench", "--out", "table.txt")]
    [InlineData("Required argument missing for option: '--out'.", "`dotnet run -- run --help`", "run", "--out")]
    public async Task A_mistyped_command_line_is_answered_with_what_was_meant(string what, string whatToDo, params string[] arguments)
    {
        using Workbook workbook = new();

        Ran ran = await workbook.RunAsync(arguments);

        Assert.Equal(2, ran.ExitCode);
        Assert.Equal("", ran.Output);
        Assert.StartsWith($"✗ {what}", ran.Errors, StringComparison.Ordinal);
        Assert.Contains(whatToDo, ran.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KAFKA_WORKBOOK_CLUSTER", "podman", "✗ The environment variable KAFKA_WORKBOOK_CLUSTER has the unknown value 'podman'.\n→ Make it one of docker, local, embedded, external, or remove the variable.\n")]
    [InlineData("KAFKA_WORKBOOK_VARIANT", "3", "✗ The environment variable KAFKA_WORKBOOK_VARIANT has the unknown value '3'.\n→ Make it one of zookeeper, kraft, or remove the variable.\n")]
    public async Task A_wrong_variable_is_a_sentence_without_a_stack_trace(string variable, string value, string expected)
    {
        using Workbook workbook = new();
        workbook.Set(variable, value);

        Ran ran = await workbook.RunAsync("up");

        Assert.Equal(1, ran.ExitCode);
        Assert.Equal(expected, ran.Errors.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Up_says_why_there_is_nothing_to_leave_running()
    {
        using Workbook workbook = new();
        workbook.Set("KAFKA_WORKBOOK_CLUSTER", "embedded");

        Ran ran = await workbook.RunAsync("up");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("only the embedded one is possible here", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_runs_status_and_down_say_so()
    {
        using Workbook workbook = new Workbook().OnFreePorts();

        Ran status = await workbook.RunAsync("status");
        Ran down = await workbook.RunAsync("down");

        Assert.Equal((0, "No cluster of the workbook's is running.\n", ""), (status.ExitCode, status.Output.ReplaceLineEndings("\n"), status.Errors));
        Assert.Equal((0, "Nothing to remove: nothing of the workbook's is here.\n", ""), (down.ExitCode, down.Output.ReplaceLineEndings("\n"), down.Errors));
    }

    [Fact]
    public async Task The_version_is_the_workbooks()
    {
        using Workbook workbook = new();

        Ran ran = await workbook.RunAsync("--version");

        Assert.Equal(0, ran.ExitCode);
        Assert.StartsWith("1.", ran.Output, StringComparison.Ordinal);
    }
}
