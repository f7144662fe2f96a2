using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Kernel.Http.Outbound;

// Standard Webhooks 1.0 (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md):
//   webhook-id: unique per message, the same on every try        webhook-timestamp: Unix seconds of this try
//   webhook-signature: "v1," + base64(HMAC-SHA256(key, "<id>.<timestamp>." + raw body)), several separated by blanks while a secret rotates
//   secret: "whsec_" + base64 of 24 to 64 random bytes; the key is those bytes, not the text.
/// <summary>Signs what we post to addresses that a person typed, so that their program knows it comes from here and is new.</summary>
public static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>A secret to show once.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The header of that name.</summary>
    /// <param name="secrets">Several while one is replaced.</param>
    public static string Sign(IEnumerable<string> secrets, string id, DateTime at, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{Timestamp(at)}."), .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key(secret), signed))));
    }

    /// <summary>The header of that name.</summary>
    public static string Timestamp(DateTime at) => new DateTimeOffset(at).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static byte[] Key(string secret) => Convert.FromBase64String(secret[Prefix.Length..]);
}
