using Confluent.Kafka;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>What must hold for the services of a shop.</summary>
internal static class ShopServices
{
    /// <summary>
    /// How often the services' consumers ask for topics anew. The client's default is five minutes: a consumer that asked a broker which had not heard of a new topic yet would
    /// wait so long.
    /// </summary>
    public const int MetadataRefreshMs = 1_000;

    private const int Most = 12;

    /// <summary>What the services' consumers set on top of the cluster's own settings.</summary>
    public static ConsumerConfig Consumers() => new() { TopicMetadataRefreshIntervalMs = MetadataRefreshMs };

    /// <exception cref="ArgumentException">There is none, there are too many, or one is named twice.</exception>
    public static IReadOnlyList<ShopService> Validate(IReadOnlyList<ShopService> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Count is 0 or > Most)
        {
            throw new ArgumentException(new Text($"가게의 서비스는 1개에서 {Most}개까지다.", $"A shop has 1 to {Most} services.").ToString(), nameof(services));
        }

        if (services.GroupBy(s => s.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                new Text($"서비스 이름 {Particle.IGa(twice.Key)} 두 번 나온다. 이름은 저마다 달라야 한다.", $"The service {twice.Key} is there twice; each needs a name of its own.").ToString(),
                nameof(services));
        }

        return [.. services];
    }

    /// <exception cref="ArgumentException">The service is not one of the shop.</exception>
    public static void ThrowIfMissing(IReadOnlyList<ShopService> services, ShopService? down)
    {
        if (down is not null && !services.Contains(down))
        {
            throw new ArgumentException(new Text(
                $"{Particle.EunNeun(down.Name)} 이 가게의 서비스가 아니다. 이 가게의 서비스: {string.Join(", ", services.Select(s => s.Name))}",
                $"{down.Name} is not a service of this shop. Its services: {string.Join(", ", services.Select(s => s.Name))}").ToString());
        }
    }
}
