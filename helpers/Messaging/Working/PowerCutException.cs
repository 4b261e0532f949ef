namespace KafkaWorkbook.Messaging;

/// <summary>The plug was pulled on purpose: the consumer ends here and now, with no commit and no good-bye.</summary>
internal sealed class PowerCutException() : Exception("The power was cut on purpose.");
