namespace KafkaWorkbook.Reporting;

/// <summary>Where progress of long work is shown. Each kernel has its own way; <see cref="ProgressDisplays.Find"/> picks it.</summary>
public interface IProgressDisplay
{
    /// <summary>Shows a first line for a piece of work.</summary>
    /// <param name="text">What is being done.</param>
    /// <returns>The line, to be updated until the work is done.</returns>
    IProgressLine Begin(Text text);
}

/// <summary>One line of progress. Safe to call from any thread; calls after <see cref="Done"/> change nothing.</summary>
public interface IProgressLine
{
    /// <summary>Replaces the line's text. A display may leave out updates that follow each other quickly.</summary>
    /// <param name="text">How far the work is.</param>
    void Update(Text text);

    /// <summary>Replaces the line's text for the last time.</summary>
    /// <param name="text">What was reached, and how long it took.</param>
    void Done(Text text);
}
