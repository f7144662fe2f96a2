using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Payments.Processors;

// Stripe's scheme (https://docs.stripe.com/webhooks#verify-manually), spoken by more than one sender:
//   header: t=1700000000,v1=<hex>[,v1=<hex>][,v0=…]      signed: "<t>." + raw body      HMAC-SHA256, key = UTF-8 of the whole secret
// Traps: the raw bytes and not re-serialised JSON; several v1 while a secret is rotated; no spaces; lower-case hex only; schemes
// other than v1 are ignored, never an error.
internal static class TimedSignature
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    public static string Sign(string secret, DateTime now, ReadOnlySpan<byte> body)
    {
        var t = new DateTimeOffset(now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={t},v1={Convert.ToHexStringLower(Mac(secret, t, body))}";
    }

    /// <param name="secrets">Any of them may have signed: the present one and, while it is rotated, the one before.</param>
    public static SignatureVerdict Verify(string? header, ReadOnlySpan<byte> body, IEnumerable<string> secrets, DateTime now)
    {
        if (string.IsNullOrEmpty(header) || header.Length > 1000)
            return SignatureVerdict.Bad;

        string? t = null;
        var signatures = new List<byte[]>();
        foreach (var part in header.Split(','))
        {
            var equals = part.IndexOf('=');
            if (equals < 0)
                return SignatureVerdict.Bad;
            var value = part[(equals + 1)..];
            switch (part[..equals])
            {
                case "t":
                    t = value;
                    break;
                case "v1":
                    signatures.Add(Encoding.ASCII.GetBytes(value));
                    break;
            }
        }
        if (t is null || !long.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return SignatureVerdict.Bad;

        var genuine = false;
        foreach (var secret in secrets)
        {
            var expected = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Mac(secret, t, body)));
            foreach (var signature in signatures)
                genuine |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }
        if (!genuine)
            return SignatureVerdict.Bad;

        // The future is refused too: a sender's clock that is five minutes ahead would make its messages replayable for longer.
        var age = new DateTimeOffset(now).ToUnixTimeSeconds() - seconds;
        return Math.Abs(age) > Tolerance.TotalSeconds ? SignatureVerdict.Old : SignatureVerdict.Good;
    }

    private static byte[] Mac(string secret, string t, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes(t));
        mac.AppendData("."u8);
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}

internal enum SignatureVerdict
{
    Good,
    Bad,
    Old,
}
