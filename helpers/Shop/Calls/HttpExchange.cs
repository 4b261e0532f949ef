using System.Globalization;
using System.Net;
using System.Text;

namespace KafkaWorkbook.Shop;

/// <summary>A request as a service's door understands it.</summary>
/// <param name="Method">The method, such as POST.</param>
/// <param name="Path">The path, such as /orders.</param>
/// <param name="Body">The body as UTF-8.</param>
internal sealed record HttpRequest(string Method, string Path, string Body);

/// <summary>Reads one HTTP/1.1 request from a connection and writes one answer. What is too long, too odd or too slow is refused.</summary>
internal static class HttpExchange
{
    private const int MostHead = 16 * 1024;
    private const int MostBody = 256 * 1024;
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    /// <summary>Reads a request; null when the connection ended before there was one.</summary>
    /// <exception cref="HttpRefusalException">The request is not one that this door answers.</exception>
    public static async Task<HttpRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MostHead];
        int filled = 0, head;
        while ((head = buffer.AsSpan(0, filled).IndexOf(HeadEnd)) < 0)
        {
            if (filled == buffer.Length)
            {
                throw new HttpRefusalException(HttpStatusCode.RequestHeaderFieldsTooLarge);
            }

            int read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return filled == 0 ? null : throw new HttpRefusalException(HttpStatusCode.BadRequest);
            }

            filled += read;
        }

        string[] lines = Encoding.ASCII.GetString(buffer, 0, head).Split("\r\n");
        if (lines[0].Split(' ') is not [var method, var path, "HTTP/1.1" or "HTTP/1.0"])
        {
            throw new HttpRefusalException(HttpStatusCode.BadRequest);
        }

        byte[] body = new byte[LengthOf(lines[1..])];
        int have = Math.Min(body.Length, filled - head - HeadEnd.Length);
        buffer.AsSpan(head + HeadEnd.Length, have).CopyTo(body);
        await stream.ReadExactlyAsync(body.AsMemory(have), cancellationToken).ConfigureAwait(false);
        return new HttpRequest(method, path, Encoding.UTF8.GetString(body));
    }

    /// <summary>Writes an answer that ends the connection.</summary>
    public static async Task AnswerAsync(Stream stream, HttpStatusCode status, string body, CancellationToken cancellationToken)
    {
        byte[] content = Encoding.UTF8.GetBytes(body);
        string head = FormattableString.Invariant(
            $"HTTP/1.1 {(int)status} {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head).Concat(content).ToArray(), cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static int LengthOf(IEnumerable<string> headers)
    {
        int length = 0;
        foreach (string header in headers)
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            string name = colon < 0 ? "" : header[..colon].Trim();
            if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                throw new HttpRefusalException(HttpStatusCode.LengthRequired);
            }

            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                && !int.TryParse(header.AsSpan(colon + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out length))
            {
                throw new HttpRefusalException(HttpStatusCode.BadRequest);
            }
        }

        return length <= MostBody ? length : throw new HttpRefusalException(HttpStatusCode.RequestEntityTooLarge);
    }
}

/// <summary>A request that is answered with an error.</summary>
/// <param name="status">The answer.</param>
internal sealed class HttpRefusalException(HttpStatusCode status) : Exception(status.ToString())
{
    public HttpStatusCode Status => status;
}
