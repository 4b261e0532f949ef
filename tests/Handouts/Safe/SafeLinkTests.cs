using KafkaWorkbook.Handouts.Safe;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Safe;

public sealed class SafeLinkTests
{
    [Theory]
    [InlineData("https://kafka.apache.org/a b", false, null)]
    [InlineData("https://kafka.apache.org/?a=b#c", false, "https://kafka.apache.org/?a=b#c")]
    [InlineData(" HTTP://example.com ", false, "HTTP://example.com")]
    [InlineData("mailto:a@example.com", false, "mailto:a@example.com")]
    [InlineData("https:///example.com", false, null)]
    [InlineData("https:example.com", false, null)]
    [InlineData("ftp://example.com", false, null)]
    [InlineData("#절", false, "#절")]
    [InlineData("#", false, null)]
    [InlineData("02-x.ipynb#a:b", true, "02-x.ipynb#a:b")]
    [InlineData("02-x.ipynb", false, null)]
    [InlineData("a:b/c", true, null)]
    [InlineData("//example.com", true, null)]
    [InlineData("\\\\example.com", true, null)]
    [InlineData("/etc/passwd", true, null)]
    [InlineData("x\u00ADy.html", true, null)]
    [InlineData(null, true, null)]
    public void Addresses_lead_to_the_web_the_page_or_where_it_is_allowed(string? address, bool relative, string? kept) =>
        Assert.Equal(kept, SafeLink.Clean(address, relative));

    [Fact]
    public void A_picture_is_what_it_says_it_is()
    {
        string content = Pictures.Png["data:image/png;base64,".Length..];

        Assert.Equal(Pictures.Png, SafeLink.Picture($" DATA:image/PNG;base64,{content[..20]}\n{content[20..]}"));
        Assert.Null(SafeLink.Picture($"data:image/gif;base64,{content}"));
        Assert.Null(SafeLink.Picture($"data:image/svg+xml;base64,{content}"));
        Assert.Null(SafeLink.Picture($"data:image/png;base64,{content}\" onerror=\"x"));
        Assert.Null(SafeLink.Picture("data:image/png;base64,"));
        Assert.Null(SafeLink.Picture("https://example.com/a.png"));
    }
}
