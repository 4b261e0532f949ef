using KafkaWorkbook.Clusters;

namespace KafkaWorkbook.Handouts;

/// <summary>Finds a browser that can print pages without a window: Chromium, Chrome or Edge.</summary>
internal static class BrowserFinder
{
    /// <summary>The environment variable that names the browser's program.</summary>
    public const string Variable = "KAFKA_WORKBOOK_BROWSER";

    /// <summary>The browser's program: the one that <see cref="Variable"/> names, else the first one found; null when there is none.</summary>
    public static string? Find(ClusterEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment[Variable] is { } asked
            ? File.Exists(asked) ? asked : null
            : OnPath(environment).Concat(InUsualPlaces(environment)).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> OnPath(ClusterEnvironment environment)
    {
        string[] names = OperatingSystem.IsWindows()
            ? ["chrome.exe", "msedge.exe", "chromium.exe"]
            : ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable"];
        return from folder in (environment["PATH"] ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
               from name in names
               select Path.Combine(folder.Trim('"'), name);
    }

    // On Windows and macOS a browser is not on the PATH.
    private static IEnumerable<string> InUsualPlaces(ClusterEnvironment environment)
    {
        if (OperatingSystem.IsWindows())
        {
            return from variable in (string[])["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"]
                   let folder = environment[variable]
                   where folder is not null
                   from program in (string[])[@"Google\Chrome\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe", @"Chromium\Application\chrome.exe"]
                   select Path.Combine(folder, program);
        }

        return OperatingSystem.IsMacOS()
            ? [
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
            ]
            : [];
    }
}
