namespace KafkaWorkbook.Reporting;

/// <summary>Finds the way to show progress in the process at hand, so that no cell has to hand it over.</summary>
public static class ProgressDisplays
{
    /// <summary>The name under which a host puts an <see cref="IProgressDisplay"/> into <see cref="AppContext"/>, as our own runner does.</summary>
    public const string HostKey = "KafkaWorkbook.ProgressDisplay";

    /// <summary>Shows nothing: for libraries, tests and options that want silence.</summary>
    public static IProgressDisplay Silent { get; } = new SilentDisplay();

    /// <summary>The host's own display, or one that writes lines to the console.</summary>
    public static IProgressDisplay Find() =>
        AppContext.GetData(HostKey) as IProgressDisplay ?? (IProgressDisplay?)KernelProgressDisplay.TryCreate() ?? new ConsoleProgressDisplay();

    private sealed class SilentDisplay : IProgressDisplay, IProgressLine
    {
        public IProgressLine Begin(Text text) => this;

        public void Update(Text text)
        {
        }

        public void Done(Text text)
        {
        }
    }
}
