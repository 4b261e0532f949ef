using System.Globalization;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Doctor;

/// <summary>Memory and disk.</summary>
internal sealed class ResourcesCheck(ClusterEnvironment environment) : ICheck
{
    private const double Gigabyte = 1024.0 * 1024 * 1024;

    public Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Diagnosis>>(
        [Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gigabyte), Disk(environment.DataFolder, FreeAt(environment.DataFolder))]);

    /// <summary>What the machine's memory is enough for.</summary>
    /// <param name="gigabytes">What this process may use: the machine's memory, or the container's limit.</param>
    internal static Diagnosis Memory(double gigabytes)
    {
        Text subject = new("메모리", "Memory");
        string size = gigabytes.ToString("0.0", CultureInfo.InvariantCulture) + " GB";
        return gigabytes >= 4
            ? Diagnosis.Ok(subject, Text.Same(size))
            : Diagnosis.Warning(
                subject,
                new($"{size}: 브로커 세 대에는 4 GB 이상이 좋다.", $"{size}; three brokers want 4 GB or more."),
                new("다른 프로그램을 닫거나 내장 클러스터를 쓴다: KAFKA_WORKBOOK_CLUSTER=embedded", "Close other programs, or use the embedded cluster: KAFKA_WORKBOOK_CLUSTER=embedded"));
    }

    /// <summary>What the disk is enough for.</summary>
    /// <param name="folder">Where local clusters keep their data.</param>
    /// <param name="gigabytes">What is free there, or null when that cannot be seen.</param>
    internal static Diagnosis Disk(string folder, double? gigabytes)
    {
        Text subject = new("디스크", "Disk");
        if (gigabytes is not { } free)
        {
            return Diagnosis.Warning(
                subject,
                new($"{folder}의 빈 자리를 알 수 없다.", $"The free space at {folder} cannot be seen."),
                new("KAFKA_WORKBOOK_DATA에 쓸 수 있는 폴더를 준다.", "Set KAFKA_WORKBOOK_DATA to a folder that can be written to."));
        }

        string size = free.ToString("0.0", CultureInfo.InvariantCulture) + " GB";
        Text seen = new($"{size} 비어 있다 ({folder})", $"{size} free ({folder})");
        Text toDo = new("자리를 비우거나 KAFKA_WORKBOOK_DATA에 다른 디스크의 폴더를 준다.", "Free some space, or set KAFKA_WORKBOOK_DATA to a folder on another disk.");
        return free >= 5 ? Diagnosis.Ok(subject, seen)
            : free >= 1 ? Diagnosis.Warning(subject, seen, toDo)
            : Diagnosis.Missing(subject, seen, toDo);
    }

    // The folder need not be there yet: the nearest one above it tells.
    private static double? FreeAt(string folder)
    {
        try
        {
            string? there = folder;
            while (there is not null && !Directory.Exists(there))
            {
                there = Path.GetDirectoryName(there);
            }

            return there is null ? null : new DriveInfo(there).AvailableFreeSpace / Gigabyte;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
