namespace KafkaWorkbook.Tests.Handouts.Browsers;

/// <summary>A program that is started like a browser and is none: a script of the system's own shell, in a folder that goes.</summary>
internal sealed class FakeBrowser : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fake-browser-").FullName;

    private FakeBrowser(string windows, string unix)
    {
        Program = Path.Combine(_folder, OperatingSystem.IsWindows() ? "browser.cmd" : "browser");
        File.WriteAllText(Program, OperatingSystem.IsWindows() ? $"@echo off\r\n{windows}\r\n" : $"#!/bin/sh\n{unix}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Program { get; }

    public string Folder => _folder;

    /// <summary>Says how it was started, and then nothing any more.</summary>
    public static FakeBrowser Silent() => new("echo %* 1>&2\r\nping -n 600 127.0.0.1 >nul", "echo \"$@\" >&2\nsleep 600");

    /// <summary>Says something and ends.</summary>
    public static FakeBrowser Ending(string words, int code) => new($"echo {words} 1>&2\r\nexit /b {code}", $"echo '{words}' >&2\nexit {code}");

    /// <summary>Says something, and then nothing any more.</summary>
    public static FakeBrowser Saying(string words) => new($"echo {words} 1>&2\r\nping -n 600 127.0.0.1 >nul", $"echo '{words}' >&2\nsleep 600");

    /// <summary>Says that it can be driven at an address, and then nothing any more.</summary>
    public static FakeBrowser ListeningAt(Uri address) => Saying($"DevTools listening on {address}");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
