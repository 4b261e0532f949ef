using System.Collections;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>Starts a process on Windows with no console, in a process group of its own, with none of our handles.</summary>
internal static unsafe partial class WindowsSpawn
{
    private const uint Detached = 0x8, NewGroup = 0x200, UnicodeEnvironment = 0x400, LeaveJob = 0x0100_0000;

    /// <returns>The process id.</returns>
    /// <exception cref="Win32Exception">The system refused; the message says why.</exception>
    public static int Start(DetachedProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);

        // A terminal may keep its processes in a job that ends them all; some jobs forbid to leave them.
        const int AccessDenied = 5;
        int error = TryStart(process, LeaveJob, out int id);
        if (error == AccessDenied)
        {
            error = TryStart(process, 0, out id);
        }

        return error == 0 ? id : throw new Win32Exception(error, $"{process.Executable}: {new Win32Exception(error).Message}");
    }

    /// <summary>One argument as Windows programs take a command line apart: quoted when it has to be, backslashes before a quote doubled.</summary>
    internal static string Quote(string argument)
    {
        if (argument.Length > 0 && argument.AsSpan().IndexOfAny(" \t\"") < 0)
        {
            return argument;
        }

        StringBuilder quoted = new("\"");
        int backslashes = 0;
        foreach (char c in argument)
        {
            if (c == '"')
            {
                quoted.Append('\\', backslashes + 1);
            }

            backslashes = c == '\\' ? backslashes + 1 : 0;
            quoted.Append(c);
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }

    private static int TryStart(DetachedProcess process, uint extra, out int id)
    {
        StartupInformation startup = new() { Size = sizeof(StartupInformation) };
        char[] line = [.. string.Join(' ', process.Arguments.Prepend(process.Executable).Select(Quote)), '\0'];
        fixed (char* commandLine = line, environment = Block(process))
        {
            bool started = CreateProcess(
                process.Executable, commandLine, 0, 0, 0, Detached | NewGroup | UnicodeEnvironment | extra, environment, process.Folder, &startup, out ProcessInformation information) != 0;
            id = information.ProcessId;
            if (!started)
            {
                return Marshal.GetLastPInvokeError();
            }

            _ = CloseHandle(information.Thread);
            _ = CloseHandle(information.Process);
            return 0;
        }
    }

    private static string Block(DetachedProcess process)
    {
        SortedDictionary<string, string> variables = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        foreach ((string name, string value) in process.Variables)
        {
            variables[name] = value;
        }

        return string.Concat(variables.Select(v => $"{v.Key}={v.Value}\0")) + "\0";
    }

    [LibraryImport("kernel32.dll", EntryPoint = "CreateProcessW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int CreateProcess(
        string application, char* commandLine, nint processAttributes, nint threadAttributes, int inheritHandles, uint flags, char* environment, string folder,
        StartupInformation* startup, out ProcessInformation information);

    [LibraryImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int CloseHandle(nint handle);

#pragma warning disable CS0649, IDE0044 // The system reads and fills these.
    [StructLayout(LayoutKind.Sequential)]
    private struct StartupInformation
    {
        public int Size;
        private readonly nint _reserved, _desktop, _title;
        private readonly int _x, _y, _width, _height, _columns, _rows, _fill, _flags;
        private readonly short _show, _reservedBytes;
        private readonly nint _reservedPointer, _input, _output, _error;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ProcessInformation
    {
        public nint Process, Thread;
        public int ProcessId, ThreadId;
    }
}
