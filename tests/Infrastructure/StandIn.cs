using System.Diagnostics;
using Xunit;

namespace KafkaWorkbook.Tests.Infrastructure;

/// <summary>A script that stands in for a program; not on Windows.</summary>
internal static class StandIn
{
    /// <summary>
    /// Writes it by a process of its own. Written here, a program that a test beside this one starts at that moment would inherit the open file, and while it has it, the system
    /// refuses to run the script ("text file busy").
    /// </summary>
    public static async Task WriteAsync(string program, string script)
    {
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", "cat > \"$1\" && chmod 700 \"$1\"", "sh", program]) { RedirectStandardInput = true })!;
        await process.StandardInput.WriteAsync($"#!/bin/sh\n{script}\n");
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
