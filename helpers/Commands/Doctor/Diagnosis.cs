using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands.Doctor;

/// <summary>How one thing is that <c>doctor</c> looked at.</summary>
internal enum Health
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works without, but something will be missing or slow.</summary>
    Warning,

    /// <summary>Something cannot work because of it.</summary>
    Missing,
}

/// <summary>One line of <c>doctor</c>.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Health">How it is.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="WhatToDo">What the reader does about it; null when nothing has to be done.</param>
internal sealed record Diagnosis(Text Subject, Health Health, Text Seen, Text? WhatToDo = null)
{
    public static Diagnosis Ok(Text subject, Text seen) => new(subject, Health.Ok, seen);

    public static Diagnosis Warning(Text subject, Text seen, Text whatToDo) => new(subject, Health.Warning, seen, whatToDo);

    public static Diagnosis Missing(Text subject, Text seen, Text whatToDo) => new(subject, Health.Missing, seen, whatToDo);
}

/// <summary>One thing that a trainer looks at the day before.</summary>
internal interface ICheck
{
    /// <summary>Looks, and changes nothing that stays. What is wrong is a diagnosis, not an exception.</summary>
    Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken cancellationToken);
}
