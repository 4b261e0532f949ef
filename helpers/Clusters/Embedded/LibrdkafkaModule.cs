using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace KafkaWorkbook.Clusters.Embedded;

/// <summary>
/// Finds librdkafka, which Confluent.Kafka brings in several variants and of which it loads the first that fits the machine (one needs libsasl2, one is for
/// musl, ...). The embedded cluster calls functions of it that Confluent.Kafka has no method for.
/// </summary>
internal static class LibrdkafkaModule
{
    /// <summary>A loaded librdkafka that exports <paramref name="mustExport"/>.</summary>
    /// <exception cref="DllNotFoundException">None can be loaded here.</exception>
    public static IntPtr Find(string mustExport)
    {
        Load();
        Assembly confluent = typeof(Library).Assembly;

        // By its name first: the runtime looks where it looked for Confluent.Kafka, and a library that is loaded already is not loaded again. Should it be
        // another variant than Confluent.Kafka's own, that does no harm: both sides only meet over TCP.
        foreach (string name in Names())
        {
            if (NativeLibrary.TryLoad(name, confluent, null, out IntPtr module) && NativeLibrary.TryGetExport(module, mustExport, out _))
            {
                return module;
            }
        }

        // A host may have loaded it from a path of its own choice. macOS lists only the main module, and needs none of this.
        foreach (string path in LoadedPaths().Concat(PathsBeside(confluent)))
        {
            if (NativeLibrary.TryLoad(path, out IntPtr module) && NativeLibrary.TryGetExport(module, mustExport, out _))
            {
                return module;
            }
        }

        throw new DllNotFoundException($"librdkafka {Library.VersionString} is loaded, but no module with {mustExport} was found.");
    }

    private static void Load()
    {
        try
        {
            _ = Library.Version;
        }
        catch (Exception failure) when (failure is TypeInitializationException or InvalidOperationException or BadImageFormatException)
        {
            throw new DllNotFoundException((failure.InnerException ?? failure).Message, failure);
        }
    }

    private static IEnumerable<string> Names()
    {
        if (!OperatingSystem.IsLinux())
        {
            return ["librdkafka"];
        }

        // On musl the library for glibc could be found, but not be run.
        return RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal)
            ? ["alpine-librdkafka"]
            : ["librdkafka", "centos8-librdkafka", "alpine-librdkafka"];
    }

    private static IEnumerable<string> LoadedPaths()
    {
        try
        {
            using Process self = Process.GetCurrentProcess();
            return [.. self.Modules.Cast<ProcessModule>().Select(m => m.FileName).Where(IsLibrdkafka).OfType<string>().Distinct()];
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or NotSupportedException)
        {
            return [];
        }
    }

    private static IEnumerable<string> PathsBeside(Assembly confluent)
    {
        string folder = Path.GetDirectoryName(confluent.Location) is { Length: > 0 } found ? found : AppContext.BaseDirectory;
        string native = Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        return new[] { folder, native }.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Where(IsLibrdkafka);
    }

    // librdkafkacpp.dll lies beside it on Windows and has none of the functions.
    private static bool IsLibrdkafka(string? path) =>
        path is not null && Path.GetFileNameWithoutExtension(path) is { } name
        && name.EndsWith("librdkafka", StringComparison.OrdinalIgnoreCase);
}
