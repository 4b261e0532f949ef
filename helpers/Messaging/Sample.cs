using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Messaging;

/// <summary>
/// Events of a small shop, the same ones every time: the customer's name is the key, the value is JSON. Order numbers run on, so that every event is unique,
/// and a payment belongs to the order of the same number.
/// </summary>
public static class Sample
{
    /// <summary>The most customers that have names.</summary>
    public const int MostCustomers = 400;

    private static readonly string[] Surnames =
        ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오", "서", "신", "권", "황", "안", "송", "류", "홍"];

    // In this order, so that the first 3, 5, 10 or 20 customers spread over 3 and over 6 partitions (by CRC32, the client's rule for keys) about evenly:
    // a first look at a topic should not begin with an empty partition.
    private static readonly string[] GivenNames =
        ["나윤", "재원", "현우", "서준", "하늘", "유진", "민서", "도윤", "은서", "시우", "건우", "다온", "보라", "지우", "태민", "준호", "예린", "수아", "소율", "하은"];

    private static readonly (string Name, int Won)[] Goods =
    [
        ("유기농 사과 3kg", 24_900), ("제주 감귤 5kg", 19_800), ("무선 이어폰", 89_000), ("텀블러 500ml", 18_500), ("원두 커피 1kg", 27_000),
        ("면 티셔츠", 15_900), ("독서대", 32_000), ("휴대폰 충전기", 21_000), ("김치 2kg", 22_500), ("스테인리스 냄비", 48_000),
        ("손 세정제", 4_900), ("공책 5권", 7_500), ("등산 양말 3켤레", 12_000), ("보리차 100티백", 8_900), ("캠핑 의자", 56_000),
    ];

    private static readonly string[] Methods = ["신용카드", "계좌이체", "간편결제", "휴대폰"];

    private static readonly string[] Pages = ["/", "/goods", "/goods/apple", "/cart", "/event/spring", "/my/orders"];

    private static readonly DateTimeOffset Opening = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(9));

    // Hangul stays readable on the wire; whatever shows a payload escapes it.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Orders: number, customer, item, quantity, amount in won, time.</summary>
    /// <param name="count">How many, 0 or more.</param>
    /// <param name="customers">How many customers, 1 to 400.</param>
    /// <param name="seed">Another number gives other events.</param>
    /// <param name="skew">The share of the events that one regular customer has beyond chance, 0 (none) to 1 (all).</param>
    public static IReadOnlyList<Event> Orders(int count, int customers = 5, int seed = 1, double skew = 0) => Make(count, customers, seed, skew, (number, name, dice) =>
    {
        (string item, int won) = Goods[dice.Next(Goods.Length)];
        int quantity = 1 + dice.Next(3);
        return new { order = OrderNumber(number), customer = name, item, amount = won * quantity, quantity, at = At(number) };
    });

    /// <summary>Payments, one for the order of the same number by the same customer (with equal arguments).</summary>
    /// <param name="count">How many, 0 or more.</param>
    /// <param name="customers">How many customers, 1 to 400.</param>
    /// <param name="seed">Another number gives other events.</param>
    /// <param name="skew">The share of the events that one regular customer has beyond chance, 0 (none) to 1 (all).</param>
    public static IReadOnlyList<Event> Payments(int count, int customers = 5, int seed = 1, double skew = 0) => Make(count, customers, seed, skew, (number, name, dice) =>
    {
        // Drawn as in Orders, so that the amounts agree.
        int won = Goods[dice.Next(Goods.Length)].Won;
        int amount = won * (1 + dice.Next(3));
        return new { payment = Numbered("P", number), order = OrderNumber(number), customer = name, amount, method = Methods[dice.Next(Methods.Length)], at = At(number) };
    });

    /// <summary>Page views: number, customer, page, how long it was looked at in milliseconds, time.</summary>
    /// <param name="count">How many, 0 or more.</param>
    /// <param name="customers">How many customers, 1 to 400.</param>
    /// <param name="seed">Another number gives other events.</param>
    /// <param name="skew">The share of the events that one regular customer has beyond chance, 0 (none) to 1 (all).</param>
    public static IReadOnlyList<Event> PageViews(int count, int customers = 5, int seed = 1, double skew = 0) => Make(
        count, customers, seed, skew, (number, name, dice) =>
            new { view = Numbered("V", number), customer = name, page = Pages[dice.Next(Pages.Length)], milliseconds = 200 + dice.Next(29_800), at = At(number) });

    private static List<Event> Make<T>(int count, int customers, int seed, double skew, Func<int, string, Dice, T> value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (customers is < 1 or > MostCustomers)
        {
            throw new ArgumentOutOfRangeException(
                nameof(customers), customers, new Text($"고객 수는 1부터 {MostCustomers}까지 쓸 수 있다.", $"The number of customers is 1 to {MostCustomers}.").ToString());
        }

        if (skew is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(skew), skew, new Text("쏠림은 0(고르게)부터 1(한 고객만)까지의 비율이다.", "The skew is a share from 0 (even) to 1 (one customer only).").ToString());
        }

        List<Event> events = new(count);
        for (int i = 1; i <= count; i++)
        {
            // Each event has its own throw, so that order 17 and payment 17 agree whatever else was drawn before them.
            Dice dice = new(seed, i);
            string name = Customer(dice.NextShare() < skew ? 0 : dice.Next(customers));
            events.Add(new Event(name, JsonSerializer.Serialize(value(i, name, dice), Json)));
        }

        return events;
    }

    /// <summary>The customer's name, different for each number below <see cref="MostCustomers"/>.</summary>
    private static string Customer(int number) =>
        Surnames[number % Surnames.Length] + GivenNames[(number + (number / Surnames.Length)) % GivenNames.Length];

    private static string OrderNumber(int number) => Numbered("O", number);

    private static string Numbered(string letter, int number) => letter + number.ToString("D6", CultureInfo.InvariantCulture);

    private static string At(int number) => Opening.AddSeconds(number).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
