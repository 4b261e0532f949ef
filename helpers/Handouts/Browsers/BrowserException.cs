using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Browsers;

/// <summary>The browser that prints could not be used, or stopped answering. By the time this is thrown it has been ended.</summary>
internal sealed class BrowserException : Exception
{
    /// <summary>Says what happened.</summary>
    /// <param name="program">The browser's program.</param>
    /// <param name="what">What went wrong while it did what, in a sentence.</param>
    /// <param name="whatToDo">What the reader does next.</param>
    /// <param name="lastWords">The last lines that it wrote to its standard error; empty when there are none.</param>
    /// <param name="innerException">What led to it.</param>
    public BrowserException(string program, Text what, Text whatToDo, string lastWords = "", Exception? innerException = null)
        : base(Sentence(program, what, whatToDo, lastWords), innerException)
    {
        Program = program;
        What = what;
        WhatToDo = whatToDo;
        LastWords = lastWords;
    }

    /// <summary>The browser's program.</summary>
    public string Program { get; }

    /// <summary>What went wrong while it did what.</summary>
    public Text What { get; }

    /// <summary>What the reader does next.</summary>
    public Text WhatToDo { get; }

    /// <summary>The last lines that the browser wrote to its standard error.</summary>
    public string LastWords { get; }

    private static string Sentence(string program, Text what, Text whatToDo, string lastWords)
    {
        string words = lastWords.Length == 0 ? "" : $"\n  {lastWords.Replace("\n", "\n  ", StringComparison.Ordinal)}";
        return $"{program}: {what}{words}\n→ {whatToDo}";
    }
}
