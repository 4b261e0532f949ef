namespace KafkaWorkbook.Figures;

/// <summary>
/// The one palette of all figures. The colours keep apart for colour-blind eyes; their lightness keeps them apart in grey print, and lines and bars carry
/// a dash or a hatching on top, so that colour is never the only sign.
/// </summary>
public enum ChartColour
{
    /// <summary>The first colour: dark blue.</summary>
    Blue,

    /// <summary>The second: light orange. What waits, what is not done yet.</summary>
    Orange,

    /// <summary>The third: green. What is done, read, committed.</summary>
    Green,

    /// <summary>Dark red. What is wrong, late or missing.</summary>
    Red,

    /// <summary>Light violet.</summary>
    Violet,

    /// <summary>Middle grey. What is only there to compare with.</summary>
    Grey,
}

/// <summary>The colours and sizes that every renderer uses, so that the static and the interactive picture are alike.</summary>
internal static class Palette
{
    public const string Font = "'Noto Sans KR','NanumGothic','Malgun Gothic','Apple SD Gothic Neo',sans-serif";
    public const double TextSize = 12.5;
    public const double TitleSize = 15;
    public const int Width = 720;

    public const string Card = "#ffffff";
    public const string CardEdge = "#dfe3e8";
    public const string Ink = "#20262d";
    public const string Calm = "#59636e";
    public const string Grid = "#e9ecef";
    public const string Axis = "#8b949e";
    public const string Shade = "#f3e3e4";
    public const string Muted = "#c3c9d0";

    /// <summary>A record that a group has read. Clearly darker than <see cref="Unread"/>, so that grey print tells them apart.</summary>
    public const string Read = "#b5d6c2";

    /// <summary>A record that waits for its group.</summary>
    public const string Unread = "#fdf1de";

    private static readonly string[] Fills = ["#2f5d8a", "#e2983f", "#3b8f6b", "#a32f42", "#a99bd1", "#7b848d"];
    private static readonly string[] Inks = ["#2f5d8a", "#9a5b0e", "#23694c", "#a32f42", "#5f4f93", "#59636e"];
    private static readonly string[] Tints = ["#dbe6f1", "#fbe6cb", "#d9ecdf", "#f5dcdf", "#ebe6f7", "#eceff2"];

    /// <summary>Dashes of lines that are drawn together, in their order.</summary>
    private static readonly string[] Dashes = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 2"];
    private static readonly string[] PlotlyDashes = ["solid", "dash", "dot", "dashdot", "longdash", "dash"];

    /// <summary>The colour of a series that names none: by its place.</summary>
    public static ChartColour At(int index) => (ChartColour)(index % Fills.Length);

    /// <summary>For areas and lines.</summary>
    public static string Fill(ChartColour colour) => Fills[(int)colour];

    /// <summary>The same colour dark enough to be read as text on white.</summary>
    public static string InkOf(ChartColour colour) => Inks[(int)colour];

    /// <summary>The same colour light enough to have text on it.</summary>
    public static string Tint(ChartColour colour) => Tints[(int)colour];

    /// <summary>The SVG dash pattern of the n-th line; empty for a solid one.</summary>
    public static string Dash(int index) => Dashes[index % Dashes.Length];

    /// <summary>The same for plotly.js.</summary>
    public static string PlotlyDash(int index) => PlotlyDashes[index % PlotlyDashes.Length];
}
