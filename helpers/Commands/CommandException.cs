using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary>The command was typed in a way that cannot be carried out: a missing file, an unknown name. Ends with exit code 2.</summary>
/// <param name="what">What is wrong.</param>
/// <param name="whatToDo">What the reader types instead.</param>
internal sealed class CommandException(Text what, Text whatToDo) : Exception($"{what}\n→ {whatToDo}")
{
    public Text What { get; } = what;

    public Text WhatToDo { get; } = whatToDo;
}

/// <summary>How the process ends.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>Something failed: no cluster, a cell, a chapter.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl-C, as shells count it: 128 + 2.</summary>
    public const int Interrupted = 130;

    /// <summary>Asked to end by the system: 128 + 15.</summary>
    public const int Terminated = 143;
}
