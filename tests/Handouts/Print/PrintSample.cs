using System.Globalization;
using KafkaWorkbook.Handouts.Model;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Tests.Handouts.Print;

/// <summary>Handouts made by hand that hold one of everything, and enough of it to fill pages in many ways.</summary>
internal static class PrintSample
{
    public const string LongLine = "var sentence = \"the first word \" + Enumerable.Range(1, 100).Select(n => n * n).Where(n => n % 3 == 0).Sum() + \" and the last word of a line that no page is wide enough for\";";

    public const int OutputLines = 70;

    public static Handout Handout(Edition edition, params string[] labels) => new()
    {
        Title = labels.Length == 1 ? Title(labels[0]) : "Kafka 워크북",
        Subtitle = "한 문장씩 직접 돌려 본다",
        Language = Language.Korean,
        Edition = edition,
        Chapters = [.. labels.Select(l => Chapter(l, edition))],
        Front = edition == Edition.Trainer ? [new HandoutPart("agenda", "하루 일정", "<table><thead><tr><th>시각</th><th>무엇을</th></tr></thead><tbody><tr><td>09:30</td><td>시작</td></tr></tbody></table>")] : [],
        Back = [new HandoutPart("glossary", "용어", "<p><b>토픽</b> topic. 메시지를 모아 두는 이름 붙은 자리.</p>")],
        Cluster = "Docker (ZooKeeper 1대, 브로커 3대)",
        Date = new DateOnly(2026, 3, 2),
    };

    public static string Title(string label) => $"{label}장. 시험 삼아 쓴 장";

    public static HandoutChapter Chapter(string label, Edition edition)
    {
        List<HandoutHeading> headings = [];
        List<HandoutBlock> blocks = [];
        string Heading(int level, string text, string? id = null)
        {
            HandoutHeading heading = new(level, id ?? $"c{label}-{text.Replace(' ', '-')}", text);
            headings.Add(heading);
            return $"<h{level} id=\"{heading.Id}\">{text}</h{level}>";
        }

        blocks.Add(new ProseBlock(
            $"{Heading(1, Title(label))}<p>이 장에는 무엇이든 하나씩 있다. <a href=\"https://kafka.apache.org/\">Kafka</a>, <a href=\"02-second.html\">2장</a>, <a href=\"no-such-file.html\">없는 곳</a>, <a href=\"#table-{label}-1\">표 {label}-1</a>.</p>"));
        blocks.Add(new ProseBlock(Heading(2, $"{label}.1 코드와 출력")));
        blocks.Add(Cell(1, $"// 한 줄이 너무 길다\n{LongLine}\nvar raw = \"\"\"\n    첫 줄\n    둘째 줄\n    \"\"\";\nConsole.WriteLine(raw);", new TextOutput(
            string.Join('\n', Enumerable.Range(1, OutputLines).Select(n => $"line {n.ToString(CultureInfo.InvariantCulture)} of {OutputLines.ToString(CultureInfo.InvariantCulture)}")), false)));
        blocks.Add(Cell(2, "throw new InvalidOperationException(\"oh\");", new FailureOutput("System.InvalidOperationException: oh\n   at line 1")));
        blocks.Add(new ProseBlock(Heading(2, $"{label}.2 표")));
        blocks.Add(Cell(3, "rows", new TableOutput($"table-{label}-1", $"{label}-1", "예순 줄", Table(60), 60)));

        // Sections of different lengths, so that headings, code and figures come to stand everywhere on a page.
        for (int n = 1; n <= 14; n++)
        {
            string text = string.Concat(Enumerable.Repeat($"<p>{n}번째 절의 문단이다. 문장이 길어야 줄이 여럿이 되고, 줄이 여럿이어야 쪽이 어디서 갈릴지 알 수 있다. 그래서 같은 말을 조금씩 되풀이한다.</p>", 1 + (n % 4)));
            blocks.Add(new ProseBlock($"{Heading(2, $"{label}.{n + 2} 절 하나")}{text}".Replace("절 하나", $"절 {n}", StringComparison.Ordinal)));
            headings[^1] = headings[^1] with { Text = $"{label}.{n + 2} 절 {n}" };
            blocks.Add(n % 3 == 0
                ? Cell(3 + n, Code(label, n), Figure(label, n / 3, 150 + (37 * n)))
                : Cell(3 + n, Code(label, n), new RichOutput($"<p>{n}번 셀이 돌았다.</p>")));
        }

        blocks.Add(Cell(30, "chart", new FigureOutput
        {
            Id = $"figure-{label}-5",
            Label = $"{label}-5",
            Caption = $"plotly로 그린 그림 {label}",
            Alt = "두 점",
            PlotlyJson = """{"data":[{"type":"scatter","x":[1,2],"y":[3,4],"text":["a","b"],"mode":"markers+text"}],"layout":{"height":300,"xaxis":{"title":{"text":"가로축"}}}}""",
        }));
        blocks.Add(new ProseBlock(Heading(2, $"{label}.17 연습")));
        blocks.AddRange(edition == Edition.Trainer ? [new TrainerNoteBlock("<p><b>5분.</b> 강사만 읽는 말이다.</p>")] : (HandoutBlock[])[]);
        for (int n = 1; n <= 3; n++)
        {
            blocks.Add(new ExerciseBlock
            {
                Id = $"{label}-{n}",
                Blocks = [new ProseBlock($"<p><b>연습 {label}-{n}.</b> 몇 건일까?</p>"), new AnswerBlock(CSharpHtml.Of($"int? answer{label}{n} ="), 5), Cell(40 + n, $"Check.Something(answer{label}{n})")],
                Solution = edition == Edition.Trainer ? [Cell(null, $"answer{label}{n} = SecretOf{n}();"), new ProseBlock("<p>풀이의 까닭이다.</p>")] : [],
            });
        }

        return new HandoutChapter { Name = label == "2" ? "02-second" : $"0{label}-chapter", Title = Title(label), Label = label, Blocks = [.. blocks], Headings = [.. headings], WasRun = true };
    }

    public static string Code(string label, int n) =>
        string.Join('\n', Enumerable.Range(1, 1 + (n * 5 % 13)).Select(i => $"var value{label}x{n}x{i} = await orders.ReadAsync(\"group-{n}-{i}\");"));

    /// <summary>What stands inside the picture.</summary>
    public static string Mark(string label, int figure) => $"MARK{label}F{figure}";

    public static CellBlock Cell(int? number, string code, params OutputBlock[] outputs) =>
        new() { CodeHtml = CSharpHtml.Of(code), Source = code, Number = number, Outputs = [.. outputs] };

    private static FigureOutput Figure(string label, int n, int height) => new()
    {
        Id = $"figure-{label}-{n}",
        Label = $"{label}-{n}",
        Caption = $"그림의 설명 {label}-{n}",
        Alt = "상자 하나",
        Svg = FormattableString.Invariant($"""<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="상자" viewBox="0 0 720 {height}" width="720" height="{height}"><rect x="1" y="1" width="718" height="{height - 2}" fill="#eef3f8" stroke="#1f4e79"/><text x="20" y="30" font-size="13">{Mark(label, n)}</text><text x="20" y="{height - 20}" font-size="13" stroke="#ffffff" stroke-width="3" paint-order="stroke">한글 {n}</text></svg>"""),
    };

    private static string Table(int rows)
    {
        string body = string.Concat(Enumerable.Range(1, rows).Select(r => FormattableString.Invariant($"<tr><td>줄 {r}</td><td style=\"white-space:nowrap\">{{\"order\":\"O{r:000000}\",\"customer\":\"박현우\",\"item\":\"공책 5권\",\"amount\":22500,\"quantity\":3,\"at\":\"2026-03-02T09:00:01+09:00\",\"more\":\"and more\"}}</td></tr>")));
        return $"<table><thead><tr><th>번호머리</th><th>값머리</th></tr></thead><tbody>{body}</tbody></table>";
    }
}
