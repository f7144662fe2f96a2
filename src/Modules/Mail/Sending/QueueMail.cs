using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Mail.Settings;

namespace Guildhall.Mail.Sending;

/// <summary>Work: this mail is to be sent.</summary>
/// <param name="MessageId">Made when it was put into the queue.</param>
internal sealed record SendMail(OutgoingMail Mail, string MessageId);

/// <summary>Puts mails into the work queue.</summary>
internal sealed class QueueMail(AppDb db, CurrentMailSettings settings, SiteAddress site) : IMail
{
    public async ValueTask<bool> IsOnAsync(CancellationToken cancel = default) => (await settings.GetAsync(cancel)).IsOn;

    public void Send(OutgoingMail mail)
    {
        var messageId = $"{Guid.NewGuid():N}@{new Uri(site.PublicUrl ?? site.ListenUrl).Host}";
        db.Enqueue(() => new WorkOrder($"{mail.Kind} {mail.Key}", new SendMail(mail, messageId)));
    }
}
