using QRCoder;

namespace Guildhall.Payments.Checkouts;

/// <summary>A code that the buyer's app scans, drawn here so that nobody else learns what is bought.</summary>
internal static class PaymentCode
{
    /// <returns>A data: address of a PNG.</returns>
    public static string Png(string content)
    {
        using var code = new QRCodeGenerator().CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
        return "data:image/png;base64," + Convert.ToBase64String(new PngByteQRCode(code).GetGraphic(8));
    }
}
