using Guildhall.Kernel.Values;
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

    // Composing takes quadratic time in a run of combining marks, so only what can be a password is composed.
    private const string Dummy = "too long to be one";

    public override string HashPassword(Account user, string password) =>
        PasswordRules.IsTooLong(password) ? throw new ArgumentException("Longer than a password may be.", nameof(password)) : base.HashPassword(user, Composed(password));

    /// <summary>What is longer than a password may be is wrong, after the work of a comparison.</summary>
    public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        if (!PasswordRules.IsTooLong(providedPassword))
            return base.VerifyHashedPassword(user, hashedPassword, Composed(providedPassword));
        base.VerifyHashedPassword(user, hashedPassword, Dummy);
        return PasswordVerificationResult.Failed;
    }

    /// <summary>The work of a comparison for an account that is not there, so that the time does not tell.</summary>
    public void VerifyNobody(string password)
    {
        _nobodys ??= base.HashPassword(Account.Nobody(), Secret.New());
        VerifyHashedPassword(Account.Nobody(), _nobodys, password);
    }

    // Well-formed first: half a surrogate pair would throw.
    private static string Composed(string password) => WellFormed.Text(password).Normalize();
}
