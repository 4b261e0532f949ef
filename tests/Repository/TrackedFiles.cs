using System.Diagnostics;
using KafkaWorkbook.Clusters;
using Xunit;

namespace KafkaWorkbook.Tests.Repository;

/// <summary>The files that a reader gets by cloning.</summary>
internal static class TrackedFiles
{
    private static readonly Lazy<IReadOnlyList<string>> Names = new(List);

    public static string Root { get; } = ClusterEnvironment.FromProcess().Root ?? throw new InvalidOperationException("The repository was not found.");

    /// <summary>Their paths from the top folder, with slashes. Skips the test where this is no clone, or git is missing.</summary>
    public static IReadOnlyList<string> All
    {
        get
        {
            Assert.SkipWhen(Names.Value.Count == 0, "this folder is no git clone, or git is missing");
            return Names.Value;
        }
    }

    public static string Read(string name) => File.ReadAllText(Path.Combine(Root, name));

    private static IReadOnlyList<string> List()
    {
        try
        {
            // Files that are not committed yet are looked at, too: better before the commit than after it.
            using Process git = Process.Start(new ProcessStartInfo("git", ["-C", Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(n => File.Exists(Path.Combine(Root, n))).Distinct(StringComparer.Ordinal)] : [];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }
}
