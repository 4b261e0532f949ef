using System.Runtime.InteropServices;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary>
/// Turns Ctrl-C and the system's wish to end into a cancellation, so that a command can stop what it started. Pressing Ctrl-C a second time ends the
/// process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
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
            return;
        }

        context.Cancel = true;
        if (context.Signal != PosixSignal.SIGINT)
        {
            ExitCode = ExitCodes.Terminated;
        }

        _screen.Marked(Mark.Warning, new Text("멈추는 중이다. 한 번 더 누르면 정리하지 않고 바로 끝난다.", "Stopping. Press again to end at once, without cleaning up."));
        _source.Cancel();
    }
}
