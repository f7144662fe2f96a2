using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Mails;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Settings;

/// <summary>
/// Another address to sign in with; the one before is told. An address that is taken counts as a guess at it, as when registering.
/// </summary>
internal sealed class ChangeEmail(AppDb db, CurrentAccount current, UserManager<Account> accounts, AttemptLimits limits, AccountMails mails)
{
    public async Task RunAsync(string? email, string? password, CancellationToken cancel)
    {
        var wanted = MemberFields.Email(email);
        var account = await current.ProveAsync(password, cancel);
        var guess = await limits.GuessAsync(wanted, cancel);
        var former = account.Email!;
        (account.Email, account.UserName, account.EmailConfirmed) = (wanted, wanted, false);
        mails.AddressChanged(account, former);
        try
        {
            if (!(await accounts.UpdateAsync(account)).Succeeded)
                throw Taken();
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            throw Taken();
        }
        await limits.ForgiveAsync(guess, cancel);
        mails.Confirmation(account);
        await db.SaveChangesAsync(cancel);
    }

    private static Refused Taken() => Refused.AtField("email", "email_taken", "This email address can't be used.");
}
