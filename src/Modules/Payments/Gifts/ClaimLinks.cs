using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Guildhall.Payments.Gifts;

/// <summary>A link's secret in the two forms that are stored.</summary>
internal sealed record ClaimSecret(string Hash, string Sealed);

/// <summary>
/// Secrets of claim links: 256 random bits. Who reads the database alone finds their hashes and what is encrypted with the installation's
/// keys, and can claim nothing. Hashes alone would not do: the buyer may look at the link again, and the mail goes out on a later day.
/// </summary>
internal sealed class ClaimLinks(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Guildhall.Payments.ClaimLinks");

    public ClaimSecret New()
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return new ClaimSecret(HashOf(secret), _protector.Protect(secret));
    }

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <returns>The local path of the link; <c>null</c> where there is none, or the keys that sealed it are lost.</returns>
    public string? PathOf(OrderClaim claim, string community)
    {
        try
        {
            return claim.SealedToken is { } closed ? $"/c/{community}/gift/{_protector.Unprotect(closed)}" : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
