using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Notebooks.Running;

namespace KafkaWorkbook.Handouts;

/// <summary>
/// Starts the process for the next chapter's cells while the chapter at hand is in its last quarter, its exercises mostly, so that the two do not wait for each other. Nothing of
/// the next chapter runs before its turn.
/// </summary>
internal sealed class HeadStart : IAsyncDisposable
{
    private (string File, Task<WorkerProcess> Worker)? _next;

    /// <summary>Begins to start the process of a chapter; a second call does nothing.</summary>
    public void Begin(string file, RunOptions options, CancellationToken cancellationToken) =>
        _next ??= (file, Task.Run(() => StartAsync(file, options, cancellationToken), CancellationToken.None));

    /// <summary>The process of a chapter, which is the caller's from now on; null when none was started, or it did not come up.</summary>
    public async Task<WorkerProcess?> TakeAsync(string file)
    {
        if (_next is not { } next || next.File != file)
        {
            return null;
        }

        _next = null;
        try
        {
            return await next.Worker.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is InvalidOperationException or NotebookFormatException or IOException or OperationCanceledException)
        {
            // Whoever runs the chapter meets the same trouble, and tells of it.
            return null;
        }
    }

    /// <summary>Ends a process that nobody took.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_next is { } next && await TakeAsync(next.File).ConfigureAwait(false) is { } worker)
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<WorkerProcess> StartAsync(string file, RunOptions options, CancellationToken cancellationToken)
    {
        NotebookDocument notebook = await NotebookDocument.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        return await WorkerProcess.StartWarmAsync(notebook.Folder, notebook.Name, options, cancellationToken).ConfigureAwait(false);
    }
}
