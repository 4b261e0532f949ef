using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Safe;

/// <summary>What people have tried in order to run something in somebody else's page, each calling <c>hack()</c> or asking <c>evil.example</c> when it works.</summary>
internal static class KnownTricks
{
    public static TheoryData<string> All =>
    [
        "<script>hack()</script>",
        "<img src=x onerror=hack()>",
        "<svg onload=hack()></svg>",
        "<svg><script>hack()</script></svg>",
        "<svg><a xlink:href='javascript:hack()'><text y='20'>x</text></a></svg>",
        "<svg><use href='data:image/svg+xml,&lt;svg id=x onload=hack()&gt;#x'/></svg>",
        "<svg><animate onbegin=hack() attributeName=x dur=1s></svg>",
        "<svg><set attributeName=href to='javascript:hack()'/></svg>",
        "<svg><foreignObject><iframe srcdoc='<script>parent.hack()</script>'></iframe></foreignObject></svg>",
        "<svg><style>@import 'https://evil.example/a.css';</style></svg>",
        "<svg><image href='https://evil.example/p.png'/></svg>",
        "<svg><rect fill='url(https://evil.example/p.svg#x)' width='9' height='9'/></svg>",
        "<a href='javascript:hack()'>x</a>",
        "<a href='jav&#x09;ascript:hack()'>x</a>",
        "<a href=' &#14; javascript:hack()'>x</a>",
        "<a href='JaVaScRiPt:hack()'>x</a>",
        "<a href='vbscript:hack()'>x</a>",
        "<a href='data:text/html,<script>hack()</script>'>x</a>",
        "<iframe src='javascript:hack()'></iframe>",
        "<iframe srcdoc='<script>parent.hack()</script>'></iframe>",
        "<object data='https://evil.example/o'></object><embed src='https://evil.example/e'>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=hack()&gt;'>",
        "<noscript><p title='</noscript><img src=x onerror=hack()>'></noscript>",
        "<template><script>hack()</script></template><svg><template><img src=x onerror=hack()></template></svg>",
        "<style>body{background:url(https://evil.example/b.png)}</style>",
        "<p style='background:url(https://evil.example/b.png)'>x</p>",
        "<p style='background-image:\\75\\72\\6c(https://evil.example/b.png)'>x</p>",
        "<p style='width:expression(hack())'>x</p>",
        "<p style='position:fixed;inset:0;z-index:99;background:red'>x</p>",
        "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
        "<base href='https://evil.example/'><a href='x'>x</a>",
        "<link rel=stylesheet href='https://evil.example/a.css'>",
        "<form action='https://evil.example/'><button formaction='javascript:hack()'>x</button><input name=attributes></form>",
        "<img srcset='https://evil.example/p.png 1x' src='https://evil.example/p.png'>",
        "<video poster='https://evil.example/p.png'><source src='https://evil.example/v' onerror=hack()></video>",
        "<audio src=x onerror=hack() autoplay></audio>",
        "<details open ontoggle=hack()><summary>x</summary></details>",
        "<input autofocus onfocus=hack()>",
        "<p id=page-main>x</p><p id=Plotly>x</p><img name=currentScript>",
        "<plaintext><img src=x onerror=hack()>",
        "<!--><img src=x onerror=hack()>-->",
        "<!-- unclosed <img src=x onerror=hack()>",
        "<xmp><p title='</xmp><img src=x onerror=hack()>'></xmp>",
        "<table background='https://evil.example/b.png'><tr><td background='javascript:hack()'>x</td></tr></table>",
        "<a href='https://evil.example/' ping='https://evil.example/ping' target=_top onclick=hack()>x</a>",
        "</div></main></body><script>hack()</script>",
        "<p\u0000 onclick=hack()>x</p>",
        "<<script>hack();//<</script>",
    ];
}
