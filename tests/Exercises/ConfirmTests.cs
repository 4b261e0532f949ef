using KafkaWorkbook.Exercises;
using Xunit;

namespace KafkaWorkbook.Tests.Exercises;

public sealed class ConfirmTests
{
    [Fact]
    public void A_claim_that_holds_is_shown_with_its_expression_and_value()
    {
        int[] read = [1, 2, 3];
        Confirmation held = Confirm.Equal(3, read.Length);
        Assert.Contains("read.Length = 3", held.ToString(), StringComparison.Ordinal);
        Assert.Contains("read.Length = 3", held.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_that_fails_says_what_was_expected_and_found_in_both_languages()
    {
        int[] read = [1, 2];
        ClaimException failed = Assert.Throws<ClaimException>(() => Confirm.Equal(10, read.Length));
        Assert.Equal("확인 실패: read.Length의 값이 10이어야 하는데 2이다.", failed.What.Korean);
        Assert.Equal("Claim failed: read.Length has to be 10, but is 2.", failed.What.English);
    }

    [Fact]
    public void A_false_claim_names_itself()
    {
        bool inOrder = false;
        ClaimException failed = Assert.Throws<ClaimException>(() => Confirm.That(inOrder));
        Assert.Contains("inOrder", failed.What.Korean, StringComparison.Ordinal);
        Assert.Contains("inOrder", Confirm.That(!inOrder).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 10, true)]
    [InlineData(0, 10, false)]
    public void A_guess_is_set_beside_the_measure_and_not_judged(long guess, long measured, bool hit)
    {
        GuessedCount compared = Guess.Compare(guess, measured);
        Assert.Equal(hit, compared.Hit);
        Assert.Contains(guess.ToString(System.Globalization.CultureInfo.InvariantCulture), compared.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_guessed_size_is_compared_as_a_ratio()
    {
        Assert.Contains("2", Guess.Size(100, 200).ToString(), StringComparison.Ordinal);
        Assert.Contains("2 times what was guessed", Guess.Size(100, 200).ToString(), StringComparison.Ordinal);
        Assert.Contains("About as guessed", Guess.Size(1_000, 1_032).ToString(), StringComparison.Ordinal);
        Assert.Contains("1/4 of what was guessed", Guess.Size(100, 25).ToString(), StringComparison.Ordinal);
        Assert.Contains("50,000", Guess.Size(10_000, 50_000).ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Guess.Size(0, 1));
    }

    [Fact]
    public async Task A_failure_on_purpose_keeps_the_real_text_and_its_time()
    {
        Failure failure = await Failure.ExpectAsync(() => throw new InvalidOperationException("the <real> text"));
        Assert.Equal("InvalidOperationException", failure.Type);
        Assert.Equal("the <real> text", failure.Message);
        Assert.Contains("the &lt;real&gt; text", failure.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_does_not_come_is_itself_a_failed_claim() =>
        await Assert.ThrowsAsync<ClaimException>(() => Failure.ExpectAsync(() => Task.CompletedTask));

    [Fact]
    public void The_closing_table_shows_each_row_and_whether_it_was_seen()
    {
        FindingTable table = Finding.Table(
            new Finding(1, new("말 <1>", "words <1>"), new("잰 것 7", "measured 7"), FindingKind.Shown),
            new Finding(1, new("말 2", "words 2"), new("없음", "none"), FindingKind.NotMeasured));
        Assert.True(table.NothingContradicted);
        Assert.Contains("&lt;1&gt;", table.ToHtml(), StringComparison.Ordinal);
        FindingTable some = Finding.Table(new Finding(1, new("말", "words"), new("4분의 1", "a quarter"), FindingKind.Partly));
        Assert.True(some.NothingContradicted);
        Assert.Contains("partly seen", some.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("✓", some.ToHtml(), StringComparison.Ordinal);
        Assert.False(Finding.Table(new Finding(1, new("", ""), new("", ""), FindingKind.Contradicted)).NothingContradicted);
    }
}
