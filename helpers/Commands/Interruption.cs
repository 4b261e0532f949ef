using System.Diagnostics;
using System.Runtime.InteropServices;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary>
/// Turns Ctrl-C and the system's wish to end into a cancellation, so that a command can stop what it started. Pressing Ctrl-C again ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    // One wish can arrive several times: by the terminal's whole group of processes, and handed on by `dotnet run`. A hand is slower than that.
    private static readonly TimeSpan OneWish = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly Stopwatch _sinceFirst = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Screen _screen;

    public Interruption(Screen screen)
    {
        _screen = screen;
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Received));
        }
    }

    /// <summary>Cancelled when the reader or the system wants an end.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code that tells of the signal; <see cref="ExitCodes.Interrupted"/> when there was none.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Interrupted;

    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _source.Dispose();
    }

    private void Received(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            context.Cancel = context.Signal != PosixSignal.SIGINT || _sinceFirst.Elapsed < OneWish;
            return;
        }

        context.Cancel = true;
        _sinceFirst.Start();
        if (context.Signal != PosixSignal.SIGINT)
        {
            ExitCode = ExitCodes.Terminated;
        }

        _screen.Marked(Mark.Warning, new Text("멈추는 중이다. Ctrl-C를 한 번 더 누르면 정리하지 않고 바로 끝난다.", "Stopping. Press Ctrl-C again to end at once, without cleaning up."));
        _source.Cancel();
    }
}
