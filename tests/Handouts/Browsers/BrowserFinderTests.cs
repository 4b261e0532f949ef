using KafkaWorkbook.Clusters;
using KafkaWorkbook.Handouts.Browsers;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Browsers;

public sealed class BrowserFinderTests
{
    [Fact]
    public void A_browser_is_taken_by_its_path_or_by_its_name()
    {
        using FakeBrowser fake = FakeBrowser.Ending("", 0);
        ClusterEnvironment environment = With(("PATH", fake.Folder));

        Assert.Equal(fake.Program, BrowserFinder.Choose(fake.Program, environment));
        Assert.Equal(fake.Program, BrowserFinder.Choose(Path.GetFileName(fake.Program), environment));
        Assert.Equal(fake.Program, BrowserFinder.Choose(null, With((BrowserFinder.Variable, fake.Program))));
        Assert.Equal(fake.Program, BrowserFinder.Find(With((BrowserFinder.Variable, fake.Program))));
    }

    [Theory]
    [InlineData("no-such-browser")]
    [InlineData("no/such/browser")]
    [InlineData(" ")]
    public void One_that_is_not_there_is_named(string asked)
    {
        BrowserException problem = Assert.Throws<BrowserException>(() => BrowserFinder.Choose(asked, With()));

        Assert.Equal(asked, problem.Program);
        Assert.Equal("there is no such browser.", problem.What.English);
        Assert.Contains("--browser", problem.WhatToDo.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("firefox")]
    [InlineData("Firefox Nightly")]
    [InlineData("Safari")]
    public void One_of_another_family_is_refused_before_it_is_started(string name)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string program = Path.Combine(folder, name);
            File.WriteAllText(program, "");

            BrowserException problem = Assert.Throws<BrowserException>(() => BrowserFinder.Choose(program, With()));

            Assert.Contains("Chromium family", problem.What.English, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_file_that_cannot_be_executed_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such mark on files");
        string file = Path.GetTempFileName();
        try
        {
            BrowserException problem = Assert.Throws<BrowserException>(() => BrowserFinder.Choose(file, With()));

            Assert.Equal("the file cannot be executed.", problem.What.English);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void On_macOS_an_application_is_its_folder()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory().FullName, "Some Browser.app");
        string program = Path.Combine(folder, "Contents", "MacOS", "Some Browser");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        try
        {
            File.WriteAllText(program, "");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            Assert.Equal(program, BrowserFinder.Choose(folder, With()));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    [Fact]
    public void Without_any_browser_there_is_none() => Assert.SkipUnless(
        BrowserFinder.Choose(null, With()) is null, "a browser lies in one of the usual places here");

    private static ClusterEnvironment With(params (string Name, string Value)[] variables) =>
        new(variables.ToDictionary(v => v.Name, v => v.Value), null);
}
