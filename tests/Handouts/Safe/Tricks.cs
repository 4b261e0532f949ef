namespace KafkaWorkbook.Tests.Handouts.Safe;

/// <summary>
/// Known ways to smuggle something into a page: each calls <c>hack()</c>, or asks example.com for something, or puts itself over the page, if it gets through.
/// </summary>
internal static class Tricks
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["script"] = "<script>hack()</script>",
        ["script in odd case"] = "<ScRiPt\n>hack()</sCrIpT\t>",
        ["script that is cut in two"] = "<scr<script>ipt>hack()</scr</script>ipt>",
        ["script from elsewhere"] = "<script src=https://example.com/x.js></script>",
        ["event attributes"] = "<img src=x onerror=hack()><p onclick=hack() onmouseover=hack() onfocus=hack() tabindex=0 autofocus>x</p><body onload=hack()>",
        ["event attribute without a blank"] = "<img/src=\"x\"/onerror=hack()><svg/onload=hack()>",
        ["event attribute in a broken tag"] = "<img \"\"\"><script>hack()</script>\"><a \" onclick=hack()//",
        ["javascript link"] = "<a href=javascript:hack()>x</a>",
        ["javascript link with a tab and a line end"] = "<a href=\"jav\tascr\nipt:hack()\">x</a>",
        ["javascript link in entities"] = "<a href=\"&#106;&#x61;vascript&colon;hack()\">x</a><a href=\"javascript&#0000058hack()\">y</a>",
        ["javascript link behind control characters"] = "<a href=\"\u0001\u0002javascript:hack()\">x</a><a href=\" &#14; javascript:hack()\">y</a>",
        ["javascript link with characters without width"] = "<a href=\"java\u200Bscript:hack()\">x</a><a href=\"\uFEFFjavascript:hack()\">y</a>",
        ["vbscript and data links"] = "<a href=vbscript:hack()>x</a><a href=\"data:text/html,<script>hack()</script>\">y</a>",
        ["link that reads backwards"] = "<a href=\"https://example.com/\u202Etxt.exe\">bank\u202Emoc.elpmaxe\u202C</a>",
        ["link to a host with two slashes or backslashes"] = "<a href=//example.com/a>x</a><a href=\"\\\\example.com\\a\">y</a><a href=\"/\\example.com\">z</a>",
        ["data document"] = "<iframe src=\"data:text/html,<script>parent.hack()</script>\"></iframe><object data=\"data:text/html,<script>hack()</script>\"></object><embed src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='hack()'/>\">",
        ["frame with its own source"] = "<iframe srcdoc=\"<script>parent.hack()</script>\"></iframe>",
        ["pictures from elsewhere"] = "<img src=https://example.com/a.png><img srcset=\"https://example.com/b.png 1x\" sizes=100vw><picture><source srcset=https://example.com/c.png><img></picture><input type=image src=https://example.com/d.png><video poster=https://example.com/e.png><audio src=https://example.com/f.mp3 autoplay></video><table background=https://example.com/g.png><tr><td>x</table>",
        ["picture that is a drawing with a script"] = "<img src=\"data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0iaGFjaygpIi8+\">",
        ["picture that is no picture"] = "<img src=\"data:image/png;base64,PHNjcmlwdD5oYWNrKCk8L3NjcmlwdD4=\">",
        ["style sheet"] = "<style>@import url(https://example.com/a.css); body { background: url(https://example.com/b.png) } main { display: none }</style>",
        ["style with an address"] = "<p style=\"background:url(https://example.com/a.png)\">x</p><p style=\"list-style-image:url('https://example.com/b.png');width:expression(hack())\">y</p>",
        ["style with an escaped address"] = "<p style=\"background:\\75\\72\\6c(https://example.com/a.png)\">x</p><p style=\"background:u\\rl(https://example.com/b.png)\">y</p><p style=\"background:/**/url(https://example.com/c.png)\">z</p>",
        ["style with a set of pictures"] = "<p style=\"background:image-set('https://example.com/a.png' 1x);-moz-binding:url(https://example.com/b.xml);behavior:url(x)\">x</p>",
        ["style that covers the page"] = "<div style=\"position:fixed;inset:0;z-index:9999;background:red\">x</div><div style=\"margin-top:-9999px;transform:translate(0,-500px)\">y</div>",
        ["base"] = "<base href=https://example.com/><a href=x.html>x</a>",
        ["meta refresh"] = "<meta http-equiv=refresh content=\"0;url=https://example.com/\"><meta http-equiv=refresh content=\"0;javascript:hack()\">",
        ["link and manifest"] = "<link rel=stylesheet href=https://example.com/a.css><link rel=preload as=image href=https://example.com/b.png><link rel=import href=https://example.com/c.html>",
        ["form"] = "<form action=https://example.com/><input name=q autofocus onfocus=hack()><button formaction=javascript:hack()>x</button><isindex action=javascript:hack()></form><button form=f formaction=https://example.com>y</button>",
        ["names that stand before the page's own"] = "<img name=getElementById src=x><form id=body name=documentElement><input name=querySelectorAll></form><a id=Plotly name=Plotly href=#x>x</a><a id=page-says href=#page-says>x</a><p id=page-main>x</p>",
        ["math and style"] = "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=hack()&gt;\">",
        ["math and annotation"] = "<math><annotation-xml encoding=\"text/html\"><svg><style><img src=x onerror=hack()></style></svg></annotation-xml></math>",
        ["math link"] = "<math href=javascript:hack()><mi>x</mi></math><math><maction actiontype=statusline xlink:href=javascript:hack()>y</maction></math>",
        ["drawing and style"] = "<svg></p><style><a id=\"</style><img src=1 onerror=hack()>\">",
        ["drawing and title"] = "<svg><title><style><img src=x onerror=hack()></style></title><desc><img src=x onerror=hack()></desc></svg>",
        ["drawing with a foreign object"] = "<svg><foreignObject width=100 height=100><body xmlns=\"http://www.w3.org/1999/xhtml\"><img src=x onerror=hack()><iframe src=javascript:parent.hack()></iframe></body></foreignObject></svg>",
        ["drawing with a script"] = "<svg><script>hack()</script><script href=https://example.com/x.js></script><g onload=hack()><rect width=9 height=9 onclick=hack() /></g></svg>",
        ["drawing that sets a link"] = "<svg width=100 height=100><a><text y=20>x</text><animate attributeName=href values=javascript:hack() /></a><a xlink:href=\"javascript:hack()\"><rect width=90 height=90 /><set attributeName=xlink:href to=javascript:hack() begin=0s /></a></svg>",
        ["drawing that animates an event"] = "<svg><animate onbegin=hack() attributeName=x dur=1s /><set attributeName=onmouseover to=hack() /><animateTransform onend=hack() /></svg>",
        ["drawing that uses another"] = "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>hack()</script></svg>#x\"/><use xlink:href=https://example.com/a.svg#x /><image href=https://example.com/b.png width=9 height=9 /><feImage href=https://example.com/c.png /></svg>",
        ["drawing painted from elsewhere"] = "<svg width=50 height=50><rect fill=\"url(https://example.com/a.svg#p)\" width=9 height=9 /><rect mask=\"url('https://example.com/b.svg#m')\" style=\"fill:url(https://example.com/c.svg#p);filter:url(https://example.com/d.svg#f)\" width=9 height=9 /><style>rect{fill:url(https://example.com/e.svg#p)}</style></svg>",
        ["drawing that grows without end"] = "<svg><defs><g id=a><use href=#b /><use href=#b /></g><g id=b><use href=#a /><use href=#a /></g></defs><use href=#a /></svg>",
        ["noscript"] = "<noscript><p title=\"</noscript><img src=x onerror=hack()>\"></noscript>",
        ["template"] = "<template><script>hack()</script><img src=x onerror=hack()></template><div><template shadowrootmode=open><img src=x onerror=hack()></template></div>",
        ["textarea and title"] = "<textarea><img title=\"</textarea><img src=x onerror=hack()>\"></textarea><title><img title=\"</title><img src=x onerror=hack()>\"></title>",
        ["raw text elements"] = "<xmp><img title=\"</xmp><img src=x onerror=hack()>\"></xmp><noembed><img title=\"</noembed><img src=x onerror=hack()>\"></noembed><noframes><img title=\"</noframes><img src=x onerror=hack()>\"></noframes>",
        ["comments that do not end as they seem"] = "<!--><img src=x onerror=hack()>--><!-- --!><img src=x onerror=hack()> --><!-<img src=x onerror=hack()//",
        ["character data"] = "<svg><![CDATA[><image xlink:href=\"]]><img src=xx:x onerror=hack()>//\"></svg><![CDATA[<img src=x onerror=hack()>]]>",
        ["tables that throw things out"] = "<table><a href=javascript:hack()><tr><img src=x onerror=hack()><td><form><table></form><form><script>hack()</script></table>",
        ["select and option"] = "<select><template><style><!--</template><a rel=\"--></style></select><img id=x src=x onerror=hack()>\">",
        ["end tags of the page"] = "</main></body></html><script>hack()</script><p>x",
        ["an element that is never closed"] = "<details open ontoggle=hack()><summary>x</summary><marquee onstart=hack()>y<keygen autofocus onfocus=hack()><dialog open onclose=hack()>z",
        ["popover and custom elements"] = "<div popover id=p onbeforetoggle=hack()>x</div><button popovertarget=p>y</button><x-y onclick=hack() contenteditable onfocus=hack() autofocus>z</x-y>",
        ["NUL and other characters"] = "<scr\0ipt>hack()</scr\0ipt><img src=x one\0rror=hack()><a href=\"java\0script:hack()\">x</a><svg\u000Bonload=hack()>",
        ["plaintext"] = "<p>x</p><plaintext><script>hack()</script>",
    };

    /// <summary>The same for the small HTML that plotly.js reads in texts.</summary>
    public static string Chart { get; } =
        """
        {
          "data": [{
            "type": "scatter", "x": ["</script><img src=x onerror=hack()>", "<a href='javascript:hack()'>b</a>", "<a href='https://example.com/ok'>c</a>"], "y": [1, 2, 3],
            "name": "<b onclick=hack()>bold</b><img src=x onerror=hack()>", "text": ["<span style=\"background:url(https://example.com/t.png)\">t</span>", "<a href=\"data:text/html,x\" target=_self>u</a>", "<!--"],
            "__proto__": { "polluted": true }, "stream": { "token": "x" }
          }],
          "layout": {
            "title": { "text": "<a href=\"java&#10;script:hack()\">title</a>" },
            "images": [{ "source": "https://example.com/i.png", "xref": "paper", "yref": "paper", "x": 0, "y": 1, "sizex": 1, "sizey": 1 }],
            "mapbox": { "style": "https://example.com/style.json", "accesstoken": "x" }, "geo": { "scope": "world" }, "template": "https://example.com/template",
            "updatemenus": [{ "buttons": [{ "method": "relayout", "args": [{ "images[0].source": "https://example.com/m.png" }], "label": "x" }] }]
          },
          "config": { "plotlyServerURL": "https://example.com", "topojsonURL": "https://example.com/", "editable": true, "sendData": true }
        }
        """;
}
