using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Guildhall.Mail.Refusals;

/// <summary>
/// Addresses that refuse one kind of mail for one member, signed in or not (RFC 8058). They never end: an old mail may be unsubscribed from
/// too.
/// </summary>
internal sealed class RefusalLinks(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Guildhall.Mail.Refusals");

    public string PathOf(long memberId, string kind) =>
        "/mail/refusal/" + Base64Url.EncodeToString(
            _protector.Protect(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{memberId} {kind}"))));

    /// <returns><c>null</c> for a link that is none of ours.</returns>
    public (long MemberId, string Kind)? Read(string token)
    {
        if (token.Length > 1000 || !Base64Url.IsValid(token))
            return null;
        try
        {
            var parts = Encoding.UTF8.GetString(_protector.Unprotect(Base64Url.DecodeFromChars(token))).Split(' ', 2);
            return (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
