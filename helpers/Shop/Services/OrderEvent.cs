using System.Text.Json;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>An order as a service reads it: fields by their names. What a service does not ask for, it does not see; so a new field disturbs nobody.</summary>
public sealed class OrderEvent
{
    private readonly JsonElement _fields;

    private OrderEvent(JsonElement fields) => _fields = fields;

    /// <summary>Reads an event's value.</summary>
    /// <param name="value">JSON, an object.</param>
    /// <exception cref="OrderFieldException">It is no JSON object.</exception>
    public static OrderEvent Parse(string value)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(value);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new OrderEvent(document.RootElement.Clone())
                : throw new OrderFieldException(new("주문이 JSON 객체가 아니다.", "The order is no JSON object."));
        }
        catch (JsonException failure)
        {
            throw new OrderFieldException(new("주문이 JSON이 아니다.", "The order is no JSON."), failure);
        }
    }

    /// <summary>Whether the order has a field.</summary>
    /// <param name="field">The field's name.</param>
    public bool Has(string field) => _fields.TryGetProperty(field, out _);

    /// <summary>A field that is a whole number.</summary>
    /// <param name="field">The field's name.</param>
    /// <exception cref="OrderFieldException">There is no such field, or it is something else.</exception>
    public long Number(string field) => Get(field) is { ValueKind: JsonValueKind.Number } element && element.TryGetInt64(out long number)
        ? number
        : throw new OrderFieldException(new($"주문의 {field}이(가) 정수가 아니다.", $"The order's {field} is no whole number."));

    /// <summary>A field that is a text.</summary>
    /// <param name="field">The field's name.</param>
    /// <exception cref="OrderFieldException">There is no such field, or it is something else.</exception>
    public string Text(string field) => Get(field) is { ValueKind: JsonValueKind.String } element
        ? element.GetString()!
        : throw new OrderFieldException(new($"주문의 {field}이(가) 글이 아니다.", $"The order's {field} is no text."));

    /// <inheritdoc/>
    public override string ToString() => _fields.GetRawText();

    private JsonElement Get(string field) => _fields.TryGetProperty(field, out JsonElement element)
        ? element
        : throw new OrderFieldException(new($"주문에 {field}이(가) 없다.", $"The order has no {field}."));
}

/// <summary>A service asked an order for something that is not there, or not of that kind.</summary>
public sealed class OrderFieldException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="what">What is missing.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public OrderFieldException(Text what, Exception? inner = null)
        : base(what.ToString(), inner)
    {
    }
}
