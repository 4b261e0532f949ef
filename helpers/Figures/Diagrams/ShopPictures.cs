using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Figures.Diagrams;

/// <summary>Calls from one service to another.</summary>
/// <param name="From">Who calls.</param>
/// <param name="To">Who is called.</param>
/// <param name="Label">What stands at the arrow; empty for nothing.</param>
/// <param name="Failed">Whether some of them failed.</param>
internal sealed record CallsArrow(string From, string To, string Label, bool Failed);

/// <summary>A service of a picture of calls.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Note">A quieter line below the name; empty for none.</param>
/// <param name="Colour">Its colour.</param>
internal sealed record CallsNode(string Name, string Note, ChartColour Colour);

/// <summary>What a picture of services that call each other shows, apart from how it is drawn.</summary>
/// <param name="Title">The sentence above it.</param>
/// <param name="AltText">What it shows, for someone who does not see it.</param>
/// <param name="Nodes">The services; the first is the one that customers talk to.</param>
/// <param name="Arrows">The calls.</param>
/// <param name="Footer">A quieter line below it.</param>
internal sealed record CallsPicture(Text Title, Text AltText, IReadOnlyList<CallsNode> Nodes, IReadOnlyList<CallsArrow> Arrows, Text Footer);

/// <summary>A box of a picture of services around topics.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Note">A quieter line below the name; empty for none.</param>
internal sealed record HubBox(string Name, string Note);

/// <summary>Events between a service and a topic.</summary>
/// <param name="Service">The service.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Records">How many.</param>
internal sealed record HubArrow(string Service, string Topic, long Records);

/// <summary>What a picture of services around topics shows, apart from how it is drawn.</summary>
/// <param name="Title">The sentence above it.</param>
/// <param name="AltText">What it shows, for someone who does not see it.</param>
/// <param name="Writers">Who writes, on the left.</param>
/// <param name="Topics">The topics, in the middle.</param>
/// <param name="Readers">Who reads, on the right.</param>
/// <param name="Writes">From writers to topics.</param>
/// <param name="Reads">From topics to readers.</param>
/// <param name="Footer">A quieter line below it.</param>
internal sealed record HubPicture(
    Text Title, Text AltText, IReadOnlyList<HubBox> Writers, IReadOnlyList<HubBox> Topics, IReadOnlyList<HubBox> Readers,
    IReadOnlyList<HubArrow> Writes, IReadOnlyList<HubArrow> Reads, Text Footer);

/// <summary>One offset of a picture of a log, drawn as a small cell.</summary>
/// <param name="Text">One or two characters in it; empty for none.</param>
/// <param name="Colour">Its colour; null for an empty place.</param>
/// <param name="Tip">What it is, under the mouse.</param>
/// <param name="Mark">Whether it asks for attention, and how.</param>
internal sealed record StripCell(string Text, ChartColour? Colour, string Tip, StripMark Mark = StripMark.None);

/// <summary>How a cell asks for attention, also in grey print.</summary>
internal enum StripMark
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>A strong edge.</summary>
    Strong,

    /// <summary>A strong edge, and struck out.</summary>
    Struck,
}

/// <summary>A log, offset by offset.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Note">Its figures.</param>
/// <param name="Cells">The offsets from the first.</param>
internal sealed record StripRow(string Name, string Note, IReadOnlyList<StripCell> Cells);

/// <summary>What a picture of logs offset by offset shows, apart from how it is drawn.</summary>
/// <param name="Title">The sentence above it.</param>
/// <param name="AltText">What it shows, for someone who does not see it.</param>
/// <param name="Rows">The logs.</param>
/// <param name="Legend">What the colours mean; null is an empty place.</param>
internal sealed record StripPicture(Text Title, Text AltText, IReadOnlyList<StripRow> Rows, IReadOnlyList<StripLegend> Legend);

/// <summary>What a kind of cell means.</summary>
/// <param name="Colour">Its colour; null is an empty place.</param>
/// <param name="Name">What it means.</param>
/// <param name="Mark">How it asks for attention.</param>
internal sealed record StripLegend(ChartColour? Colour, string Name, StripMark Mark = StripMark.None);
