using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Credentials;

/// <summary>
/// One-time codes of an authenticator app: HMAC-SHA1 of the 30-second step, six digits, one step of clock drift either way
/// (RFC 6238, RFC 4226). Identity's own provider accepts a code as often as it is sent; this one accepts it once.
/// </summary>
internal sealed class AuthenticatorCodes(AppDb db, TimeProvider time) : IUserTwoFactorTokenProvider<Account>
{
    public const int Digits = 6;
    private const int StepSeconds = 30;

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Account> manager, Account user) =>
        !string.IsNullOrEmpty(await manager.GetAuthenticatorKeyAsync(user));

    /// <summary>The codes come from the app.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<Account> manager, Account user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key)
            return false;
        var secret = Base32.Decode(key);
        var step = time.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;
        for (var drift = -1; drift <= 1; drift++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(CodeAt(secret, step + drift)),
                System.Text.Encoding.UTF8.GetBytes(token)))
                return await SpendAsync(user.Id, step + drift);
        }
        return false;
    }

    public static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The apps know SHA-1 only, and as an HMAC it is sound (RFC 6238, section 1.2).
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>One statement decides: of two requests with the same code one is accepted.</summary>
    private async Task<bool> SpendAsync(long accountId, long step) =>
        await db.WriteAsync(() => db.Set<Account>()
            .Where(a => a.Id == accountId && (a.LastCodeStep == null || a.LastCodeStep < step))
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.LastCodeStep, step)), CancellationToken.None) == 1;
}

/// <summary>RFC 4648, as Identity writes the authenticator's key.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] Decode(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (buffer, bits) = (0, 0);
        foreach (var letter in text.TrimEnd('='))
        {
            var value = Alphabet.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
            if (value < 0)
                throw new FormatException("This is not base 32.");
            buffer = (buffer << 5) | value;
            bits += 5;
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }
        return [.. bytes];
    }
}
