using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Handouts.Model;

/// <summary>What editions are called, on paper, on the screen and in the terminal alike.</summary>
internal static class EditionNames
{
    /// <summary>The edition's name; null for a notebook as it is, which has none.</summary>
    public static Text? Of(Edition edition) => edition switch
    {
        Edition.Learner => new("학습자용", "Learner’s edition"),
        Edition.Trainer => new("강사용", "Trainer’s edition"),
        _ => null,
    };
}
