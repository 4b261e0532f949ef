using System.Buffers;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>Names of topics and groups. All of ours begin with one prefix and carry the session's id, so that nobody else's is ever touched.</summary>
internal static class Labels
{
    public const string Prefix = "workbook.";

    /// <summary>Kafka allows 249 characters for a topic; the rest is for the prefix and the session's id.</summary>
    public const int MaxLength = 200;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    public static string TopicName(string label, string sessionId, int counter) => FormattableString.Invariant($"{Prefix}{label}.{sessionId}{counter}");

    /// <summary>The full group id; one that is full already stays as it is.</summary>
    public static string GroupName(string label, string sessionId)
    {
        Validate(label, nameof(label));
        string ending = "." + sessionId;
        return label.StartsWith(Prefix, StringComparison.Ordinal) && label.EndsWith(ending, StringComparison.Ordinal) ? label : Prefix + label + ending;
    }

    /// <summary>The label inside a full name of ours; any other name as it is.</summary>
    public static string LabelOf(string fullName, string sessionId)
    {
        string ending = "." + sessionId;
        return fullName.StartsWith(Prefix, StringComparison.Ordinal) && fullName.EndsWith(ending, StringComparison.Ordinal)
            ? fullName[Prefix.Length..^ending.Length]
            : fullName;
    }

    /// <exception cref="ArgumentException">The label cannot be part of a Kafka name.</exception>
    public static void Validate(string label, string parameter)
    {
        ArgumentNullException.ThrowIfNull(label, parameter);
        if (label.Length is 0 or > MaxLength)
        {
            throw new ArgumentException(
                new Text(
                    $"이름은 1자에서 {MaxLength}자까지 쓸 수 있는데 {label.Length}자다. 예: \"orders\"",
                    $"A name has 1 to {MaxLength} characters; this one has {label.Length}. For example \"orders\".").ToString(),
                parameter);
        }

        if (label.AsSpan().IndexOfAnyExcept(Allowed) is >= 0 and var at)
        {
            string bad = char.IsSurrogate(label[at]) && at + 1 < label.Length ? label.Substring(at, 2) : label[at].ToString();
            throw new ArgumentException(
                new Text(
                    $"이름 '{label}'의 {at + 1}번째 글자 '{bad}'는 Kafka 이름에 쓸 수 없다. 영문자, 숫자, 점(.), 밑줄(_), 붙임표(-)만 쓴다. 예: \"orders\"",
                    $"Character {at + 1} of the name '{label}', '{bad}', is not allowed in Kafka. Use letters a to z, digits, dot, underscore and hyphen. For example \"orders\".").ToString(),
                parameter);
        }

        if (label is "." or "..")
        {
            throw new ArgumentException(
                new Text("'.'과 '..'은 Kafka 이름으로 쓸 수 없다. 예: \"orders\"", "'.' and '..' are no names in Kafka. For example \"orders\".").ToString(),
                parameter);
        }
    }
}
