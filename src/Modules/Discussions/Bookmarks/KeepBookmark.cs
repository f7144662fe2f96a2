using Guildhall.Discussions.Reactions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Bookmarks;

/// <summary>
/// A member keeps a thing to find it again, or lets it go. It says nothing to others, so it asks for no more than reading.
/// </summary>
internal sealed class KeepBookmark(
    AppDb db, IThings things, IEnumerable<ReactableKind> others, CurrentMember member, TimeProvider time)
{
    /// <param name="on"><c>null</c> turns it over.</param>
    /// <returns>Where the thing is.</returns>
    public async Task<string?> RunAsync(Thing thing, bool? on, CancellationToken cancel)
    {
        var by = member.RequireId();
        // What can be reacted to is read, and so it can be kept.
        var known = React.Kinds.Contains(thing.Kind) || others.Any(o => o.Kind == thing.Kind)
            ? (await things.FindAsync(db.CommunityId, [thing], member.Viewer, cancel)).GetValueOrDefault(thing) : null;
        var kept = await db.Set<Bookmark>()
            .SingleOrDefaultAsync(b => b.MemberId == by && b.ThingKind == thing.Kind && b.ThingId == thing.Id, cancel);
        // What was kept can be let go also when it has been closed since.
        if (known is null && kept is null)
            throw Refused.NotFound();
        var wanted = on ?? kept is null;
        if (!wanted && kept is not null)
            db.Remove(kept);
        else if (wanted && kept is null)
            db.Add(Bookmark.Of(by, thing, db.CommunityId, time.GetUtcNow().UtcDateTime));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failed) when (failed.IsCollision() || failed is DbUpdateConcurrencyException)
        {
            // The button was pressed twice at once.
        }
        return known?.Path;
    }

    /// <summary>Those of these things that the member keeps.</summary>
    public async Task<IReadOnlySet<Thing>> OfMemberAsync(IReadOnlyCollection<Thing> some, long memberId, CancellationToken cancel)
    {
        var ids = some.Select(t => t.Id).ToList();
        var rows = await db.Set<Bookmark>().AsNoTracking().Where(b => b.MemberId == memberId && ids.Contains(b.ThingId))
            .Select(b => new { b.ThingKind, b.ThingId }).ToListAsync(cancel);
        return rows.Select(b => new Thing(b.ThingKind, b.ThingId)).Intersect(some).ToHashSet();
    }
}

/// <summary>A bookmark as its member sees it.</summary>
/// <param name="Known"><c>null</c> where the member may not know of the thing any more.</param>
internal sealed record SeenBookmark(long Id, Thing Thing, string Community, string CommunityName, KnownThing? Known, DateTime At);

/// <summary>A member's bookmarks, the newest first. The gate is asked about each thing anew.</summary>
internal sealed class BookmarkList(
    AppDb db, IThings things, Kernel.Contracts.Communities.ICommunities communities, CurrentMember member)
{
    public async Task<Page<SeenBookmark, long>> PageAsync(long? before, int limit, CancellationToken cancel)
    {
        var by = member.RequireId();
        var rows = db.Set<Bookmark>().AsNoTracking().Where(b => b.MemberId == by);
        if (before is { } key)
            rows = rows.Where(b => b.Id < key);
        var page = await rows.OrderByDescending(b => b.Id).PageAsync(limit, b => b.Id, cancel);
        var seen = new Dictionary<long, SeenBookmark>();
        foreach (var ofCommunity in page.Items.GroupBy(b => b.OfCommunityId))
        {
            if (await communities.FindAsync(ofCommunity.Key, cancel) is not { } community)
                continue;
            var known = await things.FindAsync(community.Id, [.. ofCommunity.Select(b => b.Thing)], member.Viewer, cancel);
            foreach (var one in ofCommunity)
                seen[one.Id] = new SeenBookmark(
                    one.Id, one.Thing, community.Slug, community.Name, known.GetValueOrDefault(one.Thing), one.At);
        }
        return new Page<SeenBookmark, long>([.. page.Items.Select(b => seen.GetValueOrDefault(b.Id)).OfType<SeenBookmark>()], page.Next);
    }
}
