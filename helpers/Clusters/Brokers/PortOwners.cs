using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace KafkaWorkbook.Clusters.Brokers;

/// <summary>Finds the process that listens at a port, by each system's own way. Where the process is another user's, the answer is null.</summary>
internal static class PortOwners
{
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    public static async Task<PortOwner?> FindAsync(int port, CancellationToken cancellationToken)
    {
        int? process = OperatingSystem.IsWindows() ? OnWindows(port)
            : OperatingSystem.IsLinux() ? OnLinux(port)
            : await ByLsofAsync(port, cancellationToken).ConfigureAwait(false);
        return process is { } id ? new PortOwner(id, NameOf(id)) : null;
    }

    // /proc/net/tcp has the port and the socket's number, /proc/PID/fd the process that holds the socket.
    internal static int? OnLinux(int port)
    {
        HashSet<string> sockets = [];
        foreach (string table in Tables.Where(File.Exists))
        {
            foreach (string line in File.ReadLines(table).Skip(1))
            {
                string[] columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                const string Listening = "0A";
                if (columns.Length > 9 && columns[3] == Listening
                    && int.TryParse(columns[1].AsSpan(columns[1].LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int local) && local == port)
                {
                    sockets.Add($"socket:[{columns[9]}]");
                }
            }
        }

        return sockets.Count == 0 ? null : ProcessIds().Select(id => (int?)id).FirstOrDefault(id => Holds(id!.Value, sockets));
    }

    private static IEnumerable<int> ProcessIds() =>
        from folder in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(folder)
        where name.All(char.IsAsciiDigit)
        select int.Parse(name, CultureInfo.InvariantCulture);

    private static bool Holds(int processId, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{processId}/fd").Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that ended meanwhile.
            return false;
        }
    }

    private static async Task<int?> ByLsofAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            ProcessStartInfo start = new("lsof", ["-nP", "-t", $"-iTCP:{port}", "-sTCP:LISTEN"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(3), cancellationToken).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            return int.TryParse(output.Split('\n')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;
        }
        catch (Exception failure) when (failure is Win32Exception or TimeoutException)
        {
            return null;
        }
    }

    [SupportedOSPlatform("windows")]
    private static unsafe int? OnWindows(int port)
    {
        const int Ipv4 = 2, Ipv6 = 23;
        return Search(Ipv4, rowBytes: 24, portOffset: 8, processOffset: 20) ?? Search(Ipv6, rowBytes: 56, portOffset: 20, processOffset: 52);

        int? Search(int family, int rowBytes, int portOffset, int processOffset)
        {
            const int OwnerOfListeners = 3;
            const uint TooSmall = 122;
            int size = 0;
            byte[] table = [];
            uint error;
            while ((error = Ask(ref size, family)) == TooSmall)
            {
                table = new byte[size];
            }

            if (error != 0)
            {
                return null;
            }

            int rows = BinaryPrimitives.ReadInt32LittleEndian(table);
            for (int at = sizeof(int), row = 0; row < rows && at + rowBytes <= table.Length; row++, at += rowBytes)
            {
                // The port stands in network order in the low half of a 32-bit field.
                if (BinaryPrimitives.ReadUInt16BigEndian(table.AsSpan(at + portOffset)) == port)
                {
                    return BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(at + processOffset));
                }
            }

            return null;

            uint Ask(ref int bytes, int version)
            {
                bytes = table.Length;
                fixed (byte* start = table)
                {
                    return GetExtendedTcpTable((nint)start, ref bytes, 0, version, OwnerOfListeners, 0);
                }
            }
        }
    }

    private static string NameOf(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return process.ProcessName;
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            return "";
        }
    }

    [DllImport("iphlpapi.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern uint GetExtendedTcpTable(nint table, ref int size, int order, int family, int tableClass, uint reserved);
}
