namespace KafkaWorkbook.Handouts.Model;

/// <summary>For whom a handout is.</summary>
public enum Edition
{
    /// <summary>The notebook as it is, with whatever its reader wrote into it.</summary>
    AsIs,

    /// <summary>For participants: answers hidden, room to write, boxes to tick.</summary>
    Learner,

    /// <summary>For the trainer: answers, minutes, what to say, what goes wrong.</summary>
    Trainer,
}
