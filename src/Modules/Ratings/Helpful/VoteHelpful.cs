using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Ratings;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Ratings.Helpful;

/// <summary>
/// A member answers whether a thing was helpful, thinks otherwise, or takes the answer back. Whoever may read all of it may answer, but
/// not whoever made it. Repeating an answer changes nothing.
/// </summary>
internal sealed class VoteHelpful(AppDb db, IThings things, IAccess access, CurrentMember member, TimeProvider time)
{
    /// <param name="helpful"><c>null</c> takes the answer back.</param>
    /// <returns>The thing that was answered for.</returns>
    public async Task<KnownThing> RunAsync(Thing thing, bool? helpful, CancellationToken cancel = default)
    {
        var (community, me, now) = (db.CommunityId, member.RequireId(), time.GetUtcNow().UtcDateTime);
        var known = (await things.FindAsync(community, [thing], member.Viewer, cancel)).GetValueOrDefault(thing);
        if (known is not { IsPublic: true })
            throw Refused.NotFound();
        await access.RequireAsync(member.Viewer, Need.ToPost(community, thing, known.Requirement), now, cancel);
        if (known.AuthorId is not { } author)
            throw Refused.NotFound();
        if (author == me)
            throw new Refused("own_work", 403, "You can't rate your own work.");

        await using var transaction = await db.BeginWriteAsync(cancel);
        // One click after the other, so that each finds what the one before has written.
        await db.LockAsync(LockOn.Member, me, cancel);
        var vote = await db.Set<HelpfulVote>()
            .SingleOrDefaultAsync(v => v.ThingKind == thing.Kind && v.ThingId == thing.Id && v.MemberId == me, cancel);
        if (vote?.Helpful == helpful)
            return known;
        if (helpful is not { } value)
            db.Remove(vote!);
        else if (vote is null)
            db.Add(HelpfulVote.Of(community, thing, me, value, now));
        else
            vote.Become(value, now);
        db.Publish(() => new HelpfulVoted(community, me, thing.Kind, thing.Id, helpful));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return known;
    }
}
