using System.ComponentModel;
using System.Diagnostics;

namespace KafkaWorkbook.Commands.Doctor;

/// <summary>What a program answered.</summary>
/// <param name="ExitCode">Its exit code; null when there is no such program, or it did not answer in time.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it complained of, or why it could not be asked.</param>
internal sealed record ToolAnswer(int? ExitCode, string Output, string Error);

/// <summary>Asks a program something that it answers at once.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task<ToolAnswer> AskAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Limit);
            try
            {
                process.StandardInput.Close();
                Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
                Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
                return new ToolAnswer(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellationToken.ThrowIfCancellationRequested();
                return new ToolAnswer(null, "", $"no answer within {Limit.TotalSeconds:0} s");
            }
        }
        catch (Win32Exception failure)
        {
            return new ToolAnswer(null, "", failure.Message);
        }
    }
}
