using KafkaWorkbook.Handouts.Safe;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Safe;

public sealed class SafeStyleTests
{
    [Theory]
    [InlineData("color: red; font-weight:600", "color:red;font-weight:600")]
    [InlineData("font-family:'Noto Sans KR',\"맑은 고딕\",sans-serif;border:1px solid #8886", "font-family:'Noto Sans KR',\"맑은 고딕\",sans-serif;border:1px solid #8886")]
    [InlineData("color:rgb(1, 2, 3);width:calc(100% - 2px)", "color:rgb(1, 2, 3);width:calc(100% - 2px)")]
    [InlineData("COLOR:RED", "color:RED")]
    public void Plain_declarations_stay(string style, string kept) => Assert.Equal(kept, SafeStyle.Clean(style));

    [Theory]
    [InlineData("position:fixed;top:0;left:0;z-index:9")]
    [InlineData("background:url(x)")]
    [InlineData("background:URL (x)")]
    [InlineData("background:u\\72l(x)")]
    [InlineData("width:expression(alert(1))")]
    [InlineData("background:image-set('x' 1x)")]
    [InlineData("background:/**/red")]
    [InlineData("color:red}body{display:none")]
    [InlineData("margin-left:-500px")]
    [InlineData("margin:0 0 0 -20em")]
    [InlineData("text-indent:-9999px")]
    [InlineData("--x:1")]
    [InlineData("color:var(--ink)")]
    [InlineData("font-family:'unclosed")]
    [InlineData("content:'x'")]
    [InlineData("transform:scale(9)")]
    [InlineData("animation:x 1s")]
    [InlineData("@import 'x'")]
    [InlineData("color:red<")]
    [InlineData("color")]
    [InlineData("")]
    public void Anything_else_goes(string style) => Assert.Equal("", SafeStyle.Clean(style));
}
