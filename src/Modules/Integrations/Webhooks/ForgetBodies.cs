using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Integrations.Webhooks;

/// <summary>
/// What was sent out is not kept where it names somebody who goes; what its receivers do with it is theirs to answer for.
/// </summary>
internal sealed class ForgetBodies(AppDb db) : IForget
{
    public async Task ForgetInAsync(ForgottenMember member, CancellationToken cancel = default)
    {
        // A value that is the name and nothing else; what is still to be sent is sent as it is.
        var written = WebhookMessage.Written(member.Name);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<EndpointDelivery>().Where(d => (d.DeliveredAt != null || d.GivenUpAt != null) && d.Body.Contains(written))
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.Body, "{}").SetProperty(x => x.Excerpt, ""), cancel);
        await transaction.CommitAsync(cancel);
    }
}
