using System.Reflection;
using System.Text.RegularExpressions;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Repository;

public sealed partial class LayoutTests
{
    private static readonly string[] TopLevel =
    [
        ".ci", ".editorconfig", ".gitattributes", ".gitignore", "Directory.Build.props", "Directory.Packages.props", "Helpers.csproj", "LICENSE", "README.ko.md", "README.md",
        "compose", "docker-compose.kafka.yaml", "helpers", "notebooks", "tests",
    ];

    private static readonly string[] Binary = [".png", ".jpg", ".ico", ".woff2"];

    [Fact]
    public void The_top_level_is_as_the_README_has_it() =>
        Assert.Equal(TopLevel.Order(StringComparer.Ordinal), TrackedFiles.All.Select(f => f.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void No_file_knows_the_machine_that_it_was_written_on()
    {
        Assert.All(TrackedFiles.All.Where(f => !Binary.Contains(Path.GetExtension(f)) && !f.EndsWith(".min.js", StringComparison.Ordinal)), file =>
        {
            Match found = MachinePath().Match(TrackedFiles.Read(file));
            Assert.False(found.Success, $"{file}: {found.Value}");
        });
    }

    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        Assert.All(TrackedFiles.All.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)), file =>
        {
            int lines = TrackedFiles.Read(file).Split('\n').Length - 1;
            Assert.True(lines < 300, $"{file} has {lines} lines");
        });

    [Fact]
    public async Task Notebooks_are_kept_without_outputs()
    {
        string[] notebooks = [.. TrackedFiles.All.Where(f => f.EndsWith(".ipynb", StringComparison.Ordinal))];
        foreach (string name in notebooks)
        {
            NotebookDocument notebook = await NotebookDocument.ReadAsync(Path.Combine(TrackedFiles.Root, name), TestContext.Current.CancellationToken);
            Assert.All(notebook.Cells, c => Assert.True(c.Outputs.IsEmpty && c.ExecutionCount is null, $"{name}, cell {c.Id} has an output or a number"));
        }
    }

    [Fact]
    public void Everything_that_shows_itself_as_HTML_is_found_by_the_kernel_as_well()
    {
        Type[] views = [.. typeof(IHtmlView).Assembly.GetExportedTypes().Where(t => t is { IsInterface: false } && typeof(IHtmlView).IsAssignableFrom(t))];
        Assert.NotEmpty(views);

        Assert.All(views, view =>
        {
            // The kernel looks at the type itself and at what it derives from.
            Attribute? attribute = view.GetCustomAttributes(inherit: true).OfType<Attribute>().FirstOrDefault(a => a.GetType().Name == "TypeFormatterSourceAttribute");
            Assert.True(attribute is not null, $"{view} has no formatter attribute");
            Assert.True(view.GetMethod("ToHtml", Type.EmptyTypes) is { IsPublic: true }, $"{view}.ToHtml() is not public");
        });
    }

    [Fact]
    public void What_looks_like_a_view_is_one() =>
        Assert.All(typeof(IHtmlView).Assembly.GetExportedTypes().Where(t => t.GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes) is not null), type =>
            Assert.True(typeof(IHtmlView).IsAssignableFrom(type), $"{type} has ToHtml() and is no IHtmlView"));

    // Home folders by a concrete name, and top folders that no reader's system has.
    [GeneratedRegex("""(?m)(?<![A-Za-z0-9_.-])/(?:work|root)/|/(?:home|Users)/[a-z]{2,}/|[A-Za-z]:\\Users\\[a-z]{2,}""")]
    private static partial Regex MachinePath();
}
