using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Moderation.Appeals;
using Guildhall.Moderation.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Cases;

/// <summary>Which moderator may decide which case. A part of operations that ask the gate themselves.</summary>
internal sealed class CaseGate(AppDb db, SeenThings things, IRoleHolders holders, TimeProvider time)
{
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <exception cref="Refused">404.</exception>
    public async Task<Case> FindAsync(long id, CancellationToken cancel) =>
        await db.Set<Case>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw Refused.NotFound();

    /// <exception cref="Refused">403 where they may not read it; 409 where it is their own.</exception>
    public async Task RequireDecidableAsync(Case one, long by, CancellationToken cancel)
    {
        if (!(await things.OfAsync([one.Thing], cancel))[one.Thing].IsReadable)
            throw new Refused("case_not_readable", 403, "This is in a place you can't read, so someone else has to decide.");
        if (one.AuthorId == by)
            throw new Refused("own_case", 409, "This is about you, so someone else has to decide.");
    }

    /// <summary>An appeal is decided by another than the first, where there is one.</summary>
    /// <exception cref="Refused">409.</exception>
    public async Task RequireAnotherAsync(Case one, long by, CancellationToken cancel)
    {
        if (one.IsOfRestriction || (await AppealedAsync(one.Id, cancel)).DecidedBy != by)
            return;
        var others = await holders.WithPermissionAsync(db.CommunityId, Permissions.HandleReports, Now, cancel);
        if (others.Any(o => o != by && o != one.AuthorId))
            throw new Refused("own_verdict", 409, "The first decision was yours, so another moderator has to look at the appeal.");
    }

    /// <summary>The verdict that the newest appeal of a case is about.</summary>
    public async Task<Verdict> AppealedAsync(long caseId, CancellationToken cancel) => await db.Set<Appeal>()
        .Where(a => a.CaseId == caseId).OrderByDescending(a => a.Id)
        .Join(db.Set<Verdict>().AsNoTracking(), a => a.VerdictId, v => v.Id, (a, v) => v).FirstAsync(cancel);
}
