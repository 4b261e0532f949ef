using KafkaWorkbook.Figures.Diagrams;
using KafkaWorkbook.Measuring;

namespace KafkaWorkbook.Figures;

/// <summary>Pictures of what is on a broker's disk.</summary>
public static class StorageFigures
{
    /// <summary>Draws a partition's segments with their first offsets and sizes.</summary>
    /// <param name="folder">The folder.</param>
    public static Figure Diagram(this PartitionFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Diagrams.Diagram.Of(new StoragePicture(folder, null, null));
    }

    /// <summary>Draws a segment among the others, and its batches and index entries by their place in the file.</summary>
    /// <param name="content">The segment's content.</param>
    public static Figure Diagram(this SegmentContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Diagrams.Diagram.Of(new StoragePicture(content.Folder, content, null));
    }

    /// <summary>Draws the way to a record: the segment, the index entry, the batches that were passed, the batch, and the record in it.</summary>
    /// <param name="lookup">The lookup.</param>
    public static Figure Diagram(this OffsetLookup lookup)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        return Diagrams.Diagram.Of(new StoragePicture(lookup.Content.Folder, lookup.Content, lookup));
    }
}
