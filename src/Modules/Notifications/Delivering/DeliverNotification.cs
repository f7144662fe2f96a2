using System.Globalization;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Work;
using Guildhall.Notifications.List;
using Guildhall.Notifications.Preferences;
using Guildhall.Notifications.Push;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.Delivering;

/// <summary>Work: a notification goes out by mail and push too, unless it was read before.</summary>
internal sealed record DeliverNotification(long NotificationId);

/// <summary>Decides at the last moment: what was read, switched off or withdrawn meanwhile is not sent.</summary>
internal sealed class DeliverNotifications(
    AppDb db, IMail mail, IContacts contacts, StillTold still, MemberPreferences preferences, QueuePushes pushes,
    Wording wording, TextCatalogue catalogue)
    : IWork<DeliverNotification>
{
    public async Task RunAsync(DeliverNotification payload, WorkContext context, CancellationToken cancel)
    {
        var one = await db.Set<Notification>().AsNoTracking()
            .SingleOrDefaultAsync(n => n.Id == payload.NotificationId && n.ReadAt == null, cancel);
        if (one is null || !(await still.OfAsync([one], cancel)).Contains(one.Id))
            return;
        var wishes = (await preferences.OfAsync([one.MemberId], cancel))[one.MemberId];
        var contact = (await contacts.ManyAsync([one.MemberId], cancel)).GetValueOrDefault(one.MemberId);
        if (contact is null || !wishes.Wants(one.Kind))
            return;
        var texts = catalogue.In(contact.Language);
        var text = (await wording.OfAsync([one], texts, saysBot: true, cancel))[one.Id].Text;
        var id = one.Id.ToString(CultureInfo.InvariantCulture);
        // Only an address whose holder has shown to read there is mailed what was not asked for. A refused kind is held back when it is
        // sent.
        if (contact.EmailVerified)
        {
            mail.Send(new OutgoingMail(
                NotificationKinds.Mail(one.Kind), id, one.MemberId, contact.Email, texts.Language, text,
                [new MailPart.Paragraph(text), new MailPart.Action(texts["Open"], "/notifications/" + id)], one.OfCommunityId, Optional: true));
        }
        if (wishes.WantsPush(one.Kind))
            await pushes.AddAsync(one.MemberId, one.Id, text, cancel);
        await db.SaveChangesAsync(cancel);
    }
}
