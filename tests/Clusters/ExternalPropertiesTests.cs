using System.Text;
using KafkaWorkbook.Clusters.External;
using Xunit;

namespace KafkaWorkbook.Tests.Clusters;

public class ExternalPropertiesTests
{
    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("a = b ", "a", "b ")]
    [InlineData("a:b", "a", "b")]
    [InlineData("a b", "a", "b")]
    [InlineData("  a\t=\tb", "a", "b")]
    [InlineData("a", "a", "")]
    [InlineData("a=", "a", "")]
    [InlineData("a==b", "a", "=b")]
    [InlineData("a = = b", "a", "= b")]
    [InlineData(@"a\ b=c", "a b", "c")]
    [InlineData(@"a\=b\:c=d", "a=b:c", "d")]
    [InlineData(@"a=\u00e9\ud55c", "a", "é한")]
    [InlineData(@"a=1\t2\n3\r4\f5", "a", "1\t2\n3\r4\f5")]
    [InlineData(@"a=\\server\q", "a", @"\serverq")]
    [InlineData("a=b#c", "a", "b#c")]
    [InlineData("a=b\\\n   c", "a", "bc")]
    [InlineData("a=b\\\r\n   # c", "a", "b# c")]
    [InlineData("a=b\\\\\nc=d", "a", "b\\")]
    [InlineData("a=b\\", "a", "b")]
    [InlineData("\n# x=y\n  ! x=y\na=b", "a", "b")]
    public void A_line_is_read_by_Javas_rules(string text, string key, string value)
    {
        JavaProperty first = JavaProperties.Parse(Encoding.UTF8.GetBytes(text))[0];
        Assert.Equal((key, value), (first.Key, first.Value));
    }

    [Fact]
    public void The_line_is_where_a_setting_begins()
    {
        IReadOnlyList<JavaProperty> found = JavaProperties.Parse("# one\na=1\\\n  2\\\n  3\n\nb=4\r\nc=5"u8.ToArray());
        Assert.Equal([(2, "a", "123"), (6, "b", "4"), (7, "c", "5")], found.Select(p => (p.Line, p.Key, p.Value)));
    }

    [Fact]
    public void Utf8_and_Latin1_are_told_apart()
    {
        Assert.Equal("홍길동", JavaProperties.Parse(Encoding.UTF8.GetBytes("a=홍길동"))[0].Value);
        Assert.Equal("é", JavaProperties.Parse(Encoding.Latin1.GetBytes("a=é"))[0].Value);
        Assert.Equal("a", JavaProperties.Parse([.. Encoding.UTF8.Preamble, .. "a=b"u8])[0].Key);
    }

    [Theory]
    [InlineData("a=1\nb=\\u12")]
    [InlineData("a=1\nb=\\uxyzw")]
    public void A_broken_escape_is_named_by_its_line_and_not_by_its_content(string text)
    {
        FormatException broken = Assert.Throws<FormatException>(() => JavaProperties.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith("line 2:", broken.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("xyzw", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_does_not_show_its_value() =>
        Assert.Equal("1: password", JavaProperties.Parse("password=hunter2"u8.ToArray())[0].ToString());

    [Theory]
    [InlineData("a.b.PlainLoginModule required username=\"u\" password=\"p;=' \\\" x\";", "p;=' \" x")]
    [InlineData("PlainLoginModule required\n username='u'\n password='p\"q' ;", "p\"q")]
    [InlineData("x.PlainLoginModule REQUIRED username=u password=p;", "p")]
    [InlineData("x.PlainLoginModule required password=\"\" ;", "")]
    public void A_login_is_read(string text, string password)
    {
        JaasEntry login = JaasEntry.Parse(text);
        Assert.Equal("PlainLoginModule", login.Module);
        Assert.Equal(password, login["password"]);
        Assert.DoesNotContain("p;", login.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "class is missing")]
    [InlineData(";", "class is missing")]
    [InlineData("X password=\"hunter2\";", "'required'")]
    [InlineData("X required password=\"hunter2\"", "';'")]
    [InlineData("X required password=\"hunter2;", "quotation mark")]
    [InlineData("X required password hunter2;", "name=\"value\"")]
    [InlineData("X required password=;", "name=\"value\"")]
    [InlineData("X required password=\"hunter2\"; Y required;", "only one")]
    public void A_broken_login_is_explained_without_its_content(string text, string expected)
    {
        FormatException broken = Assert.Throws<FormatException>(() => JaasEntry.Parse(text));
        Assert.Contains(expected, broken.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", broken.Message, StringComparison.Ordinal);
    }
}
