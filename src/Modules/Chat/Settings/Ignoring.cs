using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Settings;

/// <summary>Answers other modules who ignores whom.</summary>
internal sealed class Ignoring(AppDb db) : IIgnoring
{
    public async Task<IReadOnlySet<long>> IgnoringAsync(
        IReadOnlyCollection<long> memberIds, long other, CancellationToken cancel = default) =>
        await db.Set<IgnoredMember>().Where(i => i.IgnoredId == other && memberIds.Contains(i.MemberId)).Select(i => i.MemberId)
            .ToHashSetAsync(cancel);
}
