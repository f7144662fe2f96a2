using System.Globalization;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Settings;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Ui;

namespace Guildhall.Accounts.Mails;

/// <summary>What an account's holder is mailed about it, in the member's language. Each goes out with the caller's next save.</summary>
internal sealed class AccountMails(IMail mail, MailedLinks links, SetPassword passwords, TextCatalogue catalogue)
{
    private static readonly TimeSpan SignInLife = TimeSpan.FromMinutes(15), ConfirmLife = TimeSpan.FromDays(7),
        WelcomeLife = TimeSpan.FromDays(30);

    public ValueTask<bool> IsOnAsync(CancellationToken cancel) => mail.IsOnAsync(cancel);

    public async Task PasswordLinkAsync(Account account, CancellationToken cancel)
    {
        var path = await passwords.NewLinkPathAsync(account.MemberId, cancel);
        Send(account, "account.password", t => t["Set a new password"], t =>
        [
            new MailPart.Paragraph(t["Hello {0}, use this link to set a new password. It works once and expires after one hour.", account.Member.Name]),
            new MailPart.Action(t["Set a new password"], path),
            new MailPart.Note(t["If you didn't request this, ignore this email: your password stays the same."]),
        ]);
    }

    public void SignInLink(Account account)
    {
        var secret = links.Issue(account, LinkPurpose.SignIn, SignInLife);
        Send(account, "account.sign_in", t => t["Your link to sign in"], t =>
        [
            new MailPart.Paragraph(t["Hello {0}, use this link to sign in without your password. It works once and expires after 15 minutes.", account.Member.Name]),
            new MailPart.Action(t["Sign in"], "/sign-in/link/" + secret),
            new MailPart.Note(t["If you didn't request this, delete this email and share the link with no one."]),
        ]);
    }

    public void Confirmation(Account account)
    {
        var secret = links.Issue(account, LinkPurpose.ConfirmEmail, ConfirmLife);
        Send(account, "account.confirm", t => t["Confirm your email address"], t =>
        [
            new MailPart.Paragraph(t["Hello {0}, please confirm that email to this address reaches you. Receipts and notifications can then be sent here.", account.Member.Name]),
            new MailPart.Action(t["Confirm this address"], "/account/email/" + secret),
            new MailPart.Note(t["The link expires after seven days. If you have no account here, someone mistyped their address; you can ignore this."]),
        ]);
    }

    /// <summary>After a purchase without an account.</summary>
    public void Welcome(Account account)
    {
        var secret = links.Issue(account, LinkPurpose.Welcome, WelcomeLife);
        Send(account, "account.welcome", t => t["Your purchase: set a password"], t =>
        [
            new MailPart.Paragraph(t["Hello {0}, your purchase is in an account for this address. Use this link to choose your name and a password. It works once and expires after 30 days.", account.Member.Name]),
            new MailPart.Action(t["Set name and password"], "/welcome/" + secret),
            new MailPart.Note(t["If you bought nothing, someone entered your address. Use the link to take over the account, or ignore this."]),
        ]);
    }

    public void DeletionLink(Account account)
    {
        var secret = links.Issue(account, LinkPurpose.Deletion, SignInLife);
        Send(account, "account.deletion_link", t => t["Delete your account"], t =>
        [
            new MailPart.Paragraph(t["Hello {0}, use this link to delete your account. You see first what goes and what stays. It works once and expires after 15 minutes.", account.Member.Name]),
            new MailPart.Action(t["Delete your account"], "/account/deletion/" + secret),
            new MailPart.Note(t["If you didn't request this, change your password: someone else is signed in as you."]),
        ]);
    }

    /// <param name="dueAt">UTC.</param>
    public void DeletionAsked(Account account, DateTime dueAt) => Send(account, "account.deletion_asked", t => t["Your account will be deleted"], t =>
    [
        new MailPart.Paragraph(t["Hello {0}, as you asked, you were signed out everywhere, and your account will be deleted on {1}.", account.Member.Name, dueAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]),
        new MailPart.Action(t["Sign in and keep the account"], "/sign-in"),
        new MailPart.Note(t["If this wasn't you, sign in and change your password now."]),
    ]);

    /// <param name="former">The address before, which hears of it: whoever took the account over would change it first.</param>
    public void AddressChanged(Account account, string former) => Send(account, "account.address_changed", t => t["Your email address was changed"], t =>
    [
        new MailPart.Paragraph(t["Hello {0}, the account that belonged to this address now signs in with {1}.", account.Member.Name, Masked(account.Email!)]),
        new MailPart.Note(t["If this wasn't you, contact this site's operator at once: someone else may be using your account."]),
    ], former);

    private void Send(
        Account account, string kind, Func<Texts, string> subject, Func<Texts, IReadOnlyList<MailPart>> body, string? to = null)
    {
        var texts = catalogue.In(account.Member.Language);
        mail.Send(new OutgoingMail(kind, Guid.NewGuid().ToString("N"), account.MemberId, to ?? account.Email!, texts.Language,
            subject(texts), body(texts)));
    }

    /// <summary>Enough to recognise one's own address, too little to learn a stranger's.</summary>
    private static string Masked(string email)
    {
        var at = email.LastIndexOf('@');
        return email[..1] + "…" + email[at..];
    }
}
