using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Mails;
using Guildhall.Accounts.Settings;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;

namespace Guildhall.Accounts.Forgetting;

/// <summary>Mails the signed-in member a link that stands for the password when they delete their account.</summary>
internal sealed class AskForDeletionLink(AppDb db, CurrentAccount current, AccountMails mails, AttemptLimits limits)
{
    /// <exception cref="Refused">409: no mail is sent; 429.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (!await mails.IsOnAsync(cancel))
            throw new Refused("mail_off", 409, "This site sends no email. Ask its operator for a link.");
        var account = await current.LoadAsync(cancel);
        await limits.MailAsync(account.Email!, cancel);
        mails.DeletionLink(account);
        await db.SaveChangesAsync(cancel);
    }
}
