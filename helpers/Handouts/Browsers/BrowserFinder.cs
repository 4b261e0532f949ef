using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Browsers;

/// <summary>Finds a browser that can print pages without a window: Chromium, Chrome or Edge.</summary>
internal static class BrowserFinder
{
    /// <summary>The environment variable that names the browser's program.</summary>
    public const string Variable = "KAFKA_WORKBOOK_BROWSER";

    private static readonly string[] s_others = ["firefox", "librewolf", "waterfox", "safari", "iexplore", "epiphany"];

    private static readonly Text s_install = new(
        $"Chrome, Edge, Chromium 가운데 하나를 설치하거나, 그 실행 파일을 --browser나 {Variable}에 준다.",
        $"Install Chrome, Edge or Chromium, or give its program with --browser or in {Variable}.");

    /// <summary>The browser's program: the one that <see cref="Variable"/> names, else the first one found; null when there is none.</summary>
    /// <param name="environment">Where to look.</param>
    public static string? Find(ClusterEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment[Variable] is { } asked ? Resolve(asked, environment) : Known(environment).FirstOrDefault(File.Exists);
    }

    /// <summary>The browser's program, when somebody may have asked for one.</summary>
    /// <param name="asked">A program by name or path, a folder of an application on macOS, or null for the first one found.</param>
    /// <param name="environment">Where to look.</param>
    /// <returns>The program, or null when none was asked for and none was found.</returns>
    /// <exception cref="BrowserException">The one that was asked for is not there, or is no Chromium, Chrome or Edge.</exception>
    public static string? Choose(string? asked, ClusterEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        asked ??= environment[Variable];
        if (asked is null)
        {
            return Find(environment);
        }

        string program = Resolve(asked, environment) ?? throw new BrowserException(asked, new("그런 브라우저가 없다.", "there is no such browser."), s_install);
        if (s_others.FirstOrDefault(o => Path.GetFileName(program).Contains(o, StringComparison.OrdinalIgnoreCase)) is not null)
        {
            throw new BrowserException(program, new("Chromium 계열이 아니라서 인쇄에 쓸 수 없다.", "not of the Chromium family, so it cannot be used for printing."), s_install);
        }

        return MayRun(program)
            ? program
            : throw new BrowserException(program, new("실행할 수 있는 파일이 아니다.", "the file cannot be executed."), s_install);
    }

    private static string? Resolve(string asked, ClusterEnvironment environment)
    {
        string name = asked.Trim().Trim('"');
        if (name.Length == 0)
        {
            return null;
        }

        if (Path.GetFileName(name) != name)
        {
            return Program(Path.GetFullPath(name));
        }

        // A bare name is looked for where commands are, then among the usual places, and only then in the current folder.
        string file = OperatingSystem.IsWindows() && !Path.HasExtension(name) ? name + ".exe" : name;
        return OnPath(environment, [file])
            .Concat(InUsualPlaces(environment).Where(p => IsCalled(p, name)))
            .Append(Path.GetFullPath(name))
            .Select(Program)
            .FirstOrDefault(p => p is not null);
    }

    // On macOS an application is a folder with its program inside.
    private static string? Program(string path)
    {
        if (File.Exists(path))
        {
            return path;
        }

        string inside = Path.Combine(path, "Contents", "MacOS", Path.GetFileNameWithoutExtension(path));
        return File.Exists(inside) ? inside : null;
    }

    private static bool IsCalled(string path, string name)
    {
        string plain = Path.GetFileNameWithoutExtension(name);
        return Path.GetFileNameWithoutExtension(path).Equals(plain, StringComparison.OrdinalIgnoreCase)
            || (path.Contains("Google", StringComparison.Ordinal) && plain.Equals("chrome", StringComparison.OrdinalIgnoreCase))
            || (path.Contains("Edge", StringComparison.Ordinal) && plain.Equals("edge", StringComparison.OrdinalIgnoreCase));
    }

    private static bool MayRun(string program) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(program) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    private static IEnumerable<string> Known(ClusterEnvironment environment)
    {
        string[] names = OperatingSystem.IsWindows()
            ? ["chrome.exe", "msedge.exe", "chromium.exe"]
            : ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable"];
        return OnPath(environment, names).Concat(InUsualPlaces(environment));
    }

    private static IEnumerable<string> OnPath(ClusterEnvironment environment, IReadOnlyList<string> names) =>
        from folder in (environment["PATH"] ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in names
        select Path.Combine(folder.Trim('"'), name);

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
