using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Devices;
using Guildhall.Accounts.Mails;
using Guildhall.Accounts.Settings;
using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Registration;

/// <summary>
/// Whoever reads the mail to the address of a purchase makes the account theirs: name and password. Whoever merely typed the address is
/// out from then on, with all sessions, passkeys and tokens.
/// </summary>
internal sealed class FinishAccount(
    AppDb db, MailedLinks links, UserManager<Account> accounts, SignInManager<Account> signIn, LockOut lockOut, KnownDevices devices)
{
    /// <returns><c>null</c> when the link does not work (any more).</returns>
    public async Task<Account?> FindAsync(string secret, CancellationToken cancel) =>
        await links.FindAsync(secret, LinkPurpose.Welcome, cancel) is { PasswordHash: null } account ? account : null;

    /// <exception cref="Kernel.Http.Refused">422: the link, the name or the password.</exception>
    public async Task RunAsync(string secret, string? name, string? password, CancellationToken cancel)
    {
        var found = await FindAsync(secret, cancel) ?? throw MailedLinks.Dead();
        var named = MemberFields.Name(name);
        PasswordRules.Check(password ?? "", named, found.Email!);
        var hash = accounts.PasswordHasher.HashPassword(found, password!);
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            var account = await links.UseAsync(secret, LinkPurpose.Welcome, cancel);
            account.Member.Rename(named);
            (account.PasswordHash, account.EmailConfirmed) = (hash, true);
            if (!(await accounts.UpdateSecurityStampAsync(account)).Succeeded)
                throw MailedLinks.Dead();
            await lockOut.RunAsync(account, keys: true, cancel);
            await devices.ForgetAsync(account.MemberId, exceptThis: false, cancel);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            found = account;
        }
        await signIn.SignInAsync(found, isPersistent: true);
    }
}
