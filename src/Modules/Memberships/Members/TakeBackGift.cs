using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Members;

/// <summary>Ends a gift from now on. What was bought is ended by refunding its order, so that money and access stay one story.</summary>
internal sealed class TakeBackGift(AppDb db, Guard guard, IGrants grants, TimeProvider time)
{
    /// <returns>The member who had it.</returns>
    public async Task<long> RunAsync(long giftId, string? reason, long by, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.ManageMembers, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var words = reason?.Trim() ?? "";
        if (words.Length > Access.Revocation.ReasonLength)
            throw Refused.AtField("reason", "reason_too_long", "A reason can have at most {0} characters.", Access.Revocation.ReasonLength);

        await using var transaction = await db.BeginWriteAsync(cancel);
        var gift = await db.Set<Gift>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == giftId, cancel) ?? throw Refused.NotFound();
        await grants.RevokeAsync(db.CommunityId, gift.Document, words.Length > 0 ? words : "Gift taken back", new Thing("member", by), by, now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return gift.MemberId;
    }
}
