using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Ignoring;

/// <summary>A member ignores another, or no longer. Repeating it changes nothing.</summary>
internal sealed class IgnoreMember(AppDb db, CurrentMember member, TimeProvider time)
{
    private const int Most = 1000;

    /// <exception cref="Refused">404: nobody is that member, or it is oneself; 422: too many are ignored already.</exception>
    public async Task RunAsync(long other, bool on, CancellationToken cancel)
    {
        var me = member.RequireId();
        if (other == me || !await db.Members.AnyAsync(m => m.Id == other, cancel))
            throw Refused.NotFound();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, me, cancel);
        var ignored = await db.Set<IgnoredMember>().SingleOrDefaultAsync(i => i.MemberId == me && i.IgnoredId == other, cancel);
        if (on && ignored is null)
        {
            if (await db.Set<IgnoredMember>().CountAsync(i => i.MemberId == me, cancel) >= Most)
                throw new Refused("ignored_too_many", 422, "You can ignore at most {0} people.", Most);
            db.Add(IgnoredMember.Of(me, other, time.GetUtcNow().UtcDateTime));
        }
        else if (!on && ignored is not null)
            db.Remove(ignored);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Whom whoever asks ignores, by name.</summary>
    public async Task<IReadOnlyList<Member>> ListAsync(CancellationToken cancel)
    {
        var me = member.RequireId();
        return await db.Set<IgnoredMember>().Where(i => i.MemberId == me).Join(db.Members, i => i.IgnoredId, m => m.Id, (i, m) => m)
            .AsNoTracking().OrderBy(m => m.Name).ThenBy(m => m.Id).ToListAsync(cancel);
    }
}
