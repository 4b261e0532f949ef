using System.IO.Compression;
using System.Text.Json;
using KafkaWorkbook.Measuring;
using Xunit;

namespace KafkaWorkbook.Tests.Measuring;

public sealed class LoadPayloadTests
{
    [Theory]
    [InlineData(PayloadKind.Random, 10)]
    [InlineData(PayloadKind.Json, 10)]
    [InlineData(PayloadKind.Json, 100)]
    [InlineData(PayloadKind.Json, 1_000)]
    [InlineData(PayloadKind.Compressible, 1_048_000)]
    public void Every_payload_has_just_the_size_that_was_asked_for(PayloadKind kind, int bytes)
    {
        LoadPayloads payloads = new(kind, bytes, 0);

        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal(bytes, payloads.Next().Length));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(21)]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(300)]
    [InlineData(1_024)]
    public void Json_payloads_are_json(int bytes)
    {
        LoadPayloads payloads = new(PayloadKind.Json, bytes, 0);

        Assert.All(Enumerable.Range(0, 200), _ => JsonDocument.Parse(payloads.Next()).Dispose());
    }

    [Theory]
    [InlineData(PayloadKind.Json, 21)]
    [InlineData(PayloadKind.Json, 100)]
    [InlineData(PayloadKind.Random, 100)]
    public void No_two_records_are_equal_also_of_several_producers(PayloadKind kind, int bytes)
    {
        LoadPayloads[] producers = [new(kind, bytes, 0), new(kind, bytes, 1), new(kind, bytes, 15)];

        string[] all = [.. producers.SelectMany(p => Enumerable.Range(0, 45_000).Select(_ => Convert.ToBase64String(p.Next())))];

        Assert.Equal(all.Length, all.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Json_is_numbered_from_zero_behind_the_producers_number()
    {
        LoadPayloads payloads = new(PayloadKind.Json, 100, 7);

        string[] ids = [.. Enumerable.Range(0, 1_001).Select(_ => JsonDocument.Parse(payloads.Next()).RootElement.GetProperty("id").GetString()!)];

        Assert.Equal(["070000000000", "070000000001", "070000000002"], ids[..3]);
        Assert.Equal("070000001000", ids[^1]);
    }

    [Fact]
    public void Small_json_compresses_as_events_do_not_as_padding_does()
    {
        Assert.InRange(Ratio(PayloadKind.Json, 100), 0.2, 0.5);
        Assert.InRange(Ratio(PayloadKind.Json, 1_000), 0.15, 0.5);
    }

    [Fact]
    public void Random_does_not_compress_json_does_and_equal_records_nearly_vanish()
    {
        double random = Ratio(PayloadKind.Random);
        double json = Ratio(PayloadKind.Json);
        double equal = Ratio(PayloadKind.Compressible);

        Assert.InRange(random, 0.98, 1.1);
        Assert.InRange(json, 0.03, 0.5);
        Assert.InRange(equal, 0, 0.02);
    }

    [Fact]
    public void Skewed_keys_give_one_key_half_and_uniform_ones_are_even()
    {
        Assert.Null(new LoadKeys(KeyKind.None, 0).Next());
        Assert.InRange(Most(KeyKind.Skewed), 9_700, 10_400);
        Assert.InRange(Most(KeyKind.Uniform), 20, 45);
    }

    private static int Most(KeyKind kind)
    {
        LoadKeys keys = new(kind, 0);
        return Enumerable.Range(0, 20_000).Select(_ => Convert.ToHexString(keys.Next()!)).CountBy(k => k).Max(c => c.Value);
    }

    private static double Ratio(PayloadKind kind, int bytes = 150)
    {
        int count = 3_000_000 / bytes;
        LoadPayloads payloads = new(kind, bytes, 0);
        byte[] log = [.. Enumerable.Range(0, count).SelectMany(_ => payloads.Next())];
        using MemoryStream compressed = new();
        using (BrotliStream brotli = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(log);
        }

        return compressed.Length / (double)log.Length;
    }
}
