namespace KafkaWorkbook.Notebooks;

/// <summary>The first code cell, the same in every chapter: a reader who has run one knows them all.</summary>
public static class ChapterStart
{
    /// <summary>The cell's text.</summary>
    public const string Code = """
        #r "../../bin/KafkaWorkbook.dll"
        using Confluent.Kafka;
        using KafkaWorkbook.Clusters;
        using KafkaWorkbook.Messaging;
        using KafkaWorkbook.Measuring;
        using KafkaWorkbook.Figures;
        using KafkaWorkbook.Exercises;
        using KafkaWorkbook.Notebooks;
        Notebook.Connect()
        """;
}
