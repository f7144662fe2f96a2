using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Mail.Sending;

/// <summary>The list of sent mails keeps neither the address of who goes nor their name in what others were told.</summary>
internal sealed class ForgetAddresses(AppDb db) : IForget
{
    public async Task ForgetAsync(ForgottenMember member, CancellationToken cancel = default)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (member.Email.Length > 0)
            await db.Set<SentMail>().Where(m => m.To == member.Email).ExecuteUpdateAsync(m => m.SetProperty(x => x.To, ""), cancel);
        if (member.HasTellingName)
            await db.Set<SentMail>().Where(m => m.Subject.Contains(member.Name))
                .ExecuteUpdateAsync(m => m.SetProperty(x => x.Subject, ""), cancel);
        await transaction.CommitAsync(cancel);
    }
}
