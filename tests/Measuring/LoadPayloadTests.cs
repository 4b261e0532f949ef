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
    [InlineData(300)]
    public void Json_payloads_are_json(int bytes)
    {
        LoadPayloads payloads = new(PayloadKind.Json, bytes, 0);

        Assert.All(Enumerable.Range(0, 200), _ => JsonDocument.Parse(payloads.Next()).Dispose());
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

    private static double Ratio(PayloadKind kind)
    {
        const int bytes = 150;
        const int count = 20_000;
        LoadPayloads payloads = new(kind, bytes, 0);
        byte[] log = [.. Enumerable.Range(0, count).SelectMany(_ => payloads.Next())];
        using MemoryStream compressed = new();
        using (BrotliStream brotli = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(log);
        }

        return compressed.Length / (double)(bytes * count);
    }
}
