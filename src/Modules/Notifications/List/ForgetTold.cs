using System.Text.Json;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Notifications.Push;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.List;

/// <summary>Browsers hear nothing from the moment a member asks to go; and others' notifications do not keep the name.</summary>
internal sealed class ForgetTold(AppDb db) : IForget
{
    public Task EndAsync(long memberId, CancellationToken cancel = default) =>
        db.Set<PushSubscription>().Where(s => s.MemberId == memberId).ExecuteDeleteAsync(cancel);

    /// <summary>Those that were made before names were left out of them.</summary>
    public async Task ForgetAsync(ForgottenMember member, CancellationToken cancel = default)
    {
        // As it stands in the list of texts.
        var written = JsonSerializer.Serialize(member.Name);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<Notification>().Where(n => n.ById == null && n.Arguments.Contains(written)).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
