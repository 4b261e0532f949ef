using System.Text.Json.Serialization;

namespace KafkaWorkbook.Notebooks.Worker;

/// <summary>What the runner tells the process that runs the cells.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(WarmUp), "warm")]
[JsonDerivedType(typeof(RunCell), "run")]
[JsonDerivedType(typeof(EndWork), "end")]
internal abstract record Order;

/// <summary>Get ready while nobody waits: the first cell comes later. There is no answer to it.</summary>
internal sealed record WarmUp : Order;

/// <summary>Run one cell.</summary>
/// <param name="Number">The code cell, counted from 1.</param>
/// <param name="Source">Its text.</param>
internal sealed record RunCell(int Number, string Source) : Order;

/// <summary>No more cells: end the process.</summary>
internal sealed record EndWork : Order;

/// <summary>What the process that runs the cells tells the runner.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Wrote), "wrote")]
[JsonDerivedType(typeof(Progressed), "progress")]
[JsonDerivedType(typeof(Showed), "value")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Finished), "finished")]
internal abstract record Report;

/// <summary>The process is there.</summary>
internal sealed record Ready : Report;

/// <summary>The cell wrote to the console.</summary>
internal sealed record Wrote(int Number, bool IsError, string Text) : Report;

/// <summary>A line of progress that is shown while the work runs, and is no output.</summary>
internal sealed record Progressed(int Line, string Text, bool IsLast) : Report;

/// <summary>The cell showed a value.</summary>
/// <param name="Number">The code cell.</param>
/// <param name="IsResult">Whether it is the value of its last expression.</param>
/// <param name="Data">The forms by MIME type; JSON forms as text.</param>
internal sealed record Showed(int Number, bool IsResult, IReadOnlyDictionary<string, string> Data) : Report;

/// <summary>The cell did not compile, or an exception ended it.</summary>
internal sealed record Failed(int Number, string Name, string Message, IReadOnlyList<string> Traceback) : Report;

/// <summary>The cell is over, however it went.</summary>
/// <param name="Number">The code cell.</param>
/// <param name="Milliseconds">How long it took, compiling included.</param>
/// <param name="Refused">Whether the cluster refused it, which is no failure.</param>
/// <param name="CutCharacters">How many characters of console output were left out.</param>
/// <param name="LateCharacters">How many characters background work of earlier cells wrote since the last report; kernels lose them, too.</param>
internal sealed record Finished(int Number, double Milliseconds, bool Refused, long CutCharacters, long LateCharacters) : Report;

/// <summary>Serialisation of the messages, generated when the library is built.</summary>
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Report))]
internal sealed partial class MessageJson : JsonSerializerContext;
