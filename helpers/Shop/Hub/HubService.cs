using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>A service of a shop with several topics: what it reads, and where it writes of what it read.</summary>
/// <param name="Name">Its name, which is its consumer group's label as well.</param>
/// <param name="Reads">The labels of the topics that it reads.</param>
/// <param name="Writes">The label of the topic that it writes one event to for each that it read; null when it writes none.</param>
internal sealed record HubService(string Name, IReadOnlyList<string> Reads, string? Writes)
{
    private const int Most = 10;

    /// <exception cref="ArgumentException">A name is not allowed or there twice, a topic has no writer, or services would feed each other for ever.</exception>
    public static void Validate(string entry, string entryTopic, IReadOnlyList<HubService> services)
    {
        Check(services.Count is >= 1 and <= Most, new($"서비스는 1개에서 {Most}개까지다.", $"There are 1 to {Most} services."));
        Labels.Validate(entry, nameof(entry));
        HashSet<string> names = [entry], topics = [entryTopic], read = [];
        foreach (HubService service in services)
        {
            Labels.Validate(service.Name, nameof(services));
            Check(names.Add(service.Name), new($"서비스 이름 {Particle.IGa(service.Name)} 두 번 나온다.", $"The service {service.Name} is there twice."));
            Check(service.Reads.Count > 0, new($"서비스 {Particle.IGa(service.Name)} 읽는 토픽이 없다.", $"The service {service.Name} reads nothing."));
            string? unknown = service.Reads.FirstOrDefault(t => !topics.Contains(t));

            // Topics are named by a service before the one that reads them, so that no circle can come about.
            Check(unknown is null, new(
                $"서비스 {Particle.IGa(service.Name)} 읽는 토픽 {unknown}에 쓰는 서비스가 앞에 없다. 쓰는 서비스를 먼저 적는다.",
                $"No service before {service.Name} writes the topic {unknown} that it reads; put the writer first."));
            read.UnionWith(service.Reads);
            if (service.Writes is { } writes)
            {
                Labels.Validate(writes, nameof(services));
                topics.Add(writes);
                Check(!read.Contains(writes), new(
                    $"서비스 {Particle.IGa(service.Name)} 쓰는 토픽 {Particle.EulReul(writes)} 이미 누가 읽는다. 쓰는 서비스를 먼저 적는다.",
                    $"The topic {writes} that {service.Name} writes is read already; put the writers first."));
            }
        }
    }

    private static void Check(bool holds, Text text)
    {
        if (!holds)
        {
            throw new ArgumentException(text.ToString());
        }
    }
}
