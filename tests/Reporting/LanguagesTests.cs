using System.Globalization;
using KafkaWorkbook.Reporting;
using Xunit;

namespace KafkaWorkbook.Tests.Reporting;

public sealed class LanguagesTests
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    [Theory]
    [InlineData("en", "/home/a/notebooks/ko", Language.English)]
    [InlineData("KO ", "/home/a/notebooks/en", Language.Korean)]
    [InlineData(null, "/home/a/notebooks/ko", Language.Korean)]
    [InlineData(null, "/home/a/notebooks/ko/solutions", Language.Korean)]
    [InlineData(null, "C:\\work\\notebooks\\en", Language.English)]
    [InlineData("", "/home/a/elsewhere", Language.English)]
    [InlineData("fr", "/home/ko", Language.English)]
    public void The_variable_wins_then_the_edition_folder_then_the_system(string? variable, string folder, Language expected) =>
        Assert.Equal(expected, Languages.Find(variable, folder, German));

    [Fact]
    public void A_Korean_system_reads_Korean() =>
        Assert.Equal(Language.Korean, Languages.Find(null, "/anywhere", CultureInfo.GetCultureInfo("ko-KR")));
}
