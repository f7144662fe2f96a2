using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Reactions;

/// <summary>A member reacts to a thing that they may read, or takes the reaction back. Repeating it changes nothing.</summary>
internal sealed class React(
    AppDb db, TopicGate gate, IThings things, IAccess access, CurrentMember member, IEnumerable<ReactableKind> others)
{
    /// <summary>Things that may be reacted to, beside those of which other modules say so.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["topic", "reply", "article", "resource", "lesson", "session"];

    /// <param name="on"><c>null</c> turns it over.</param>
    /// <returns>The thing, and the members who react so now.</returns>
    public async Task<(KnownThing Thing, int Members)> RunAsync(Thing thing, string name, bool? on, CancellationToken cancel)
    {
        var by = member.RequireId();
        if (!ReactionNames.Knows(name) || (!Kinds.Contains(thing.Kind) && others.All(o => o.Kind != thing.Kind)))
            throw Refused.NotFound();
        var known = (await things.FindAsync(db.CommunityId, [thing], member.Viewer, cancel)).GetValueOrDefault(thing);
        if (known is not { IsWhole: true })
            throw Refused.NotFound();
        var asked = new Requirement.AllOf([known.Requirement, new Requirement.AnyTier()]);
        await access.RequireAsync(member.Viewer, Need.ToPost(db.CommunityId, thing, asked), gate.Now, cancel);
        var page = await PageAsync(thing, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        // One click after the other of a member; the count is changed by the database itself, since others click meanwhile.
        await db.LockAsync(LockOn.Member, by, cancel);
        var row = await db.Set<Reaction>().SingleOrDefaultAsync(
            r => r.ThingKind == thing.Kind && r.ThingId == thing.Id && r.MemberId == by && r.Name == name, cancel);
        var wanted = on ?? row is null;
        if (wanted != row is not null)
        {
            if (row is null)
                db.Add(Reaction.Of(db.CommunityId, thing, by, name, gate.Now));
            else
                db.Remove(row);
            db.Publish(() => new ReactionChanged(db.CommunityId, by, thing, page, name, wanted));
            await db.SaveChangesAsync(cancel);
            await CountAsync(thing, name, wanted ? 1 : -1, cancel);
        }
        var members = await CountOf(thing, name).Select(c => c.Members).SingleOrDefaultAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (known, members);
    }

    private async Task CountAsync(Thing thing, string name, int by, CancellationToken cancel)
    {
        if (await CountOf(thing, name).ExecuteUpdateAsync(c => c.SetProperty(x => x.Members, x => x.Members + by), cancel) > 0)
            return;
        // The first of its name: of two at once, the second waits for the row of the first and then changes it.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO reaction_counts (thing_kind, thing_id, name, community_id, members)
            VALUES ({thing.Kind}, {thing.Id}, {name}, {db.CommunityId}, {by})
            ON CONFLICT (thing_kind, thing_id, name) DO UPDATE SET members = reaction_counts.members + excluded.members
            """, cancel);
    }

    private IQueryable<ReactionCount> CountOf(Thing thing, string name) =>
        db.Set<ReactionCount>().Where(c => c.ThingKind == thing.Kind && c.ThingId == thing.Id && c.Name == name);

    /// <summary>On whose page the thing stands.</summary>
    private async Task<Thing> PageAsync(Thing thing, CancellationToken cancel)
    {
        if (thing.Kind == Topic.OwnKind)
            await db.RequireUnarchivedAsync(thing.Id, cancel);
        if (thing.Kind != Reply.OwnKind)
            return thing;
        var topic = await db.Set<Reply>().Where(r => r.Id == thing.Id).Join(db.Set<Topic>(), r => r.TopicId, t => t.Id, (r, t) => t)
            .AsNoTracking().SingleAsync(cancel);
        await db.RequireUnarchivedAsync(topic.Id, cancel);
        return topic.About ?? topic.Thing;
    }
}
