using System.Globalization;
using KafkaWorkbook.Notebooks.Documents;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Notebooks.Running;

/// <summary>The language that a notebook's cells speak: they run in its folder. What the runner writes into the notebook has to be in the same one.</summary>
internal static class NotebookLanguage
{
    public static Language Of(NotebookDocument notebook, RunOptions options) => Languages.Find(
        options.Variables.TryGetValue(Languages.Variable, out string? asked) ? asked : Environment.GetEnvironmentVariable(Languages.Variable),
        notebook.Folder,
        CultureInfo.CurrentUICulture);
}
