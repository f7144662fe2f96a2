using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Sessions;
using Guildhall.Accounts.Tokens;
using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Settings;

/// <summary>
/// A new password. Whoever had the old one is out: every other session ends, this session gets a new key, and unless the member
/// trusts them, passkeys and API tokens go too: an intruder may have added one.
/// </summary>
internal sealed class ChangePassword(
    AppDb db, CurrentAccount current, UserManager<Account> accounts, SignInManager<Account> signIn, LockOut lockOut)
{
    /// <param name="keys">Whether passkeys and API tokens go.</param>
    public async Task RunAsync(string? old, string? wanted, bool keys, CancellationToken cancel)
    {
        var account = await current.ProveAsync(old, cancel, field: "oldPassword");
        PasswordRules.Check(wanted, account.Member.Name, account.Email!, field: "newPassword");
        // Hashed before the transaction, which on SQLite keeps all other writers waiting.
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, wanted!);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await accounts.UpdateSecurityStampAsync(account);
        await lockOut.RunAsync(account, keys, cancel);
        await signIn.SignInAsync(account, isPersistent: true);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>Ends whatever the member is signed in with, and what would sign in again without the password.</summary>
internal sealed class LockOut(AppDb db, EndSessions sessions, RevokeTokens tokens)
{
    /// <param name="keys">Whether passkeys and API tokens go; without it only sessions end.</param>
    public async Task RunAsync(Account account, bool keys, CancellationToken cancel)
    {
        await sessions.AllAsync(account.MemberId, except: null, cancel);
        if (!keys)
            return;
        await tokens.AllAsync(account.MemberId, cancel);
        await db.WriteAsync(() => db.Set<IdentityUserPasskey<long>>().Where(p => p.UserId == account.Id)
            .ExecuteDeleteAsync(cancel), cancel);
    }
}
