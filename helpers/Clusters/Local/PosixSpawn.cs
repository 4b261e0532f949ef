using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>Starts a process in a session of its own on Linux and macOS, with no open file of ours, no ignored and no blocked signal.</summary>
internal static unsafe partial class PosixSpawn
{
    // Larger than any system's struct behind these opaque types (glibc: 80 and 336 bytes, macOS: a pointer each).
    private const int ActionsBytes = 512, AttributesBytes = 1024, SignalSetBytes = 256;

    /// <returns>The process id.</returns>
    /// <exception cref="Win32Exception">The system refused; the message says why.</exception>
    public static int Start(DetachedProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        byte* actions = stackalloc byte[ActionsBytes];
        byte* attributes = stackalloc byte[AttributesBytes];
        Check(InitialiseActions(actions), process);
        Check(InitialiseAttributes(attributes), process);
        nint[] arguments = Strings([process.Executable, .. process.Arguments]);
        nint[] variables = Strings(Environment(process));
        try
        {
            SetAttributes(attributes, process);
            SetFiles(actions, process);
            fixed (nint* argv = arguments, envp = variables)
            {
                Check(Spawn(out int id, process.Executable, actions, attributes, argv, envp), process);
                return id;
            }
        }
        finally
        {
            Free(arguments);
            Free(variables);
            _ = DestroyActions(actions);
            _ = DestroyAttributes(attributes);
        }
    }

    private static void SetAttributes(byte* attributes, DetachedProcess process)
    {
        const short SetSignalDefaults = 0x04, SetSignalMask = 0x08, CloseByDefault = 0x4000;
        short ownSession = OperatingSystem.IsMacOS() ? (short)0x0400 : (short)0x80;
        short flags = (short)(SetSignalDefaults | SetSignalMask | ownSession | (OperatingSystem.IsMacOS() ? CloseByDefault : 0));
        Check(SetFlags(attributes, flags), process);

        byte* signals = stackalloc byte[SignalSetBytes];
        new Span<byte>(signals, SignalSetBytes).Clear();
        Check(SetMask(attributes, signals), process);

        // A shell may have made its background jobs ignore Ctrl-C, and .NET ignores SIGPIPE; both would be inherited.
        const int Hangup = 1, Interrupt = 2, Quit = 3, Pipe = 13, Terminate = 15;
        foreach (int signal in new ReadOnlySpan<int>([Hangup, Interrupt, Quit, Pipe, Terminate]))
        {
            _ = AddSignal(signals, signal);
        }

        Check(SetDefaults(attributes, signals), process);
    }

    private static void SetFiles(byte* actions, DetachedProcess process)
    {
        const int ReadOnly = 0, OwnerMayReadAndWrite = 0x1A4;
        int writeCreateAppend = OperatingSystem.IsMacOS() ? 0x209 : 0x441;
        Check(AddOpen(actions, 0, "/dev/null", ReadOnly, 0), process);
        Check(AddOpen(actions, 1, process.OutputFile, writeCreateAppend, OwnerMayReadAndWrite), process);
        Check(AddDuplicate(actions, 1, 2), process);
        if (OperatingSystem.IsLinux())
        {
            // Ours are closed by the start anyway; those that we inherited ourselves (a shell's pipes, a test runner's) are not.
            foreach (string file in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
            {
                if (int.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor) && descriptor > 2)
                {
                    Check(AddClose(actions, descriptor), process);
                }
            }
        }
    }

    private static IEnumerable<string> Environment(DetachedProcess process)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        foreach ((string name, string value) in process.Variables)
        {
            variables[name] = value;
        }

        return variables.Select(v => $"{v.Key}={v.Value}");
    }

    private static nint[] Strings(IEnumerable<string> texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    private static void Free(nint[] texts)
    {
        foreach (nint text in texts)
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    private static void Check(int error, DetachedProcess process)
    {
        if (error != 0)
        {
            throw new Win32Exception(error, $"{process.Executable}: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Spawn(out int processId, string path, byte* actions, byte* attributes, nint* argv, nint* envp);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int InitialiseActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DestroyActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddOpen(byte* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddDuplicate(byte* actions, int descriptor, int copy);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addclose")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddClose(byte* actions, int descriptor);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int InitialiseAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DestroyAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetDefaults(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddSignal(byte* signals, int signal);
}
