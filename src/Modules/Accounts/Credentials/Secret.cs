using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Accounts.Credentials;

/// <summary>Random keys that their holder keeps and of which we keep only the SHA-256: 256 bits need no slow hash.</summary>
internal static class Secret
{
    /// <summary>Characters of a new secret: 256 bits as base64url.</summary>
    public const int Length = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>64 hexadecimal characters.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
