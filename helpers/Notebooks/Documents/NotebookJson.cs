using System.Text.Json.Serialization;

namespace KafkaWorkbook.Notebooks.Documents;

/// <summary>Serialisation of the plain pieces of a notebook, generated when the library is built.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class NotebookJson : JsonSerializerContext;
