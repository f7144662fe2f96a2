using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Mails;

/// <summary>
/// Somebody who cannot sign in asks for a mailed link. The answer is the same whether the address has an account or not, and how often one
/// may ask is limited by address and by caller, so that nobody's mailbox is flooded.
/// </summary>
internal sealed class AskForLink(AppDb db, UserManager<Account> accounts, AccountMails mails, AttemptLimits limits)
{
    /// <param name="toSignIn">A link to sign in; otherwise one to set a new password.</param>
    public async Task RunAsync(string? email, bool toSignIn, CancellationToken cancel)
    {
        if (!await mails.IsOnAsync(cancel))
            throw new Refused("mail_off", 409, "This site sends no email. Ask its operator for a link.");
        var wanted = MemberFields.Email(email);
        await limits.MailAsync(wanted, cancel);
        var normalized = accounts.NormalizeEmail(wanted);
        var account = await db.Set<Account>().Include(a => a.Member).SingleOrDefaultAsync(a => a.NormalizedEmail == normalized, cancel);
        if (account is null)
            return;
        if (toSignIn)
            mails.SignInLink(account);
        else
            await mails.PasswordLinkAsync(account, cancel);
        await db.SaveChangesAsync(cancel);
    }
}
