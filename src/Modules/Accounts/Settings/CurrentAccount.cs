using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Settings;

/// <summary>The account of who is signed in, and the proof that it is still they who sit there.</summary>
internal sealed class CurrentAccount(AppDb db, CurrentMember member, UserManager<Account> accounts, AttemptLimits limits)
{
    private Account? _account;

    public async Task<Account> LoadAsync(CancellationToken cancel = default)
    {
        var id = member.RequireId();
        return _account ??= await db.Set<Account>().Include(a => a.Member).SingleAsync(a => a.MemberId == id, cancel);
    }

    /// <summary>Whoever changes how one signs in says the password again: a laptop left open must not be enough.</summary>
    /// <exception cref="Refused">At the field.</exception>
    public async Task<Account> ProveAsync(string? password, CancellationToken cancel = default, string field = "password")
    {
        var account = await LoadAsync(cancel);
        if (string.IsNullOrEmpty(password))
            throw Refused.AtField(field, "password_missing", "Enter your password.");
        var guess = await limits.ProveAsync(account.Id, cancel);
        if (!await accounts.CheckPasswordAsync(account, password))
            throw Refused.AtField(field, "password_wrong", "This is not your password.");
        await limits.ForgiveAsync(guess, cancel);
        return account;
    }
}
