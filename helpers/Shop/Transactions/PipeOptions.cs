using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>What happens in the middle of the work, when some results of a batch are written and the batch is not finished.</summary>
public enum PipeTrouble
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The program notices a mistake and takes the batch back. Only with transactions.</summary>
    Abort,

    /// <summary>The program hangs, is thought dead, is replaced, and then wakes up and wants to finish. Only with transactions.</summary>
    Zombie,

    /// <summary>The program is a process of its own, and is killed.</summary>
    Kill,
}

/// <summary>How a program reads records, makes something of each, writes it elsewhere, and what goes wrong meanwhile.</summary>
public sealed record PipeOptions
{
    /// <summary>Whether what is written and how far was read become valid together.</summary>
    public bool Transactional { get; init; } = true;

    /// <summary>What goes wrong.</summary>
    public PipeTrouble Trouble { get; init; } = PipeTrouble.None;

    /// <summary>How many records go in, 1 to 10,000.</summary>
    public int Records { get; init; } = 40;

    /// <summary>How many records make a batch (and a transaction), 1 to 1,000.</summary>
    public int Batch { get; init; } = 10;

    /// <summary>After how many written results the trouble comes: in the middle of a batch, not at its end.</summary>
    public int TroubleAfter { get; init; } = 27;

    internal void Validate()
    {
        Check(Records is >= 1 and <= 10_000, nameof(Records), new("레코드는 1건에서 10,000건까지다.", "There are 1 to 10,000 records."));
        Check(Batch is >= 1 and <= 1_000, nameof(Batch), new("한 묶음은 1건에서 1,000건까지다.", "A batch has 1 to 1,000 records."));
        Check(Trouble == PipeTrouble.None || (TroubleAfter >= 1 && TroubleAfter < Records && TroubleAfter % Batch != 0), nameof(TroubleAfter), new(
            "사고는 묶음의 한가운데에서 나야 한다. 묶음의 배수가 아니고 레코드 수보다 작은 수를 적는다.",
            "The trouble has to come in the middle of a batch: a number below the number of records that is no multiple of the batch."));
        Check(Transactional || Trouble is PipeTrouble.None or PipeTrouble.Kill, nameof(Trouble), new(
            "트랜잭션이 없으면 취소할 수도, 옛 프로그램을 막을 수도 없다.", "Without transactions nothing can be taken back, and nobody can be kept out."));
    }

    private static void Check(bool holds, string option, Text text)
    {
        if (!holds)
        {
            throw new ArgumentException(text.ToString(), option);
        }
    }
}
