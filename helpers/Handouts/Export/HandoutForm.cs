namespace KafkaWorkbook.Handouts.Export;

/// <summary>What a handout can be written as.</summary>
public enum HandoutForm
{
    /// <summary>One page for the screen, with everything in it.</summary>
    Html,

    /// <summary>A booklet to print, A4.</summary>
    Pdf,

    /// <summary>The notebook with its outputs.</summary>
    Ipynb,
}
