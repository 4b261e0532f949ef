using KafkaWorkbook.Messaging;
using Xunit;

namespace KafkaWorkbook.Tests.Messaging;

public sealed class NameTests
{
    [Theory]
    [InlineData("orders")]
    [InlineData("Orders_2.new-one")]
    [InlineData("0")]
    public void A_label_may_have_what_kafka_allows(string label) => Labels.Validate(label, "label");

    [Theory]
    [InlineData("주문", "주")]
    [InlineData("my orders", " ")]
    [InlineData("a/b", "/")]
    [InlineData("a👍", "👍")]
    [InlineData("<b>", "<")]
    public void A_label_with_another_character_is_refused_by_that_character(string label, string character)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => Labels.Validate(label, "label"));

        Assert.Contains($"'{character}'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("label", refusal.ParamName);
    }

    [Fact]
    public void A_label_is_neither_empty_nor_too_long_nor_dots()
    {
        Assert.Throws<ArgumentException>(() => Labels.Validate("", "label"));
        Assert.Throws<ArgumentException>(() => Labels.Validate(new string('a', 201), "label"));
        Assert.Throws<ArgumentException>(() => Labels.Validate("..", "label"));
        Assert.Throws<ArgumentNullException>(() => Labels.Validate(null!, "label"));
        Labels.Validate(new string('a', 200), "label");
    }

    [Fact]
    public void A_group_that_is_full_already_stays_as_it_is()
    {
        string full = Labels.GroupName("billing", "abc123");

        Assert.Equal("workbook.billing.abc123", full);
        Assert.Equal(full, Labels.GroupName(full, "abc123"));
        Assert.NotEqual(full, Labels.GroupName(full, "zzz999"));
    }
}
