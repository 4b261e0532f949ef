using System.Collections;
using System.Text;
using QRCoder;
using static System.FormattableString;

namespace KafkaWorkbook.Handouts.Print;

/// <summary>An address as a QR code.</summary>
internal static class PrintQr
{
    /// <summary>The code as an SVG element: one shape, sharp at any size.</summary>
    /// <param name="address">The address.</param>
    public static string Of(Uri address)
    {
        using QRCodeData code = QRCodeGenerator.GenerateQrCode(address.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        StringBuilder path = new();
        foreach ((int y, BitArray row) in code.ModuleMatrix.Index())
        {
            for (int x = 0; x < row.Length; x++)
            {
                int begin = x;
                while (x < row.Length && row[x])
                {
                    x++;
                }

                path.Append(x > begin ? Invariant($"M{begin} {y}h{x - begin}v1h-{x - begin}z") : "");
            }
        }

        int size = code.ModuleMatrix.Count;
        return Invariant($"<svg role=\"img\" aria-label=\"QR: {Reporting.Html.Encode(address.AbsoluteUri)}\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\"><path d=\"{path}\" fill=\"#000\"/></svg>");
    }
}
