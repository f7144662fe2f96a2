using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Mail.Sending;

namespace Guildhall.Mail.Settings;

/// <param name="Answer">The server's own words, or a code with what went wrong on the way.</param>
internal sealed record TestMailResult(bool Delivered, string To, string Answer);

/// <summary>Sends a mail to the operator at once, past the queue: what the server says is the answer.</summary>
internal sealed class SendTestMail(
    Guard guard, CurrentMailSettings current, IContacts contacts, ComposeMail compose, SmtpConnections smtp)
{
    public async Task<TestMailResult> RunAsync(Texts texts, CancellationToken cancel)
    {
        var memberId = await guard.RequireOperatorAsync(cancel);
        var settings = await current.GetAsync(cancel);
        var contact = (await contacts.ManyAsync([memberId], cancel))[memberId];
        var mail = new OutgoingMail(
            "test", Guid.NewGuid().ToString("N"), memberId, contact.Email, texts.Language, texts["Test email from Guildhall"],
            [new MailPart.Paragraph(texts["This email shows that your site can send email."]), new MailPart.Action(texts["Open email settings"], "/operate/mail")]);
        using var message = await compose.RunAsync(mail, $"{mail.Key}@guildhall.test", settings, cancel);
        try
        {
            return new TestMailResult(true, contact.Email, await smtp.SendAsync(message, settings, cancel));
        }
        catch (SmtpRefusal refusal)
        {
            return new TestMailResult(false, contact.Email, refusal.Message);
        }
    }
}
