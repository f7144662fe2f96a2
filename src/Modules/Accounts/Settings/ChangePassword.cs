using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Sessions;
using Guildhall.Accounts.Tokens;
using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.Identity;

namespace Guildhall.Accounts.Settings;

/// <summary>A new password. Whoever had the old one is out: every other session ends, every API token is revoked, and this session gets a new key.</summary>
internal sealed class ChangePassword(AppDb db, CurrentAccount current, UserManager<Account> accounts, SignInManager<Account> signIn, LockOut lockOut)
{
    public async Task RunAsync(string? old, string? wanted, CancellationToken cancel)
    {
        var account = await current.ProveAsync(old, cancel, field: "oldPassword");
        PasswordRules.Check(wanted, account.Member.Name, account.Email!, field: "newPassword");
        // Hashed before the transaction, which on SQLite keeps all other writers waiting.
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, wanted!);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await accounts.UpdateSecurityStampAsync(account);
        await lockOut.RunAsync(account.MemberId, cancel);
        await signIn.SignInAsync(account, isPersistent: true);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>Ends whatever the member is signed in with, by session or by token.</summary>
internal sealed class LockOut(EndSessions sessions, RevokeTokens tokens)
{
    public async Task RunAsync(long memberId, CancellationToken cancel)
    {
        await sessions.AllAsync(memberId, except: null, cancel);
        await tokens.AllAsync(memberId, cancel);
    }
}
