using System.Globalization;
using System.Text.Json;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>One line of the ledger: something happened to a customer's prepaid money. It says what happened, not what the balance is.</summary>
/// <param name="No">Its number, such as W000017.</param>
/// <param name="Customer">Whose money.</param>
/// <param name="Kind">charge (paid in), buy (paid with it) or refund (given back after a purchase).</param>
/// <param name="Won">How much, above 0.</param>
/// <param name="At">When it happened, as the shop says; not when Kafka got it.</param>
public sealed record Movement(string No, string Customer, string Kind, long Won, DateTimeOffset At)
{
    /// <summary>Money paid in.</summary>
    public const string Charge = "charge";

    /// <summary>Money spent.</summary>
    public const string Buy = "buy";

    /// <summary>Money given back after a purchase.</summary>
    public const string Refund = "refund";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a record's value.</summary>
    /// <param name="value">JSON, as <see cref="ToEvent"/> writes it.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Movement Parse(string value)
    {
        try
        {
            return JsonSerializer.Deserialize<Movement>(value, Json) is { Customer: not null, Kind: not null } movement ? movement : throw NoMovement(null);
        }
        catch (JsonException failure)
        {
            throw NoMovement(failure);
        }
    }

    /// <summary>The event that tells of it: the customer is the key, so that each customer's lines keep their order.</summary>
    public Event ToEvent() => new(Customer, JsonSerializer.Serialize(this, Json));

    internal string Time => At.ToString("M/d HH:mm", CultureInfo.InvariantCulture);

    private static FormatException NoMovement(JsonException? failure) =>
        new(new Text("장부의 한 줄이 아니다.", "This is no line of the ledger.").ToString(), failure);
}
