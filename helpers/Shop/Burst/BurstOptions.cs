using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>A rush of customers: a calm time, then many times as many orders, then calm again until the work that piled up is done.</summary>
public sealed record BurstOptions
{
    /// <summary>Orders a second in calm times, 1 to 500.</summary>
    public int NormalPerSecond { get; init; } = 50;

    /// <summary>How many times as many arrive during the burst, 2 to 100.</summary>
    public int Times { get; init; } = 10;

    /// <summary>How long it is calm before the burst, 0.2 to 10 s.</summary>
    public TimeSpan Calm { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>How long the burst lasts, 0.2 to 10 s.</summary>
    public TimeSpan Burst { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>How long a caller waits for an answer when it calls, 0.05 to 10 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Orders a second during the burst.</summary>
    public int BurstPerSecond => NormalPerSecond * Times;

    internal TimeSpan BurstEnd => Calm + Burst;

    internal void Validate()
    {
        Check(NormalPerSecond is >= 1 and <= 500, nameof(NormalPerSecond), new("평소의 주문은 1초에 1에서 500건까지다.", "In calm times 1 to 500 orders a second arrive."));
        Check(Times is >= 2 and <= 100, nameof(Times), new("폭주는 평소의 2배에서 100배까지다.", "A burst is 2 to 100 times as much."));
        Check(Calm.TotalSeconds is >= 0.2 and <= 10, nameof(Calm), new("평온한 시간은 0.2초에서 10초까지다.", "The calm time is 0.2 to 10 s."));
        Check(Burst.TotalSeconds is >= 0.2 and <= 10, nameof(Burst), new("폭주하는 시간은 0.2초에서 10초까지다.", "The burst lasts 0.2 to 10 s."));
        Check(Patience.TotalSeconds is >= 0.05 and <= 10, nameof(Patience), new("기다려 주는 시간은 0.05초에서 10초까지다.", "A caller waits 0.05 to 10 s."));
        Check(BurstPerSecond * Burst.TotalSeconds <= OrderFeed.MostOrders, nameof(Times), new(
            $"폭주하는 동안의 주문이 {OrderFeed.MostOrders}건을 넘는다.", $"More than {OrderFeed.MostOrders} orders during the burst."));
    }

    private static void Check(bool holds, string option, Text text)
    {
        if (!holds)
        {
            throw new ArgumentException(text.ToString(), option);
        }
    }
}
