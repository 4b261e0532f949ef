using System.Text;
using KafkaWorkbook.Messaging;

namespace KafkaWorkbook.Measuring;

/// <summary>
/// Events as a shop's web site writes them, of just the size that was asked for: a page view, with what is in the cart when there is room for it. Their numbers,
/// pages and sessions are random, so they compress as real events do (to about half by lz4), and each begins with a number of its own.
/// </summary>
internal static class JsonEvents
{
    /// <summary>The digits of a number: 2 for the producer, 10 for the record.</summary>
    internal const int Digits = 12;

    /// <summary>From here on there is room for the number as a text.</summary>
    internal const int WithId = 21;

    private const string Hex = "0123456789abcdef";
    private const string SessionStart = ",\"s\":\"";
    private const int LongestSession = 64;

    /// <summary>An event, with zeros for its number.</summary>
    /// <param name="bytes">How long, 10 or more.</param>
    /// <param name="dice">Where its values come from.</param>
    public static byte[] Make(int bytes, Dice dice)
    {
        StringBuilder json = new(bytes);
        if (bytes < WithId)
        {
            json.Append("{\"n\":").Append('1', 1).Append('0', Math.Min(bytes - 6, Digits) - 1).Append('}');
        }
        else
        {
            json.Append("{\"id\":\"").Append('0', Digits).Append('"');
            AddFields(json, bytes - 1, dice);
            AddSession(json, bytes - 1, dice);
            json.Append('}');
        }

        // White space behind JSON is allowed.
        return Encoding.ASCII.GetBytes(json.Append(' ', bytes - json.Length).ToString());
    }

    private static void AddFields(StringBuilder json, int end, Dice dice)
    {
        string[] fields =
        [
            FormattableString.Invariant($",\"user\":{100_000 + dice.Next(900_000)}"),
            FormattableString.Invariant($",\"page\":\"/goods/{1_000 + dice.Next(9_000)}\""),
            FormattableString.Invariant($",\"ms\":{10_000 + dice.Next(90_000)}"),
            FormattableString.Invariant($",\"at\":{1_772_409_600_000 + dice.Next(86_400_000)}"),
        ];
        foreach (string field in fields.TakeWhile(f => json.Length + f.Length <= end))
        {
            json.Append(field);
        }

        const string CartStart = ",\"cart\":[";
        string item = Item(dice);
        if (json.Length + CartStart.Length + item.Length + 1 > end)
        {
            return;
        }

        json.Append(CartStart).Append(item);
        for (item = Item(dice); json.Length + item.Length + 2 <= end; item = Item(dice))
        {
            json.Append(',').Append(item);
        }

        json.Append(']');
    }

    private static string Item(Dice dice) =>
        FormattableString.Invariant($"{{\"sku\":\"G{1_000 + dice.Next(9_000)}\",\"qty\":{1 + dice.Next(9)},\"won\":{(100 + dice.Next(900)) * 100}}}");

    private static void AddSession(StringBuilder json, int end, Dice dice)
    {
        int room = end - json.Length - SessionStart.Length - 1;
        if (room < 1)
        {
            return;
        }

        json.Append(SessionStart);
        for (int i = 0; i < Math.Min(room, LongestSession); i++)
        {
            json.Append(Hex[dice.Next(Hex.Length)]);
        }

        json.Append('"');
    }
}

/// <summary>Numbers events in place: the next one each time, without making a text.</summary>
internal sealed class JsonNumber
{
    private readonly byte[] _digits;
    private readonly int _at;
    private bool _first = true;

    public JsonNumber(int bytes, int producer)
    {
        bool id = bytes >= JsonEvents.WithId;
        _at = id ? "{\"id\":\"".Length : "{\"n\":".Length;
        _digits = new byte[id ? JsonEvents.Digits : Math.Min(bytes - 6, JsonEvents.Digits)];
        _digits.AsSpan().Fill((byte)'0');
        if (id)
        {
            _digits[0] = (byte)('0' + (producer / 10));
            _digits[1] = (byte)('0' + (producer % 10));
        }
        else
        {
            // A number in JSON may not begin with a zero. So small a record has no room for more; its numbers begin again some day.
            _digits[0] = (byte)'1';
        }
    }

    public void Stamp(Span<byte> payload)
    {
        if (!_first)
        {
            Increase();
        }

        _first = false;
        _digits.CopyTo(payload[_at..]);
    }

    private void Increase()
    {
        for (int i = _digits.Length - 1; i >= 0; i--)
        {
            if (_digits[i] != '9')
            {
                _digits[i]++;
                return;
            }

            _digits[i] = (byte)'0';
        }

        _digits[0] = (byte)'1';
    }
}
