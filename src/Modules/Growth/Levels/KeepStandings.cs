using Guildhall.Growth.Boards;
using Guildhall.Growth.Program;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Levels;

/// <summary>Lets levels follow what is booked, in the same transaction and under the member's lock.</summary>
internal sealed class KeepStandings(AppDb db, Programs programs, KnownBoards boards, TimeProvider time)
{
    /// <param name="points">That the member has earned more; below zero where some were taken back. The caller saves.</param>
    public async Task MoveAsync(long communityId, long memberId, long points, CancellationToken cancel)
    {
        var standing = await FindAsync(communityId, memberId, cancel);
        standing.Earn(points);
        db.AfterCommit(() => boards.Changed(communityId));
        if (await programs.FindAsync(communityId, cancel) is not { } program || program.LevelAt(standing.Lifetime) is not { } level
            || level.Number == standing.Level)
            return;
        var from = standing.Level;
        standing.Reach(level.Number, time.GetUtcNow().UtcDateTime);
        db.Publish(() => new LevelChanged(communityId, null, memberId, from, level.Number, level.NameEn, level.NameZh));
    }

    /// <summary>The member's row; a new one where they have none.</summary>
    public async Task<MemberStanding> FindAsync(long communityId, long memberId, CancellationToken cancel)
    {
        var standing = db.Set<MemberStanding>().Local.FirstOrDefault(s => s.MemberId == memberId && s.CommunityId == communityId)
            ?? await db.Set<MemberStanding>().SingleOrDefaultAsync(s => s.MemberId == memberId, cancel);
        if (standing is null)
            db.Add(standing = MemberStanding.Of(communityId, memberId));
        return standing;
    }
}
