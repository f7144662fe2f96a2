using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Guildhall.Accounts.Credentials;

/// <summary>
/// Identity's hasher (version 3: PBKDF2-HMAC-SHA512, 128-bit salt) over the whole password. An é typed as one character or as
/// two is the same letter on the screen, so both are one here.
/// </summary>
internal class PasswordHashing(IOptions<PasswordHasherOptions> options) : PasswordHasher<Account>(options)
{
    private string? _nobodys;

    public override string HashPassword(Account user, string password) => base.HashPassword(user, Composed(password));

    public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword) =>
        base.VerifyHashedPassword(user, hashedPassword, Composed(providedPassword));

    /// <summary>The work of a comparison for an account that is not there, so that the time does not tell.</summary>
    public void VerifyNobody(string password)
    {
        _nobodys ??= base.HashPassword(Account.Nobody(), Secret.New());
        VerifyHashedPassword(Account.Nobody(), _nobodys, password);
    }

    // Through UTF-8 first: half a surrogate pair would throw.
    private static string Composed(string password) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(password)).Normalize();
}
