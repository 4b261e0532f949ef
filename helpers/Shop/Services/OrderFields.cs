using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Shop;

/// <summary>Orders as a later version of the order service would write them.</summary>
public static class OrderFields
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same orders with one field more.</summary>
    /// <param name="orders">Orders, each a JSON object.</param>
    /// <param name="field">The new field's name.</param>
    /// <param name="value">Its value, a text.</param>
    /// <exception cref="OrderFieldException">A value is no JSON object.</exception>
    public static IReadOnlyList<Event> WithField(this IEnumerable<Event> orders, string field, string value) => Changed(orders, order => order[field] = value);

    /// <summary>The same orders with a field under another name.</summary>
    /// <param name="orders">Orders, each a JSON object.</param>
    /// <param name="from">The field's name; an order without it stays as it is.</param>
    /// <param name="to">Its new name.</param>
    /// <exception cref="OrderFieldException">A value is no JSON object.</exception>
    public static IReadOnlyList<Event> Renaming(this IEnumerable<Event> orders, string from, string to) => Changed(orders, order =>
    {
        if (order.Remove(from, out JsonNode? value))
        {
            order[to] = value;
        }
    });

    private static List<Event> Changed(IEnumerable<Event> orders, Action<JsonObject> change)
    {
        ArgumentNullException.ThrowIfNull(orders);
        List<Event> changed = [];
        foreach (Event order in orders)
        {
            JsonObject fields = JsonNode.Parse(OrderEvent.Parse(order.Value).ToString())!.AsObject();
            change(fields);
            changed.Add(order with { Value = fields.ToJsonString(Json) });
        }

        return changed;
    }
}
