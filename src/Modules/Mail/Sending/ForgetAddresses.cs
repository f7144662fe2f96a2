using System.Text.Json;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Mail.Sending;

/// <summary>
/// The list of sent mails keeps neither the address of who goes nor their name in what others were told; what waits to be sent to them, for
/// a mail server maybe, is let go.
/// </summary>
internal sealed class ForgetAddresses(AppDb db, TimeProvider time) : IForget
{
    public async Task ForgetAsync(ForgottenMember member, CancellationToken cancel = default)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var (kind, theirs) = (QualifiedName.Of(typeof(SendMail)), $"\"MemberId\":{member.Id},");
        var now = time.GetUtcNow().UtcDateTime;
        var address = JsonSerializer.Serialize(member.Email);
        await db.Set<WorkItem>().Where(w => w.Kind == kind)
            .Where(w => w.Payload.Contains(theirs) || (member.Email != "" && w.Payload.Contains(address))).ExecuteDeleteAsync(cancel);
        if (member.Email.Length > 0)
            await db.Set<SentMail>().Where(m => m.To == member.Email).ExecuteUpdateAsync(m => m.SetProperty(x => x.To, "")
                .SetProperty(x => x.EndedAt, x => x.SentAt == null && x.EndedAt == null ? now : x.EndedAt), cancel);
        if (member.HasTellingName)
            await db.Set<SentMail>().Where(m => m.Subject.Contains(member.Name))
                .ExecuteUpdateAsync(m => m.SetProperty(x => x.Subject, ""), cancel);
        await transaction.CommitAsync(cancel);
    }
}
