using System.CommandLine;
using System.CommandLine.Parsing;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Commands;

/// <summary>Options that several commands have, with the same names and the same answers to a wrong value.</summary>
internal static class SharedOptions
{
    public static Option<string?> Cluster(params ClusterKind[] kinds)
    {
        string[] names = [.. kinds.Select(k => k.ToString().ToLowerInvariant())];
        return OneOf("--cluster", names, new(
            $"클러스터의 종류: {string.Join(", ", names)}. 주지 않으면 되는 것 가운데 첫째를 쓴다.",
            $"The kind of cluster: {string.Join(", ", names)}. Without it the first possible one is taken."));
    }

    public static Option<string?> Variant() => OneOf("--variant", ["zookeeper", "kraft"], new(
        "zookeeper(문서의 클러스터) 또는 kraft(Kafka 4).",
        "zookeeper (the document's cluster) or kraft (Kafka 4)."));

    /// <summary>The value of an option made by <see cref="Cluster"/>.</summary>
    public static ClusterKind? KindOf(ParseResult result, Option<string?> option) =>
        result.GetValue(option) is { } name ? Enum.Parse<ClusterKind>(name, ignoreCase: true) : null;

    /// <summary>The value of an option made by <see cref="Variant"/>.</summary>
    public static Variant? VariantOf(ParseResult result, Option<string?> option) =>
        result.GetValue(option) is { } name ? Enum.Parse<Variant>(name, ignoreCase: true) : null;

    /// <summary>An option with a number of seconds, 1 to a day.</summary>
    public static Option<int?> Seconds(string name, Text description)
    {
        Option<int?> option = new(name)
        {
            Description = description.ToString(),
            HelpName = new Text("초", "SECONDS").ToString(),
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int seconds) && seconds is >= 1 and <= 86_400)
                {
                    return seconds;
                }

                result.AddError(new Text($"{name}: '{text}'은(는) 1에서 86400 사이의 초가 아니다.", $"{name}: '{text}' is no number of seconds from 1 to 86400.").ToString());
                return null;
            },
        };
        return option;
    }

    /// <summary>An option with a whole number in a range; thousands may be set apart by underscores or commas.</summary>
    public static Option<long?> Number(string name, string helpName, long least, long most, Text description)
    {
        Option<long?> option = new(name)
        {
            Description = description.ToString(),
            HelpName = helpName,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                string digits = text.Replace("_", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
                if (long.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long number) && number >= least && number <= most)
                {
                    return number;
                }

                string range = FormattableString.Invariant($"{least} … {most}");
                result.AddError(new Text($"{name}: '{text}'은(는) 쓸 수 있는 수가 아니다 ({range}).", $"{name}: '{text}' is no number in the range {range}.").ToString());
                return null;
            },
        };
        return option;
    }

    /// <summary>An option that may be given several times, each time with one of the values.</summary>
    public static Option<string[]> Several(string name, string[] values, Text description)
    {
        Option<string[]> option = new(name) { Description = description.ToString(), HelpName = string.Join('|', values), AllowMultipleArgumentsPerToken = false };
        option.CompletionSources.Add(values);
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens)
            {
                Check(name, values, token.Value, result);
            }
        });
        return option;
    }

    private static Option<string?> OneOf(string name, string[] values, Text description)
    {
        Option<string?> option = new(name) { Description = description.ToString(), HelpName = string.Join('|', values) };
        option.CompletionSources.Add(values);
        option.Validators.Add(result => Check(name, values, result.Tokens.Count == 1 ? result.Tokens[0].Value : null, result));
        return option;
    }

    private static void Check(string name, string[] values, string? typed, OptionResult result)
    {
        if (typed is null || values.Contains(typed, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        string list = string.Join(", ", values);
        string? meant = DidYouMean.Of(typed, values);
        result.AddError(new Text(
            $"{name}: '{typed}'은(는) 없다. {(meant is null ? "" : $"혹시 {meant} 말인가? ")}쓸 수 있는 값: {list}",
            $"{name}: there is no '{typed}'. {(meant is null ? "" : $"Did you mean {meant}? ")}Possible values: {list}").ToString());
    }
}
