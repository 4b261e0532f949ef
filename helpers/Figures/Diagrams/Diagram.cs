namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Makes figures of pictures: the words in the reader's language, and the drawing.</summary>
internal static class Diagram
{
    public static Figure Of(LogPicture picture)
    {
        string title = LogWords.Title(picture).ToString(), altText = LogWords.AltText(picture).ToString();
        return Figure.OfDiagram(title, altText, LogDrawing.Draw(picture, title, altText));
    }

    public static Figure Of(TopologyPicture picture)
    {
        string title = TopologyWords.Title(picture).ToString(), altText = TopologyWords.AltText(picture).ToString();
        return Figure.OfDiagram(title, altText, TopologyDrawing.Draw(picture, title, altText));
    }

    public static Figure Of(FlowPicture picture)
    {
        string title = picture.Title.ToString(), altText = picture.AltText.ToString();
        return Figure.OfDiagram(title, altText, FlowDrawing.Draw(picture, title, altText));
    }

    public static Figure Of(LedgerPicture picture)
    {
        string title = picture.Title.ToString(), altText = picture.AltText.ToString();
        return Figure.OfDiagram(title, altText, LedgerDrawing.Draw(picture, title, altText));
    }

    public static Figure Of(CallsPicture picture)
    {
        string title = picture.Title.ToString(), altText = picture.AltText.ToString();
        return Figure.OfDiagram(title, altText, CallsDrawing.Draw(picture, title, altText));
    }

    public static Figure Of(HubPicture picture)
    {
        string title = picture.Title.ToString(), altText = picture.AltText.ToString();
        return Figure.OfDiagram(title, altText, HubDrawing.Draw(picture, title, altText));
    }

    public static Figure Of(StripPicture picture)
    {
        string title = picture.Title.ToString(), altText = picture.AltText.ToString();
        return Figure.OfDiagram(title, altText, StripDrawing.Draw(picture, title, altText));
    }

    public static Figure Of(StoragePicture picture)
    {
        string title = picture.Title.ToString(), altText = picture.AltText.ToString();
        return Figure.OfDiagram(title, altText, StorageDrawing.Draw(picture, title, altText));
    }

    public static Figure Of(Measuring.MetadataComparison comparison)
    {
        string title = MetadataDrawing.Title.ToString(), altText = MetadataDrawing.AltText(comparison).ToString();
        return Figure.OfDiagram(title, altText, MetadataDrawing.Draw(comparison, title, altText));
    }
}
