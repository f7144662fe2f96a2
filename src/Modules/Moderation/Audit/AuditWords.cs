using System.ComponentModel;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Moderation.Queue;
using Guildhall.Moderation.Sanctions;
using Guildhall.Moderation.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Audit;

/// <param name="Text">A text key.</param>
/// <param name="Deed">A text key that fills its first place; <c>null</c> where the arguments do.</param>
internal sealed record AuditSentence([Localizable(true)] string Text, string? Deed, IReadOnlyList<string> Args, string Why, string? Path)
{
    /// <summary>Of a member: what was taken down.</summary>
    public IReadOnlyList<ProfilePart> Parts { get; init; } = [];
}

/// <summary>
/// Says what entries of the ledger mean. Left out is what stands there twice, as the deletion of a reply that a verdict removed, and what
/// authors did with their own.
/// </summary>
internal sealed class AuditWords(AppDb db, IMembers members, IThings things, CurrentMember current, CommunityScope scope)
{
    public async Task<IReadOnlyDictionary<IEvent, AuditSentence>> OfAsync(IReadOnlyList<IEvent> events, CancellationToken cancel)
    {
        var verdictIds = events.Select(VerdictOf).OfType<long>().Distinct().ToList();
        var verdicts = await db.Set<Verdict>().AsNoTracking().Where(v => verdictIds.Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancel);
        var sanctionIds = events.OfType<MemberSanctioned>().Select(s => s.SanctionId).ToList();
        var sanctions = await db.Set<Sanction>().AsNoTracking().Where(s => sanctionIds.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel);
        var restrictionIds = events.OfType<MemberRestricted>().Select(r => (long?)r.RestrictionId)
            .Concat(events.OfType<RestrictionLifted>().Select(r => (long?)r.RestrictionId)).ToList();
        var placed = await db.Set<Sanction>().Where(s => restrictionIds.Contains(s.RestrictionId)).Select(s => s.RestrictionId)
            .ToHashSetAsync(cancel);
        var people = await members.ManyAsync([.. events.Select(MemberOf).OfType<long>().Distinct()], cancel);
        var posts = await PostsAsync(events, cancel);
        var judged = await JudgedAsync(events, cancel);
        var said = new Dictionary<IEvent, AuditSentence>(ReferenceEqualityComparer.Instance);
        foreach (var happened in events)
        {
            var name = MemberOf(happened) is { } id ? people.GetValueOrDefault(id)?.Name ?? "" : "";
            AuditSentence? sentence = happened switch
            {
                VerdictGiven v => new("{0}: case #{1}", Words.Done(v.Kind), [$"{v.CaseId}"],
                    verdicts.GetValueOrDefault(v.VerdictId)?.Note ?? "", Case(v.CaseId))
                {
                    Parts = verdicts.GetValueOrDefault(v.VerdictId)?.PartList ?? [],
                },
                VerdictUndone v => new("Took back “{0}”: case #{1}", Words.Done(v.Kind), [$"{v.CaseId}"], "", Case(v.CaseId)),
                CaseClaimed { Claimed: true } c => new("Claimed case #{0}", null, [$"{c.CaseId}"], "", Case(c.CaseId)),
                CaseClaimed c => new("Released case #{0}", null, [$"{c.CaseId}"], "", Case(c.CaseId)),
                MemberSanctioned s => new("{0} placed on {1}", Words.Of(s.Kind), [name],
                    sanctions.GetValueOrDefault(s.SanctionId)?.Reason ?? "", Case(s.CaseId)),
                SanctionLifted s => new("Lifted for {1}: {0}", Words.Of(s.Kind), [name], "", null),
                MemberRestricted r when !placed.Contains(r.RestrictionId) =>
                    new("{0} placed on {1}", Words.Of(r.Kind), [name], "", Restrictions(r.MemberId)),
                RestrictionLifted r when !placed.Contains(r.RestrictionId) =>
                    new("Lifted for {1}: {0}", Words.Of(r.Kind), [name], "", Restrictions(r.MemberId)),
                RestrictionReplied r => new("Replied to the appeal of {0}", null, [name], "", Restrictions(r.MemberId)),
                TopicClosed t => Post("Closed “{0}”", t.Subject),
                TopicReopened t => Post("Reopened “{0}”", t.Subject),
                TopicPinned { Pinned: true } t => Post("Pinned “{0}”", t.Subject),
                TopicPinned t => Post("Unpinned “{0}”", t.Subject),
                TopicArchived { Archived: true } t => Post("Archived “{0}”", t.Subject),
                TopicArchived t => Post("Unarchived “{0}”", t.Subject),
                AuthorRevealed t => Post("Looked who wrote anonymously in “{0}”", t.Subject),
                TopicMoved t => Post("Moved “{0}”", t.Subject),
                // A merger says itself that its replies went along.
                RepliesMoved { IsMerger: false } r =>
                    Moved("Moved {1} replies to “{0}”", r.Subject, r.Replies),
                TopicMerged t => Post("Merged a topic into “{0}”", t.Subject),
                MoveUndone { WasMerger: true } t => Post("Undid the merge of “{0}”", t.Subject),
                MoveUndone t => Post("Undid a move of replies from “{0}”", t.Subject),
                TopicDeleted or ReplyDeleted or MessageRemoved when Others(happened) is { } post =>
                    Of("Deleted a post of {1} in “{0}”", post),
                TopicRestored or ReplyRestored or MessageRestored when Others(happened) is { } post =>
                    Of("Restored a post of {1} in “{0}”", post),
                MemberBarred { IsRemoval: true } b => In("Removed {1} from “{0}”", b.Subject, name),
                MemberBarred b => In("Muted {1} in “{0}”", b.Subject, name),
                MemberBarLifted { IsRemoval: true } b => In("Let {1} back into “{0}”", b.Subject, name),
                MemberBarLifted b => In("Unmuted {1} in “{0}”", b.Subject, name),
                PointsAdjusted { Points: > 0 } p => new("Gave {0} points to {1}", null, [$"{p.Points}", name], p.Reason, null),
                PointsAdjusted p => new("Took {0} points from {1}", null, [$"{-p.Points}", name], p.Reason, null),
                HeadingsSwitched { On: true } h => Column("Showed the headings of members' articles in “{0}”", h.SpaceId),
                HeadingsSwitched h => Column("Hid the headings of members' articles in “{0}”", h.SpaceId),
                _ => null,
            };
            if (sentence is not null)
                said[happened] = sentence;
        }
        return said;

        KnownThing? Others(IEvent happened) => PostOf(happened) is { } thing && posts.GetValueOrDefault(thing) is { } post
            && happened.ActorId != post.AuthorId && !judged.Contains(thing) ? post : null;

        AuditSentence? Moved([Localizable(true)] string text, Thing thing, int replies) =>
            posts.GetValueOrDefault(thing) is { } known ? new AuditSentence(text, null, [known.Title, $"{replies}"], "", known.Path) : null;

        AuditSentence? Column([Localizable(true)] string text, long spaceId) =>
            scope.Required.Spaces.FirstOrDefault(s => s.Id == spaceId) is { } space
                ? new AuditSentence(text, null, [space.Name], "", $"/c/{scope.Required.Slug}/s/{Uri.EscapeDataString(space.Slug)}") : null;

        AuditSentence? In([Localizable(true)] string text, Thing channel, string member) =>
            posts.GetValueOrDefault(channel) is { } known ? new AuditSentence(text, null, [known.Title, member], "", known.Path) : null;

        AuditSentence? Post([Localizable(true)] string text, Thing thing) =>
            posts.GetValueOrDefault(thing) is { } known ? new AuditSentence(text, null, [known.Title], "", known.Path) : null;
    }

    private static AuditSentence Of([Localizable(true)] string text, KnownThing post) =>
        new(text, null, [post.Title, post.Author ?? ""], "", post.Path);

    private string Case(long id) => $"/c/{scope.Required.Slug}/manage/reports/{id}";

    private string Restrictions(long member) => $"/c/{scope.Required.Slug}/manage/members/{member}/restrictions";

    /// <summary>As far as the reader of the audit may know of them.</summary>
    private async Task<IReadOnlyDictionary<Thing, KnownThing>> PostsAsync(IReadOnlyList<IEvent> events, CancellationToken cancel) =>
        await things.FindAsync(scope.Id, [.. events.Select(ThingOf).OfType<Thing>().Distinct()], current.Viewer, cancel);

    /// <summary>What verdicts have taken out of sight or brought back: they stand there themselves.</summary>
    private async Task<HashSet<Thing>> JudgedAsync(IReadOnlyList<IEvent> events, CancellationToken cancel)
    {
        List<long> ids = [.. events.Select(PostOf).OfType<Thing>().Select(t => t.Id).Distinct()];
        if (ids.Count == 0)
            return [];
        var found = await db.Set<Cases.Case>()
            .Where(c => ids.Contains(c.ThingId) && db.Set<Verdict>().Any(v => v.CaseId == c.Id && v.HasActed))
            .Select(c => new { c.ThingKind, c.ThingId }).ToListAsync(cancel);
        return [.. found.Select(c => new Thing(c.ThingKind, c.ThingId))];
    }

    private static long? VerdictOf(IEvent happened) => happened is VerdictGiven v ? v.VerdictId : null;

    private static long? MemberOf(IEvent happened) => happened switch
    {
        MemberSanctioned s => s.MemberId,
        SanctionLifted s => s.MemberId,
        MemberRestricted r => r.MemberId,
        RestrictionLifted r => r.MemberId,
        RestrictionReplied r => r.MemberId,
        MemberBarred b => b.MemberId,
        MemberBarLifted b => b.MemberId,
        PointsAdjusted p => p.MemberId,
        _ => null,
    };

    private static Thing? ThingOf(IEvent happened) =>
        PostOf(happened) ?? (happened.Subject.Kind is "topic" or "channel" ? happened.Subject : null);

    /// <summary>What was deleted or brought back.</summary>
    private static Thing? PostOf(IEvent happened) => happened switch
    {
        TopicDeleted t => new Thing("topic", t.Topic.TopicId),
        TopicRestored t => new Thing("topic", t.Topic.TopicId),
        ReplyDeleted r => new Thing("reply", r.ReplyId),
        ReplyRestored r => new Thing("reply", r.ReplyId),
        MessageRemoved or MessageRestored => happened.Subject,
        _ => null,
    };
}
