using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;
using Microsoft.Data.Analysis;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// How far it is from a ladder's fastest step to a goal. The rate and the client's CPU time were measured; everything else is computed from them, and labelled so.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Reach : IHtmlView
{
    // By definition: a gigabit network carries 10^9 bits a second, 125,000,000 bytes.
    private const double BytesOfGigabit = 125_000_000;

    private readonly LadderRung _rung;
    private readonly ClusterKind _kind;

    internal Reach(Ladder ladder, LadderRung rung, double goal)
    {
        _rung = rung;
        _kind = ladder.Kind;
        Goal = goal;
        Cores = Machine.Cores;
        RecordBytes = rung.Step.Load!.RecordBytes;
        Brokers = ladder.Brokers;
        Replicas = _kind == ClusterKind.Embedded ? 1 : ladder.Replicas;
        ClientCpuSecondsPerMillion = Middle.Of(rung.Runs.Select(r => r.CpuSecondsPerMillion));
    }

    /// <summary>The goal, in records a second.</summary>
    public double Goal { get; }

    /// <summary>Measured: the middle rate of the fastest step, in records a second.</summary>
    public double Rate => _rung.RecordsPerSecond;

    /// <summary>Measured: seconds of this process's CPU time for a million records. On the embedded cluster the brokers are part of it.</summary>
    public double ClientCpuSecondsPerMillion { get; }

    /// <summary>The cores of this computer.</summary>
    public int Cores { get; }

    /// <summary>Bytes of a record's value.</summary>
    public int RecordBytes { get; }

    /// <summary>How many brokers there are.</summary>
    public int Brokers { get; }

    /// <summary>How many copies of each record there are.</summary>
    public int Replicas { get; }

    /// <summary>Computed: the measured rate as a share of the goal; 1 or more is there.</summary>
    public double Share => Rate / Goal;

    /// <summary>Computed: how many cores' worth of CPU time the client used at the measured rate.</summary>
    public double ClientCores => ClientCpuSecondsPerMillion * Rate / 1e6;

    /// <summary>Computed: how many records a second one core could send if it had nothing else to do.</summary>
    public double RecordsPerClientCore => ClientCpuSecondsPerMillion <= 0 ? 0 : 1e6 / ClientCpuSecondsPerMillion;

    /// <summary>Computed: how many cores like these the goal takes for client and brokers together, if all were busy here.</summary>
    public double CoresForGoal => Goal / (Rate / Cores);

    /// <summary>Computed: how many bytes a second each broker has to take in at the goal, its part of the copies included, before compression.</summary>
    public double BytesPerBroker => Goal * RecordBytes * Replicas / Brokers;

    /// <summary>A row for each figure, with the columns what, value, unit, measured.</summary>
    public DataFrame ToDataFrame()
    {
        Row[] rows = [.. Rows()];
        return new(
            new StringDataFrameColumn("what", rows.Select(r => r.What.ToString())),
            new PrimitiveDataFrameColumn<double>("value", rows.Select(r => r.Value)),
            new StringDataFrameColumn("unit", rows.Select(r => r.Unit.ToString())),
            new PrimitiveDataFrameColumn<bool>("measured", rows.Select(r => r.Measured)));
    }

    /// <inheritdoc/>
    public string ToHtml() => Html.Note(Sentence.ToString(), [Limit.ToString(), Lift.ToString()]) + Html.Table(
        null,
        [Say("무엇", "what"), Say("값", "value"), Say("단위", "unit"), Say("잰 것 / 계산한 것", "measured / computed")],
        Rows().Select(r => (IReadOnlyList<string>)[r.What.ToString(), Write(r.Value), r.Unit.ToString(), r.Measured ? Say("잰 것", "measured") : Say("계산", "computed")]));

    /// <inheritdoc/>
    public override string ToString() => $"{Sentence}\n{Limit}\n{Lift}";

    /// <summary>How far it is.</summary>
    public Text Sentence => Share >= 1
        ? new($"초당 {Write(Goal)}건을 넘었다: 초당 {Write(Rate)}건", $"Beyond {Write(Goal)} records a second: {Write(Rate)}")
        : new($"초당 {Write(Rate)}건: 초당 {Write(Goal)}건의 {Write(Share * 100)} %", $"{Write(Rate)} records a second: {Write(Share * 100)} % of {Write(Goal)}");

    /// <summary>What the limit was.</summary>
    public Text Limit => _kind switch
    {
        ClusterKind.Embedded => new(
            $"한계: 클라이언트와 모의 브로커가 한 프로세스에서 코어 {Cores}개를 나눠 쓴다.",
            $"The limit: the client and the mock brokers share {Cores} cores in one process."),
        ClusterKind.External => new(
            "한계: 브로커가 다른 컴퓨터에 있으므로 여기서는 알 수 없다. 네트워크와 브로커를 함께 봐야 한다.",
            "The limit: the brokers are on other computers, so it cannot be told from here; it takes a look at the network and the brokers."),
        _ => new(
            $"한계: 코어 {Cores}개 가운데 {Write(ClientCores)}개분을 클라이언트가 썼다. 나머지로 브로커 {Brokers}대가 복제본 {Replicas}개를 쓰고, 이 컴퓨터의 다른 일도 했다.",
            $"The limit: of {Cores} cores the client used {Write(ClientCores)}; the rest was for {Brokers} brokers that wrote {Replicas} copies, and for whatever else this computer does."),
    };

    /// <summary>What would lift it.</summary>
    public Text Lift => _kind == ClusterKind.Embedded
        ? new("넘으려면: 진짜 브로커가 있어야 한다. 내장 클러스터의 수치로는 Kafka의 한계를 말할 수 없다.", "To lift it: real brokers. The embedded cluster's figures say nothing of Kafka's limit.")
        : new(
            $"넘으려면(계산): 브로커와 클라이언트를 서로 다른 컴퓨터에 둔다. 브로커마다 초당 {Write(BytesPerBroker / 1e6)} MB를 받을 네트워크({Write(BytesPerBroker / BytesOfGigabit)} Gbit/s, 압축 전)와 디스크가 있어야 한다.",
            $"To lift it (computed): brokers and clients on computers of their own, with a network ({Write(BytesPerBroker / BytesOfGigabit)} Gbit/s before compression) and disks that take {Write(BytesPerBroker / 1e6)} MB a second at each broker.");

    private IEnumerable<Row> Rows()
    {
        Text perSecond = new("레코드/초", "records/s");
        Text cores = new("코어", "cores");
        yield return new(new($"가장 빠른 단계 '{_rung.Step.Name.Korean}'", $"fastest step, '{_rung.Step.Name.English}'"), Rate, perSecond, true);
        yield return new(
            _kind == ClusterKind.Embedded ? new("100만 건에 쓴 CPU 시간(모의 브로커 포함)", "CPU time for a million records, mock brokers included") : new("클라이언트가 100만 건에 쓴 CPU 시간", "the client's CPU time for a million records"),
            ClientCpuSecondsPerMillion,
            new("초", "s"),
            true);
        yield return new(new("그 속도에서 쓴 코어", "cores that this takes at that rate"), ClientCores, cores, false);
        yield return new(new("코어 하나로 보낼 수 있는 양", "what one core could send"), RecordsPerClientCore, perSecond, false);
        if (_kind is ClusterKind.Docker or ClusterKind.Local)
        {
            yield return new(new($"목표({Write(Goal)}/초)에 필요한 코어: 여기서 모든 코어가 바빴다고 보면", $"cores for the goal of {Write(Goal)}/s, if all were busy here"), CoresForGoal, cores, false);
        }

        yield return new(new("목표에서 브로커마다 받는 양(복제 포함, 압축 전)", "what each broker takes in at the goal (copies included, before compression)"), BytesPerBroker / 1e6, new("MB/초", "MB/s"), false);
    }

    private static string Write(double value) => value switch
    {
        >= 100 => value.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
    };

    private static string Say(string korean, string english) => new Text(korean, english).ToString();

    private sealed record Row(Text What, double Value, Text Unit, bool Measured);
}
