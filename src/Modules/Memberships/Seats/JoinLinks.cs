using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Guildhall.Memberships.Seats;

/// <summary>Secrets of join links: 256 random bits, found by their hash, kept encrypted for the manager who copies them again.</summary>
internal sealed class JoinLinks(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Guildhall.Memberships.JoinLinks");

    public (string Hash, string Sealed) New()
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (HashOf(secret), _protector.Protect(secret));
    }

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <returns>The local path of the link; <c>null</c> where there is none, or the keys that sealed it are lost.</returns>
    public string? PathOf(Team team, string community)
    {
        try
        {
            return team.SealedJoin is { } closed ? $"/c/{community}/team/{_protector.Unprotect(closed)}" : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
