using System.Reflection;

namespace KafkaWorkbook.Reporting;

/// <summary>
/// Progress in .NET Interactive: one output that is updated in place. The kernel's assembly is not on NuGet as a package that a library could bind to,
/// and the object that <c>display(x)</c> returns cannot be updated, so the two calls that can are looked up by their names; where they are missing,
/// the console is used.
/// </summary>
internal sealed class KernelProgressDisplay : IProgressDisplay
{
    private readonly PropertyInfo _current;
    private readonly MethodInfo _display;

    private KernelProgressDisplay(PropertyInfo current, MethodInfo display)
    {
        _current = current;
        _display = display;
    }

    public static KernelProgressDisplay? TryCreate()
    {
        Assembly? kernel = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => a.GetName().Name == "Microsoft.DotNet.Interactive");
        Type? context = kernel?.GetType("Microsoft.DotNet.Interactive.KernelInvocationContext");
        PropertyInfo? current = context?.GetProperty("Current", BindingFlags.Public | BindingFlags.Static);
        MethodInfo? display = context is null ? null : FindDisplay(context, kernel!);
        return current is null || display is null ? null : new KernelProgressDisplay(current, display);
    }

    public IProgressLine Begin(Text text)
    {
        object? context = _current.GetValue(null);
        return context is null ? new ConsoleProgressDisplay().Begin(text) : new Line(Show(context, $"… {text}"));
    }

    // Display(object, params string[]) is an instance method in some releases and an extension method in others.
    private static MethodInfo? FindDisplay(Type context, Assembly kernel)
    {
        static bool Fits(MethodInfo m, int first) =>
            m.Name == "Display" && m.GetParameters() is { } p && p.Length == first + 2
            && p[first].ParameterType == typeof(object) && p[first + 1].ParameterType == typeof(string[]);

        return context.GetMethods(BindingFlags.Public | BindingFlags.Instance).FirstOrDefault(m => Fits(m, 0))
            ?? kernel.GetType("Microsoft.DotNet.Interactive.KernelInvocationContextExtensions")?
                .GetMethods(BindingFlags.Public | BindingFlags.Static)
                .FirstOrDefault(m => Fits(m, 1) && m.GetParameters()[0].ParameterType == context);
    }

    private object? Show(object context, string text)
    {
        string[] mimeTypes = ["text/plain"];
        return _display.IsStatic ? _display.Invoke(null, [context, text, mimeTypes]) : _display.Invoke(context, [text, mimeTypes]);
    }

    private sealed class Line(object? displayed) : IProgressLine
    {
        private readonly MethodInfo? _update = displayed?.GetType().GetMethod("Update", [typeof(object)]);
        private readonly Lock _gate = new();
        private bool _done;

        public void Update(Text text) => Write($"… {text}", last: false);

        public void Done(Text text) => Write($"✓ {text}", last: true);

        private void Write(string text, bool last)
        {
            lock (_gate)
            {
                if (!_done)
                {
                    _done = last;
                    _update?.Invoke(displayed, [text]);
                }
            }
        }
    }
}
