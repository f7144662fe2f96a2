using System.Security.Cryptography;
using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Guildhall.Accounts.Credentials;

/// <summary>
/// Identity's store on AppDb. Identity would keep the authenticator's key and the recovery codes as plain text:
/// here they are encrypted with this installation's keys, so that a copy of the database alone opens no account.
/// </summary>
internal sealed class AccountStore(AppDb db, IDataProtectionProvider protection, IdentityErrorDescriber errors)
    : UserOnlyStore<Account, AppDb, long>(db, errors)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Guildhall.Accounts.Secrets");

    public override async Task<string?> GetTokenAsync(Account user, string loginProvider, string name, CancellationToken cancel)
    {
        var value = await base.GetTokenAsync(user, loginProvider, name, cancel);
        if (value is null)
            return null;
        try
        {
            return _protector.Unprotect(value);
        }
        catch (CryptographicException)
        {
            // The keys are not those that wrote it (a database without its data folder): no code can match, and that is right.
            return null;
        }
    }

    public override Task SetTokenAsync(Account user, string loginProvider, string name, string? value, CancellationToken cancel) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : _protector.Protect(value), cancel);
}
