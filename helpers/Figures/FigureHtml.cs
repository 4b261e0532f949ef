using KafkaWorkbook.Reporting;
using static System.FormattableString;

namespace KafkaWorkbook.Figures;

/// <summary>A figure as a piece of HTML: the static picture, and for a chart the interactive one, which takes its place where plotly.js is at hand.</summary>
internal static class FigureHtml
{
    /// <summary>The class of the element that holds a chart's plotly.js figure as JSON.</summary>
    public const string DataClass = "workbook-plotly";

    private static readonly Text Hint = new(
        "확대하거나 값을 짚어 보려면 첫 셀을 다시 실행한다.", "To zoom in and read single values, run the first cell again.");

    // The static picture is only removed when the interactive one stands. A script's own place in the page says nothing in VS Code, hence the id.
    private const string Script = """
        (function(){
        var f=document.getElementById("ID")||(document.currentScript&&document.currentScript.closest("figure"));
        if(!f)return;
        var d=f.querySelector("script.DATA"),p=f.querySelector("[data-static]"),h=f.querySelector("[data-hint]");
        if(!d||!p)return;
        function draw(){
        if(!p.parentNode)return;
        var s=JSON.parse(d.textContent),b=document.createElement("div");
        b.setAttribute("role","img");b.setAttribute("aria-label",p.firstElementChild.getAttribute("aria-label"));
        b.style.cssText="width:100%;max-width:720px;height:"+s.layout.height+"px;border:1px solid #dfe3e8;border-radius:6px;overflow:hidden;background:#fff";
        f.insertBefore(b,p);
        Promise.resolve().then(function(){return window.Plotly.newPlot(b,s.data,s.layout,s.config);}).then(function(){p.remove();if(h)h.remove();},function(){b.remove();});
        }
        if(window.Plotly)draw();
        else{document.addEventListener("EVENT",draw,{once:true});setTimeout(function(){if(h&&!window.Plotly)h.hidden=false;},1500);}
        })();
        """;

    public static string Of(string svg, string? plotlyJson)
    {
        string id = Invariant($"workbook-{Guid.NewGuid():N}");
        string open = Invariant($"<figure id=\"{id}\" class=\"workbook-figure\" style=\"margin:8px 0;max-width:{Palette.Width}px\"><div data-static>{svg}</div>");
        if (plotlyJson is null)
        {
            return open + "</figure>";
        }

        string script = Script
            .Replace("ID", id, StringComparison.Ordinal)
            .Replace("DATA", DataClass, StringComparison.Ordinal)
            .Replace("EVENT", PlotlyScript.ReadyEvent, StringComparison.Ordinal);
        return open
            + Invariant($"<figcaption data-hint hidden style=\"font:12px {Palette.Font};opacity:.7;padding:2px 4px\">{Html.Encode(Hint.ToString())}</figcaption>")
            + Invariant($"<script type=\"application/json\" class=\"{DataClass}\">{plotlyJson}</script><script>{script}</script></figure>");
    }
}
