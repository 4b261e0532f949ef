using KafkaWorkbook.Handouts.Safe;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Safe;

public sealed class HiddenElementTests
{
    [Fact]
    public void What_a_notebook_hides_stays_out_of_a_handout()
    {
        string html = SafeHtml.Clean("<p>seen</p><p hidden>not seen</p><figure><figcaption hidden>hint</figcaption></figure>", new SafeOptions("x-"));

        Assert.Contains("seen", html, StringComparison.Ordinal);
        Assert.DoesNotContain("not seen", html, StringComparison.Ordinal);
        Assert.DoesNotContain("hint", html, StringComparison.Ordinal);
    }
}
