using System.Text.RegularExpressions;
using System.Xml.Linq;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Commands;
using Xunit;

namespace KafkaWorkbook.Tests.Repository;

public sealed partial class ReadmeTests
{
    public static TheoryData<string> Readmes => ["README.md", "README.ko.md"];

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Every_package_is_named_with_its_version_and_a_reason(string readme)
    {
        string text = TrackedFiles.Read(readme);
        XDocument packages = XDocument.Parse(TrackedFiles.Read("Directory.Packages.props"));

        Assert.All(packages.Descendants("PackageVersion"), p =>
        {
            string row = $"| {p.Attribute("Include")!.Value} | {p.Attribute("Version")!.Value} | ";
            string? line = text.Split('\n').FirstOrDefault(l => l.StartsWith(row, StringComparison.Ordinal));
            Assert.True(line is not null, $"no row '{row}' in {readme}");
            Assert.True(line.Length > row.Length + 10, $"no reason for {p.Attribute("Include")!.Value} in {readme}");
        });
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void No_package_is_named_that_is_not_there(string readme)
    {
        HashSet<string> packages = [.. XDocument.Parse(TrackedFiles.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(p => p.Attribute("Include")!.Value)];

        Assert.All(PackageRow().Matches(TrackedFiles.Read(readme)), m => Assert.Contains(m.Groups["name"].Value, packages));
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public async Task Every_command_is_understood(string readme)
    {
        string[] commands = [.. CommandText().Matches(TrackedFiles.Read(readme)).Select(m => m.Groups["arguments"].Value).Distinct(StringComparer.Ordinal)];
        Assert.True(commands.Length >= 6, "the README names its commands");
        foreach (string command in commands.Where(c => !c.Contains('[', StringComparison.Ordinal)))
        {
            // Parsing is enough: with --help nothing is carried out.
            (int exitCode, string errors) = await ParseAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            Assert.True(exitCode == 0, $"{readme}: dotnet run -- {command}: {errors}");
        }
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Every_failure_has_its_row(string readme)
    {
        string text = TrackedFiles.Read(readme);

        Assert.All(Enum.GetNames<ClusterProblem>(), p => Assert.Contains($"`{p}`", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Every_variable_that_the_workbook_reads_is_explained(string readme)
    {
        string text = TrackedFiles.Read(readme);
        string[] asked =
        [
            ClusterOptions.KindVariable, ClusterOptions.VariantVariable, ClusterOptions.DataVariable, KafkaWorkbook.Reporting.Languages.Variable, KafkaWorkbook.Handouts.Browsers.BrowserFinder.Variable,
            KafkaWorkbook.Clusters.Docker.DockerSite.PrefixVariable, "KAFKA_HOME", "KAFKA_KRAFT_HOME", "KAFKA_BOOTSTRAP_SERVERS", "KAFKA_CLIENT_PROPERTIES", "JAVA_HOME",
            "KAFKA_1_PORT", "ZOOKEEPER_PORT", "KRAFT_1_PORT", "KRAFT_1_CONTROLLER_PORT", "KAFKA_UI_PORT",
        ];

        Assert.All(asked, v => Assert.Contains($"`{v}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_between_our_own_files_leads_somewhere()
    {
        foreach (string file in TrackedFiles.All.Where(f => f.EndsWith(".md", StringComparison.Ordinal)))
        {
            string folder = Path.GetDirectoryName(Path.Combine(TrackedFiles.Root, file))!;
            Assert.All(Link().Matches(TrackedFiles.Read(file)).Select(m => m.Groups["target"].Value.Split('#')[0]).Where(t => t.Length > 0 && !t.Contains("://", StringComparison.Ordinal)), target =>
                Assert.True(Path.Exists(Path.Combine(folder, target)), $"{file} links to {target}, which is not there"));
        }
    }

    [Fact]
    public void Both_languages_say_the_same()
    {
        static string[] Shape(string name) =>
            [.. TrackedFiles.Read(name).Split('\n').Where(l => l.StartsWith('#') || l.StartsWith('|') || l.StartsWith("```", StringComparison.Ordinal))
                .Select(l => l.StartsWith('#') ? new string('#', l.TakeWhile(c => c == '#').Count()) : l.StartsWith('|') ? $"| {l.Count(c => c == '|')}" : "```")];

        Assert.Equal(Shape("README.md"), Shape("README.ko.md"));
    }

    private static async Task<(int ExitCode, string Errors)> ParseAsync(string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        WorkbookApp app = new(Screen.Of(output, errors), new ClusterEnvironment(new Dictionary<string, string>(), TrackedFiles.Root), new ClusterStarter([]));
        return (await app.RunAsync(arguments, TestContext.Current.CancellationToken), errors.ToString());
    }

    [GeneratedRegex(@"`dotnet run --(?<arguments> [^`]+)`")]
    private static partial Regex CommandText();

    [GeneratedRegex(@"\]\((?<target>[^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| (?<name>[A-Za-z][\w.-]+) \| \d+\.\d+[^|]* \| ", RegexOptions.Multiline)]
    private static partial Regex PackageRow();
}
