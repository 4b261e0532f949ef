using System.Globalization;
using KafkaWorkbook.Messaging;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Shop;

/// <summary>
/// A service of the shop: what it does with an order, and how long that takes. It does not know how orders reach it: the same service is called over HTTP by
/// <see cref="ShopByCalls"/> and reads a topic in <see cref="ShopByEvents"/>. It works on one order at a time; the time is waited for, which imitates work.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class ShopService : IHtmlView
{
    /// <summary>Describes a service; nothing runs yet.</summary>
    /// <param name="name">Its name, which is its consumer group's label as well: letters, digits, dot, underscore, hyphen.</param>
    /// <param name="workMs">How long it works on an order, in milliseconds: 0.1 to 1,000.</param>
    /// <param name="work">What it reads of an order; the results are added up.</param>
    /// <exception cref="ArgumentException">The name is not allowed, or the time is out of its range.</exception>
    public ShopService(string name, double workMs, Func<OrderEvent, long> work)
    {
        Labels.Validate(name, nameof(name));
        ArgumentNullException.ThrowIfNull(work);
        if (workMs is not (>= 0.1 and <= 1_000))
        {
            throw new ArgumentOutOfRangeException(
                nameof(workMs), workMs, new Text("주문 하나에 드는 시간은 0.1에서 1,000 ms까지다.", "The time for an order is 0.1 to 1,000 ms.").ToString());
        }

        Name = name;
        WorkMs = workMs;
        Work = work;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>How long it works on an order, in milliseconds.</summary>
    public double WorkMs { get; }

    /// <summary>What it reads of an order; the results are added up.</summary>
    public Func<OrderEvent, long> Work { get; }

    /// <summary>How many orders a second it can do at most.</summary>
    public double CapacityPerSecond => 1_000 / WorkMs;

    /// <inheritdoc/>
    public string ToHtml() => Html.Sentence(ToString());

    /// <inheritdoc/>
    public override string ToString()
    {
        string capacity = CapacityPerSecond.ToString("#,0.#", CultureInfo.InvariantCulture), work = WorkMs.ToString("0.#", CultureInfo.InvariantCulture);
        return new Text(
            $"서비스 {Name}: 주문 하나에 {work} ms, 1초에 {capacity}건까지",
            $"service {Name}: {work} ms for an order, {capacity} a second at most").ToString();
    }
}
