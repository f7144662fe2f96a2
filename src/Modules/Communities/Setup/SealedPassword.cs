using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Guildhall.Communities.Setup;

/// <summary>
/// Carries the owner's password from the first step to the last without keeping it anywhere: encrypted in the form with the
/// installation's keys, for an hour. So nothing is written before the last step, and going back loses nothing.
/// </summary>
internal sealed class SealedPassword(IDataProtectionProvider protection)
{
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Guildhall.Setup.Password").ToTimeLimitedDataProtector();

    public string Seal(string password) => _protector.Protect(password, TimeSpan.FromHours(1));

    /// <returns><c>null</c> when there is none, or it is too old or not ours.</returns>
    public string? Open(string? @sealed)
    {
        if (string.IsNullOrEmpty(@sealed))
            return null;
        try
        {
            return _protector.Unprotect(@sealed);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
