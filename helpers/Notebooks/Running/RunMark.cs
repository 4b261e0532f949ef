using System.Globalization;
using System.Text.Json;
using KafkaWorkbook.Notebooks.Documents;

namespace KafkaWorkbook.Notebooks.Running;

/// <summary>What an executed cell's metadata says of its run, so that a handout can be made from the file alone. Committed notebooks have none of it.</summary>
internal static class RunMark
{
    public const string Key = "kafka_workbook";

    public static JsonElement Of(CellRun run)
    {
        using JsonDocument json = JsonDocument.Parse(
            $$"""{ "seconds": {{Math.Round(run.Took.TotalSeconds, 3).ToString(CultureInfo.InvariantCulture)}}, "state": "{{Name(run.State)}}" }""");
        return json.RootElement.Clone();
    }

    /// <summary>How a cell of an executed notebook ended; null when it was executed by something else.</summary>
    public static CellState? StateOf(NotebookCell cell) =>
        cell.Metadata.TryGetValue(Key, out JsonElement mark) && mark.ValueKind == JsonValueKind.Object
        && mark.TryGetProperty("state", out JsonElement state) && state.ValueKind == JsonValueKind.String
            ? Enum.GetValues<CellState>().Cast<CellState?>().FirstOrDefault(s => Name(s!.Value) == state.GetString())
            : null;

    private static string Name(CellState state) => state switch
    {
        CellState.Ran => "ran",
        CellState.Refused => "refused",
        CellState.Failed => "failed",
        CellState.TimedOut => "timed out",
        CellState.Crashed => "crashed",
        CellState.Cancelled => "cancelled",
        CellState.OtherLanguage => "other language",
        _ => "not run",
    };
}
