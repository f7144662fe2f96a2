using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Http;
using Guildhall.Mail.Refusals;
using Guildhall.Mail.Settings;
using MimeKit;
using MimeKit.Text;

namespace Guildhall.Mail.Sending;

/// <summary>
/// Makes the message: text and HTML from the same parts (RFC 2046, multipart/alternative), and one-click unsubscribe where it may be
/// refused (RFC 8058).
/// </summary>
internal sealed class ComposeMail(ICommunities communities, SiteAddress site, RefusalLinks links, TimeProvider time)
{
    public async Task<MimeMessage> RunAsync(OutgoingMail mail, string messageId, MailSettings server, CancellationToken cancel)
    {
        var address = site.PublicUrl ?? site.ListenUrl;
        var community = mail.CommunityId == 0 ? null : await communities.FindAsync(mail.CommunityId, cancel);
        var refuse = mail is { Optional: true, MemberId: { } member } ? address + links.PathOf(member, mail.Kind) : null;
        var template = new MailTemplate(mail, address, community, refuse);

        var message = new MimeMessage { MessageId = messageId, Date = time.GetUtcNow(), Subject = mail.Subject.ReplaceLineEndings(" ") };
        message.From.Add(new MailboxAddress(community?.Name ?? server.FromName, server.From));
        message.To.Add(MailboxAddress.Parse(mail.To));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, template.Language);
        if (refuse is not null)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{refuse}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }
        message.Body = new MultipartAlternative
        {
            new TextPart(TextFormat.Plain) { Text = template.Text(), ContentTransferEncoding = ContentEncoding.QuotedPrintable },
            new TextPart(TextFormat.Html) { Text = template.Html(), ContentTransferEncoding = ContentEncoding.QuotedPrintable },
        };
        return message;
    }
}
