using Guildhall.Growth.Boards;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Data;

namespace Guildhall.Growth.Levels;

/// <summary>A member says whether they are shown on boards and with a level.</summary>
internal sealed class ShowStanding(AppDb db, PointsGate gate, KeepStandings standings, KnownBoards boards)
{
    public async Task RunAsync(bool isShown, CancellationToken cancel)
    {
        var member = await gate.RequireMemberAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, member, cancel);
        var standing = await standings.FindAsync(db.CommunityId, member, cancel);
        if (standing.HiddenAt is null != isShown)
        {
            standing.Show(isShown, gate.Now);
            db.Publish(() => new StandingShown(db.CommunityId, member, member, isShown));
            db.AfterCommit(() => boards.Changed(db.CommunityId));
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
