using System.Globalization;
using KafkaWorkbook.Handouts.Model;
using Xunit;

namespace KafkaWorkbook.Tests.Handouts.Print;

/// <summary>What a reader finds on paper, read back from the PDF.</summary>
public sealed class PrintedPdfTests(PrintedSamples samples) : IClassFixture<PrintedSamples>
{
    [Fact]
    public async Task The_page_numbers_in_the_contents_are_true()
    {
        PrintedPdf pdf = await samples.SeriesAsync();
        HandoutHeading[] headings = [.. PrintSample.Handout(Edition.Learner, "1", "2").Chapters.SelectMany(c => c.Headings)];
        string contents = string.Concat(pdf.Pages.Skip(1).TakeWhile(p => p.Head.Length == 0).Select(p => p.Body));

        Assert.StartsWith("차례", contents, StringComparison.Ordinal);
        Assert.All(headings, heading =>
        {
            int page = pdf.PageOf(heading.Text, from: pdf.First);
            Assert.True(page > 0, heading.Text);
            Assert.Contains(PrintedPdf.Squeeze(heading.Text) + page.ToString(CultureInfo.InvariantCulture), contents, StringComparison.Ordinal);
            Assert.Equal(page, pdf.Places[heading.Id]);
            Assert.Equal(page.ToString(CultureInfo.InvariantCulture), pdf.Pages[page - 1].Foot);
        });
    }

    [Fact]
    public async Task Bookmarks_are_the_headings_in_order_and_lead_to_their_pages()
    {
        PrintedPdf pdf = await samples.SeriesAsync();
        IEnumerable<string> headings = PrintSample.Handout(Edition.Learner, "1", "2").Chapters.SelectMany(c => c.Headings).Select(h => PrintedPdf.Squeeze(h.Text));

        Assert.Equal(["차례", .. headings, "용어"], pdf.Bookmarks.Select(b => b.Title));
        Assert.All(pdf.Bookmarks.Skip(1), b => Assert.Contains(b.Title, pdf.Pages[b.Page - 1].Body, StringComparison.Ordinal));
        Assert.All(pdf.Bookmarks, b => Assert.Equal(b.Title is "차례" or "용어" || b.Title.Contains("장.", StringComparison.Ordinal) ? 0 : 1, b.Level));
    }

    [Fact]
    public async Task All_fonts_are_embedded_as_TrueType()
    {
        PrintedPdf pdf = await samples.TrainerAsync();

        Assert.NotEmpty(pdf.Fonts);
        Assert.All(pdf.Fonts, font => Assert.True(font.Embedded, $"{font.Name} is {font.Kind}"));
        Assert.SkipUnless(HasNanum(), "NanumGothic is not installed here");
        Assert.Contains(pdf.Fonts, font => font.Name.EndsWith("+NanumGothic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_figure_stands_on_one_page_with_its_caption()
    {
        PrintedPdf pdf = await samples.SeriesAsync();

        foreach (string label in (string[])["1", "2"])
        {
            for (int figure = 1; figure <= 4; figure++)
            {
                int page = pdf.PageOf(PrintSample.Mark(label, figure));
                Assert.True(page > 0, $"{label}-{figure}: {page}");
                Assert.Equal(page, pdf.PageOf($"그림 {label}-{figure} 그림의 설명 {label}-{figure}", from: pdf.First));
                Assert.Contains(PrintedPdf.Squeeze($"한글 {figure}"), pdf.Pages[page - 1].Body, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_chart_without_a_static_picture_is_drawn()
    {
        PrintedPdf pdf = await samples.LearnerAsync();

        int page = pdf.PageOf("가로축");
        Assert.True(page > 0);
        Assert.Equal(page, pdf.PageOf("그림 1-5 plotly로 그린 그림 1", from: pdf.First));
    }

    [Fact]
    public async Task A_learner_finds_room_to_write_and_no_solution()
    {
        PrintedPdf learner = await samples.LearnerAsync();
        PrintedPdf trainer = await samples.TrainerAsync();

        Assert.DoesNotContain("SecretOf", learner.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("풀이의까닭", learner.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("강사만읽는말", learner.Text, StringComparison.Ordinal);
        Assert.Equal(3, Occurrences(learner.Text, "풀었다"));
        Assert.Equal(3, Occurrences(trainer.Text, "SecretOf"));
        Assert.Equal(3, Occurrences(trainer.Text, "풀이의까닭이다"));
        Assert.Equal(1, Occurrences(trainer.Text, "강사만읽는말이다"));
        Assert.Equal(0, Occurrences(trainer.Text, "풀었다"));
    }

    [Fact]
    public async Task The_cover_says_what_it_is_and_the_pages_say_where_one_is()
    {
        PrintedPdf pdf = await samples.LearnerAsync();
        PrintedPdf trainer = await samples.TrainerAsync();

        Assert.All((string[])["Kafka워크북", "1장.시험삼아쓴장", "한문장씩직접돌려본다", "학습자용", "2026년3월2일", "Docker(ZooKeeper1대,브로커3대)", "이름"], words =>
            Assert.Contains(words, pdf.Pages[0].Text, StringComparison.Ordinal));
        Assert.Equal("", pdf.Pages[0].Foot);
        Assert.All(pdf.Pages.Skip(2).SkipLast(1), p => Assert.Equal("1장.시험삼아쓴장Kafka워크북", p.Head));
        Assert.Equal("용어Kafka워크북", pdf.Pages[^1].Head);
        Assert.All(pdf.Pages.Index().Skip(1), p => Assert.Equal((p.Index + 1).ToString(CultureInfo.InvariantCulture), p.Item.Foot));
        Assert.Contains("강사용", trainer.Pages[0].Text, StringComparison.Ordinal);
        Assert.All(trainer.Pages.Skip(2), p => Assert.Contains("강사용", p.Foot, StringComparison.Ordinal));
        Assert.All(pdf.Pages.Concat(trainer.Pages), p => Assert.NotEqual("", p.Body));
    }

    [Fact]
    public async Task The_file_says_its_title_and_language_and_is_tagged()
    {
        PrintedPdf pdf = await samples.LearnerAsync();

        Assert.Equal("1장. 시험 삼아 쓴 장 · 학습자용", pdf.Title);
        Assert.Equal("ko", pdf.Language);
        Assert.True(pdf.IsTagged);
    }

    [Fact]
    public async Task Links_lead_to_the_web_or_to_a_place_in_the_file()
    {
        PrintedPdf alone = await samples.LearnerAsync();
        PrintedPdf series = await samples.SeriesAsync();
        HandoutChapter second = PrintSample.Chapter("2", Edition.Learner);

        foreach (PrintedPdf pdf in (PrintedPdf[])[alone, series])
        {
            string[] links = [.. pdf.Pages.SelectMany(p => p.Links)];
            Assert.Contains("https://kafka.apache.org/", links);
            Assert.All(links.Where(l => !l.StartsWith("https://", StringComparison.Ordinal)), l => Assert.Contains(l[1..], pdf.Places.Keys));
            Assert.Contains("#table-1-1", links);
        }

        // The list of contents has one link for each entry; a link to another chapter needs that chapter in the file.
        string title = $"#{second.Headings[0].Id}";
        Assert.Contains(title, series.Pages[series.First - 1].Links);
        Assert.DoesNotContain(title, alone.Pages.SelectMany(p => p.Links));
    }

    [Fact]
    public async Task No_heading_is_the_last_thing_on_a_page()
    {
        PrintedPdf pdf = await samples.SeriesAsync();
        string[] headings = [.. PrintSample.Handout(Edition.Learner, "1", "2").Chapters.SelectMany(c => c.Headings).Select(h => PrintedPdf.Squeeze(h.Text))];

        Assert.True(pdf.Pages.Count > 12, "too few pages to say anything");
        Assert.All(pdf.Pages.Skip(2), p => Assert.DoesNotContain(p.LastLine, headings));
    }

    [Fact]
    public async Task Code_comes_through_line_by_line_and_a_long_line_goes_on_below_a_mark()
    {
        PrintedPdf pdf = await samples.LearnerAsync();

        for (int n = 1; n <= 14; n++)
        {
            Assert.All(PrintSample.Code("1", n).Split('\n'), line => Assert.True(pdf.PageOf(line) > 0, line));
        }

        // The mark is drawn over the line, so it stands somewhere beside its letters.
        int page = pdf.PageOf("//한줄이너무길다");
        string body = pdf.Pages[page - 1].Body.Replace("↳", "", StringComparison.Ordinal);
        Assert.Contains(PrintedPdf.Squeeze(PrintSample.LongLine), body, StringComparison.Ordinal);
        Assert.Contains("↳", pdf.Pages[page - 1].Body, StringComparison.Ordinal);
        Assert.Contains("첫줄둘째줄", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_output_is_cut_with_the_count_of_what_is_left_out()
    {
        PrintedPdf pdf = await samples.LearnerAsync();

        int shown = Enumerable.Range(1, PrintSample.OutputLines).Count(n => pdf.PageOf($"line {n} of {PrintSample.OutputLines}") > 0);
        Assert.InRange(shown, 10, PrintSample.OutputLines - 1);
        Assert.Contains($"…{PrintSample.OutputLines - shown}줄더", pdf.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_wraps_and_repeats_its_head_on_each_of_its_pages()
    {
        PrintedPdf pdf = await samples.LearnerAsync();
        int[] pages = [.. pdf.Pages.Index().Where(p => p.Item.Body.Contains("\"order\":\"O0000", StringComparison.Ordinal)).Select(p => p.Index)];

        Assert.True(pages.Length > 1);
        Assert.All(pages, p => Assert.Contains("번호머리값머리", pdf.Pages[p].Body, StringComparison.Ordinal));
        Assert.All(Enumerable.Range(1, 60), row => Assert.Equal(1, Occurrences(pdf.Text, FormattableString.Invariant($"\"order\":\"O{row:000000}\""))));
        Assert.Equal(60, Occurrences(pdf.Text, "\"more\":\"andmore\"}"));
    }

    [Fact]
    public async Task The_same_handout_gives_the_same_text()
    {
        PrintedPdf first = await samples.LearnerAsync();
        PrintedPdf again = await samples.GetAsync("again", PrintSample.Handout(Edition.Learner, "1"));

        Assert.NotSame(first, again);
        Assert.Equal(first.Pages.Select(p => p.Text), again.Pages.Select(p => p.Text));
        Assert.Equal(first.Bookmarks, again.Bookmarks);
    }

    [Fact]
    public async Task A_QR_code_is_there_only_for_an_address()
    {
        Handout handout = PrintSample.Handout(Edition.Learner, "1");
        PrintedPdf without = await samples.LearnerAsync();
        PrintedPdf with = await samples.GetAsync("address", handout with { Url = new Uri("https://example.com/workbook"), Chapters = [handout.Chapters[0] with { Blocks = [handout.Chapters[0].Blocks[0]], Headings = [handout.Chapters[0].Headings[0]] }] });

        Assert.Contains("https://example.com/workbook", with.Pages[0].Text, StringComparison.Ordinal);
        Assert.Equal(["https://example.com/workbook"], with.Pages[0].Links.Distinct());
        Assert.DoesNotContain("노트북을받는곳", without.Text, StringComparison.Ordinal);
        Assert.Empty(without.Pages[0].Links);
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    private static bool HasNanum() => OperatingSystem.IsLinux()
        && ((string[])["/usr/share/fonts", "/usr/local/share/fonts"]).Where(Directory.Exists)
            .Any(f => Directory.EnumerateFiles(f, "NanumGothic.ttf", SearchOption.AllDirectories).Any());
}
