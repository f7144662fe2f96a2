using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Payments.PayPal;

// https://developer.paypal.com/api/rest/webhooks/rest/#link-selfverificationmethod
//   transmission id | transmission time | id of our webhook | CRC-32 of the raw body as a decimal number        RSA PKCS#1 v1.5, SHA-256
// Traps: the webhook's id is the one in our settings and not the event's; the number is unsigned; the time is the header's text as it came.
// No age is given, so none is checked: an event counts once by its id.
internal static class PayPalSignature
{
    public const string Algorithm = "SHA256withRSA";

    public static string Text(string transmissionId, string transmissionTime, string webhookId, ReadOnlySpan<byte> body) =>
        $"{transmissionId}|{transmissionTime}|{webhookId}|{Crc32(body).ToString(CultureInfo.InvariantCulture)}";

    public static bool Verify(RSA key, string text, string signature)
    {
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature, bytes, out var length)
            && key.VerifyData(Encoding.UTF8.GetBytes(text), bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>As in Ethernet and ZIP: reflected, polynomial 0xEDB88320.</summary>
    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }
        return ~crc;
    }
}
