using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;
using MessagingFailures = KafkaWorkbook.Messaging.KafkaFailures;

namespace KafkaWorkbook.Measuring;

/// <summary>Where a setting's value comes from.</summary>
public enum SettingSource
{
    /// <summary>Kafka's own default.</summary>
    Default,

    /// <summary>The broker's configuration.</summary>
    Broker,

    /// <summary>The topic's own configuration.</summary>
    Topic,
}

/// <summary>A setting as a broker answered it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null for none.</param>
/// <param name="Source">Where the value comes from.</param>
public sealed record Setting(string Name, string? Value, SettingSource Source)
{
    /// <summary>The value in words that need no calculator: 604800000 of a <c>.ms</c> is 7 days.</summary>
    public Text Meaning => SettingWords.Of(Name, Value);
}

/// <summary>Settings of a broker or a topic, asked of the cluster.</summary>
/// <param name="Of">Whose they are.</param>
/// <param name="All">The settings, in the order asked for.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record SettingTable(Text Of, IReadOnlyList<Setting> All) : IHtmlView
{
    /// <summary>The value of one of them; null for none.</summary>
    /// <param name="name">The setting's name.</param>
    /// <exception cref="ArgumentException">It was not asked for.</exception>
    public string? this[string name] => (All.FirstOrDefault(s => s.Name == name) ?? throw new ArgumentException(
        new Text($"{name}은(는) 묻지 않았다.", $"{name} was not asked for.").ToString(), nameof(name))).Value;

    /// <inheritdoc/>
    public string ToHtml() => Html.Table(
        new Text($"{Of.Korean}의 설정", $"Settings of {Of.English}").ToString(),
        [Say("설정", "setting"), Say("값", "value"), Say("뜻", "meaning"), Say("출처", "source")],
        All.Select(s => (IReadOnlyList<string>)[s.Name, s.Value ?? Say("없음", "none"), s.Meaning.ToString(), Source(s.Source)]));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', All.Select(s => $"{s.Name}={s.Value} ({Source(s.Source)})"));

    private static string Source(SettingSource source) => source switch
    {
        SettingSource.Default => Say("Kafka의 기본값", "Kafka's default"),
        SettingSource.Broker => Say("브로커 설정", "the broker's configuration"),
        _ => Say("토픽 설정", "the topic's configuration"),
    };

    private static string Say(string korean, string english) => new Text(korean, english).ToString();
}

/// <summary>Settings' values in words.</summary>
internal static class SettingWords
{
    public static Text Of(string name, string? value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return Text.Same("");
        }

        bool time = name.EndsWith(".ms", StringComparison.Ordinal), hours = name.EndsWith(".hours", StringComparison.Ordinal), bytes = name.EndsWith(".bytes", StringComparison.Ordinal);
        return number < 0 && (time || hours || bytes) ? new("제한 없음", "no limit")
            : time ? Time(TimeSpan.FromMilliseconds(Math.Min(number, TimeSpan.MaxValue.TotalMilliseconds / 2)))
            : hours ? Time(TimeSpan.FromHours(number))
            : bytes ? Size(number) : Text.Same("");
    }

    private static Text Time(TimeSpan time) => time.TotalDays >= 1 ? Written(time.TotalDays, "일", "days")
        : time.TotalHours >= 1 ? Written(time.TotalHours, "시간", "hours")
        : time.TotalMinutes >= 1 ? Written(time.TotalMinutes, "분", "minutes")
        : Written(time.TotalSeconds, "초", "seconds");

    private static Text Size(long bytes) => bytes switch
    {
        >= 1L << 30 => Written(bytes / (double)(1L << 30), " GiB", "GiB"),
        >= 1 << 20 => Written(bytes / (double)(1 << 20), " MiB", "MiB"),
        >= 1 << 10 => Written(bytes / (double)(1 << 10), " KiB", "KiB"),
        _ => Written(bytes, "바이트", "bytes"),
    };

    private static Text Written(double number, string korean, string english)
    {
        string text = number.ToString("0.##", CultureInfo.InvariantCulture);
        return new(text + korean, $"{text} {english}");
    }
}

/// <summary>Asking brokers for their settings.</summary>
public static class ClusterSettings
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Asks a broker for its settings.</summary>
    /// <param name="cluster">The cluster; its first broker is asked.</param>
    /// <param name="names">The settings, such as <c>log.retention.hours</c>.</param>
    /// <exception cref="NotOnThisClusterException">Mock brokers have none.</exception>
    /// <exception cref="ArgumentException">There is no such setting.</exception>
    /// <exception cref="ClusterException">The broker did not answer.</exception>
    public static Task<SettingTable> SettingsAsync(this Cluster cluster, params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        string id = cluster.BrokerIds[0].ToString(CultureInfo.InvariantCulture);
        return AskAsync(cluster, new ConfigResource { Type = ResourceType.Broker, Name = id }, new($"브로커 {id}", $"broker {id}"), names);
    }

    /// <summary>Asks for a topic's settings: its own, and those that it has from its brokers.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="names">The settings, such as <c>retention.ms</c>.</param>
    /// <exception cref="NotOnThisClusterException">Mock brokers have none.</exception>
    /// <exception cref="ArgumentException">There is no such setting.</exception>
    /// <exception cref="ClusterException">The broker did not answer.</exception>
    public static Task<SettingTable> SettingsAsync(this Topic topic, params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(topic);
        topic.ThrowIfGone();
        return AskAsync(topic.Cluster, new ConfigResource { Type = ResourceType.Topic, Name = topic.Name }, new($"토픽 {topic.Label}", $"topic {topic.Label}"), names);
    }

    private static async Task<SettingTable> AskAsync(Cluster cluster, ConfigResource resource, Text of, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        cluster.Require(Capability.Configs);
        using AdminConnection admin = new(cluster.ClientConfig);
        try
        {
            List<DescribeConfigsResult> results = await admin.CallAsync(
                (client, time, _) => client.DescribeConfigsAsync([resource], new DescribeConfigsOptions { RequestTimeout = time }), Limit, CancellationToken.None).ConfigureAwait(false);
            Dictionary<string, ConfigEntryResult> entries = results.Single().Entries;
            return new SettingTable(of, [.. names.Select(n => entries.TryGetValue(n, out ConfigEntryResult? entry) ? new Setting(n, entry.Value, Source(entry.Source)) : throw Unknown(n, of))]);
        }
        catch (Exception failure) when (failure is KafkaException or TimeoutException)
        {
            Error error = failure is KafkaException kafka ? kafka.Error : new Error(ErrorCode.Local_TimedOut);
            throw MessagingFailures.From(new($"{of.Korean}의 설정을 알아내지 못했다", $"The settings of {of.English} could not be had"), error, failure);
        }
    }

    private static ArgumentException Unknown(string name, Text of) => new(new Text(
        $"{of.Korean}에는 '{name}'이라는 설정이 없다. 이름을 확인한다.", $"There is no setting '{name}' of {of.English}. Check its name.").ToString());

    private static SettingSource Source(ConfigSource source) => source switch
    {
        ConfigSource.DynamicTopicConfig => SettingSource.Topic,
        ConfigSource.DefaultConfig => SettingSource.Default,
        _ => SettingSource.Broker,
    };
}
