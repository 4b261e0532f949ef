using KafkaWorkbook.Figures;

namespace KafkaWorkbook.Tests.Figures;

/// <summary>One chart of each kind, with data that a test can look for.</summary>
internal static class SampleCharts
{
    public static readonly double[] Seconds = [0, 0.5, 1, 1.5, 2];

    public static ChartSpec Lines { get; } = new(
        "처리량", "초당 1,500건까지 올랐다.", new("흐른 시간", "초"), new("처리량", "레코드/초"),
        new LineSeries("acks=all", Seconds, [0, 1234.5, 1500, double.NaN, 1250]) { Emphasis = Emphasis.Main },
        new LineSeries("acks=0", Seconds, [0, 2100, 2200, 2300, 2400]) { Emphasis = Emphasis.Muted, Stepped = true })
    {
        Subtitle = "레코드 100 B",
        Marks = [new(1, "브로커 2 종료", ChartColour.Red)],
        Regions = [new(1, 1.5, "리더 교체")],
    };

    public static ChartSpec Bars { get; } = new(
        "분포", "파티션 0에 412건, 파티션 1에 388건.", ChartAxis.OfNames("파티션", ["P0", "P1"]), new("레코드 수", "건") { WholeNumbers = true },
        new BarSeries("키 있음", [412, 388]), new BarSeries("키 없음", [401, 1399]));

    public static ChartSpec Stacked { get; } = new("쌓은 막대", "…", ChartAxis.OfNames("파티션", ["P0", "P1"]), [new(
        new("레코드 수", "건"), [new BarSeries("읽음", [30, 20]), new BarSeries("남음", [3, 5])]) { Bars = BarMode.Stacked }]);

    public static ChartSpec Settings { get; } = new(
        "설정", "…", ChartAxis.OfNames("설정", ["느리게", "빠르게"]), new("처리량", "레코드/초"),
        new BarSeries("가운뎃값", [210, 61000]), new PointSeries("한 번", [0, 1, 1], [210, 60000, 62000]));

    public static ChartSpec Panels { get; } = new("지연", "…", new("시간", "초"), [
        new(new("오프셋", "건"), [new BandSeries("지연", Seconds, [0, 1, 1, 2, 2], [1, 2, 3, 4, 5]) { Stepped = true }, new LineSeries("로그 끝", Seconds, [1, 2, 3, 4, 5])]),
        new(new("지연", "건"), [new LineSeries("지연 · billing", Seconds, [1, 1, 2, 2, 3])]) { Height = 110, Levels = [new(2, "평균")], Notes = [new(1, 2, "여기")] }]);

    public static ChartSpec Spans { get; } = new("누가 언제", "…", new("시간", "초"), [new(
        ChartAxis.OfNames("컨슈머", ["컨슈머 1", "컨슈머 2"]), [new SpanSeries("소비", [new(0, 0, 4, "P0"), new(1, 1, 3)]), new SpanSeries("리밸런스", [new(1, 3, 4)])])]);

    public static ChartSpec Heat { get; } = new("파티션마다의 지연", "…", new("시간", "초"), [new(
        ChartAxis.OfNames("파티션", ["P0", "P1"]), [new HeatSeries("지연 (건)", Seconds, [[0, 1, 2, 3, 4], [0, 10, 20, double.NaN, 40]])])]);

    public static ChartSpec Logarithmic { get; } = new(
        "지연 시간", "…", new("지연 시간", "ms") { Scale = AxisScale.Logarithmic }, new("레코드", "%"), new LineSeries("acks=all", [0, 1, 10, 100], [0, 10, 90, 100]));

    public static ChartSpec Nothing { get; } = new("빈 차트", "…", new("시간", "초"), new("처리량", "레코드/초"), new LineSeries("전체", [], []));

    public static ChartSpec Fifty { get; } = new(
        "파티션 50개", "…", ChartAxis.OfNames("파티션", Enumerable.Range(0, 50).Select(i => $"P{i}")), new("레코드 수", "건"),
        new BarSeries("레코드", [.. Enumerable.Range(0, 50).Select(i => 1e6 * i)]));

    public static ChartSpec Huge { get; } = new(
        "큰 수", "…", new("시간", "초"), new("오프셋"), new LineSeries("끝", [0, 1], [9.1e18, 9.2e18]), new LineSeries("무한", [0, 1], [double.PositiveInfinity, 1]));

    public static IReadOnlyDictionary<string, ChartSpec> All { get; } = new Dictionary<string, ChartSpec>
    {
        [nameof(Lines)] = Lines,
        [nameof(Bars)] = Bars,
        [nameof(Stacked)] = Stacked,
        [nameof(Settings)] = Settings,
        [nameof(Panels)] = Panels,
        [nameof(Spans)] = Spans,
        [nameof(Heat)] = Heat,
        [nameof(Logarithmic)] = Logarithmic,
        [nameof(Nothing)] = Nothing,
        [nameof(Fifty)] = Fifty,
        [nameof(Huge)] = Huge,
    };

    /// <summary>A chart whose every text is the given one.</summary>
    public static ChartSpec Of(string text) => new(text, text, ChartAxis.OfNames(text, [text, text, "P2"]), [
        new(new(text, text), [new BarSeries(text, [1, 2, 3]), new PointSeries($"{text} 2", [0], [2])]) { Levels = [new(2, text)], Notes = [new(1, 1, text)] },
        new(ChartAxis.OfNames(text, [text]), [new SpanSeries(text, [new(0, 0, 2, text)])])])
    {
        Subtitle = text,
        Marks = [new(1, text)],
        Regions = [new(0, 1, text)],
    };
}
