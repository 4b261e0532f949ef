using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace KafkaWorkbook.Clusters;

/// <summary>What a program printed until it ended or its time was over.</summary>
/// <param name="ExitCode">Its exit code, or null when it was ended because its time was over.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record PipedAnswer(int? ExitCode, string Output, string Error);

/// <summary>Runs a program to its end with all its streams piped as UTF-8, and no shell between. Nothing of it is left when it is cut off.</summary>
internal static class PipedProcess
{
    /// <summary>How to start a program whose three streams are ours.</summary>
    /// <param name="program">Its file.</param>
    /// <param name="arguments">Each argument on its own.</param>
    public static ProcessStartInfo Info(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
        CreateNoWindow = true,
    };

    /// <summary>Runs a program. One that takes longer than its limit, or is cancelled, is ended with all that it started.</summary>
    /// <param name="start">How to start it, made by <see cref="Info"/>.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="input">What it reads, or null for nothing.</param>
    /// <param name="line">Is told each line as it is printed, from a thread of its own; or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<PipedAnswer> RunAsync(ProcessStartInfo start, TimeSpan limit, string? input, Action<string>? line, CancellationToken cancellationToken)
    {
        StringBuilder output = new();
        (int? code, string error) = await RunAsync(start, limit, input, (reader, token) => ReadAsync(reader, output, line, token), line, cancellationToken).ConfigureAwait(false);
        return new PipedAnswer(code, output.ToString(), error);
    }

    /// <summary>The same for a program that prints bytes, not text.</summary>
    /// <param name="start">How to start it, made by <see cref="Info"/>.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="output">Where its standard output goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its exit code, or null when its time was over, and its standard error.</returns>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<(int? ExitCode, string Error)> CopyAsync(ProcessStartInfo start, TimeSpan limit, Stream output, CancellationToken cancellationToken) =>
        RunAsync(start, limit, null, (reader, token) => reader.BaseStream.CopyToAsync(output, token), null, cancellationToken);

    private static async Task<(int? ExitCode, string Error)> RunAsync(
        ProcessStartInfo start, TimeSpan limit, string? input, Func<StreamReader, CancellationToken, Task> output, Action<string>? line, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(start)!;
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ended.CancelAfter(limit);
        StringBuilder error = new();
        Task reading = Task.WhenAll(output(process.StandardOutput, ended.Token), ReadAsync(process.StandardError, error, line, ended.Token));
        try
        {
            await WriteAsync(process, input, ended.Token).ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            await process.WaitForExitAsync(ended.Token).ConfigureAwait(false);
            return (process.ExitCode, error.ToString());
        }
        catch (OperationCanceledException)
        {
            End(process);

            // Both readers have to be over before anybody else looks at what they wrote.
            await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return (null, error.ToString());
        }
    }

    private static async Task ReadAsync(StreamReader from, StringBuilder to, Action<string>? line, CancellationToken cancellationToken)
    {
        while (await from.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } text)
        {
            to.Append(text).Append('\n');
            line?.Invoke(text);
        }
    }

    private static async Task WriteAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code and its words say why.
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended at this very moment.
        }
    }
}
