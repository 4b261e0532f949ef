using System.Diagnostics;
using Confluent.Kafka;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Exercises;

/// <summary>A failure that a cell provoked on purpose: the real error, word by word, and how long it took to show.</summary>
/// <param name="Type">The exception's type.</param>
/// <param name="Code">Kafka's own name of the error, such as <c>Local_MsgTimedOut</c>; null when it is no error of a Kafka client.</param>
/// <param name="Message">The exception's message.</param>
/// <param name="Log">What the client reported meanwhile, each line once.</param>
/// <param name="Took">From the call to the exception.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record Failure(string Type, string? Code, string Message, IReadOnlyList<string> Log, TimeSpan Took) : IHtmlView
{
    private const int MostLines = 6;

    /// <summary>Runs something that has to fail, and shows how it failed.</summary>
    /// <param name="mistake">What has to fail. It brings its own time limit.</param>
    /// <param name="reported">What the client's error handler collected meanwhile; null for nothing.</param>
    /// <exception cref="ClaimException">It did not fail.</exception>
    public static async Task<Failure> ExpectAsync(Func<Task> mistake, IEnumerable<Error>? reported = null)
    {
        ArgumentNullException.ThrowIfNull(mistake);
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            await mistake();
        }
        catch (Exception failure) when (failure is not (OutOfMemoryException or NotOnThisClusterException))
        {
            // A client tries again and again, and says each time how long it took; the reader wants each line once.
            string[] log = [.. (reported ?? []).Select(e => e.Reason).DistinctBy(r => r.Split(" (after ")[0]).Take(MostLines)];
            return new Failure(failure.GetType().Name.Split('`')[0], (failure as KafkaException)?.Error.Code.ToString(), failure.Message, log, clock.Elapsed);
        }

        throw new ClaimException(new("실패해야 하는 실험인데 실패하지 않았다.", "This experiment has to fail, but it did not."));
    }

    /// <summary>The same for a call that does not wait.</summary>
    /// <param name="mistake">What has to fail. It brings its own time limit.</param>
    /// <param name="reported">What the client's error handler collected meanwhile; null for nothing.</param>
    /// <exception cref="ClaimException">It did not fail.</exception>
    public static Task<Failure> ExpectAsync(Action mistake, IEnumerable<Error>? reported = null)
    {
        ArgumentNullException.ThrowIfNull(mistake);
        return ExpectAsync(() => Task.Run(mistake), reported);
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Title(), [Message, .. Log], Tone.Bad);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', [Title(), Message, .. Log]);

    private string Title()
    {
        Text took = Took < TimeSpan.FromSeconds(1)
            ? Text.Same(FormattableString.Invariant($"{Took.TotalMilliseconds:0} ms"))
            : new(FormattableString.Invariant($"{Took.TotalSeconds:0.0}초"), FormattableString.Invariant($"{Took.TotalSeconds:0.0} s"));
        string name = Code is null ? Type : $"{Type} ({Code})";
        return new Text($"{took.Korean} 만에 실패했다: {name}", $"Failed after {took.English}: {name}").ToString();
    }
}
