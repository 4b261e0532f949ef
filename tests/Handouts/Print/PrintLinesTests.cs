using KafkaWorkbook.Handouts.Print;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Print;

public sealed class PrintLinesTests
{
    [Theory]
    [InlineData("kafka-topics --bootstrap-server a:1 --list", "kafka-topics <span class=\"whole\">--bootstrap-server</span> a:1 <span class=\"whole\">--list</span>")]
    [InlineData("<span class=\"string\">&quot;--status&quot;</span>", "<span class=\"string\">&quot;<span class=\"whole\">--status</span>&quot;</span>")]
    [InlineData("i--; a -- b; <span style=\"--x:1\">c</span>", "i--; a -- b; <span style=\"--x:1\">c</span>")]
    public void An_option_is_never_parted(string code, string line)
    {
        Assert.Equal($"<span class=\"ln\" style=\"--i:0\">{line}\n</span>", PrintLines.OfCode(code));
    }

    [Fact]
    public void Neither_is_one_in_an_output()
    {
        string lines = PrintLines.OfOutput("run --status <b>", new PrintWords(Language.Korean), out string rest);

        Assert.Equal("<span class=\"ln\" style=\"--i:0\">run <span class=\"whole\">--status</span> &lt;b&gt;\n</span>", lines);
        Assert.Equal("", rest);
    }
}
