using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Settings;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Mails;

/// <summary>Shows that mail to an account's address reaches its holder.</summary>
internal sealed class ConfirmEmail(AppDb db, CurrentAccount current, MailedLinks links, AccountMails mails, AttemptLimits limits)
{
    /// <summary>Mails a new link to the signed-in member.</summary>
    public async Task AskAsync(CancellationToken cancel)
    {
        if (!await mails.IsOnAsync(cancel))
            throw new Refused("mail_off", 409, "This site sends no email. Ask its operator for a link.");
        var account = await current.LoadAsync(cancel);
        if (account.EmailConfirmed)
            return;
        await limits.MailAsync(account.Email!, cancel);
        mails.Confirmation(account);
        await db.SaveChangesAsync(cancel);
    }

    public async Task<bool> IsGoodAsync(string secret, CancellationToken cancel) =>
        await links.FindAsync(secret, LinkPurpose.ConfirmEmail, cancel) is not null;

    public async Task RunAsync(string secret, CancellationToken cancel)
    {
        var account = await links.UseAsync(secret, LinkPurpose.ConfirmEmail, cancel);
        await ConfirmedAsync(db, account.Id, account.Email!, cancel);
    }

    /// <summary>Of the address that the link was for: it may have been changed in the same moment.</summary>
    public static Task<int> ConfirmedAsync(AppDb db, long accountId, string email, CancellationToken cancel) => db.WriteAsync(
        () => db.Set<Account>().Where(a => a.Id == accountId && a.Email == email)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.EmailConfirmed, true), cancel), cancel);
}
