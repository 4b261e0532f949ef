using KafkaWorkbook.Handouts.Safe;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Safe;

public sealed class SafeFragmentTests
{
    [Fact]
    public void What_a_notebook_hides_stays_out_of_a_handout()
    {
        string html = SafeHtml.Clean("<p>seen</p><p hidden>not seen</p><figure><figcaption hidden>hint</figcaption></figure>", new SafeOptions("x-"));

        Assert.Contains("seen", html, StringComparison.Ordinal);
        Assert.DoesNotContain("not seen", html, StringComparison.Ordinal);
        Assert.DoesNotContain("hint", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_element_that_is_unwrapped_leaves_its_content_as_markup()
    {
        string html = SafeHtml.Clean("<aside>\n<p>one <strong>two</strong></p>\n</aside>\n", new SafeOptions("x-"));

        Assert.Contains("<p>one <strong>two</strong></p>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<pre", html, StringComparison.Ordinal);
    }
}
