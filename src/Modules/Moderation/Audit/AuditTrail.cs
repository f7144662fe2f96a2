using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Ui;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Audit;

/// <summary>Something that a moderator did.</summary>
internal sealed record AuditRow(long Id, DateTime At, long ActorId, string Actor, AuditSentence Said)
{
    /// <summary>What they did, in the reader's language.</summary>
    public string Text(Texts t)
    {
        var said = Said.Deed is { } deed ? t[Said.Text, [t[deed], .. Said.Args]] : t[Said.Text, [.. Said.Args]];
        return Said.Parts.Count == 0 ? said
            : $"{said} ({string.Join(t.IsChinese ? "、" : ", ", Said.Parts.Select(p => t[Queue.Words.Of(p)]))})";
    }
}

/// <summary>
/// What moderators did, out of the activity ledger, which nobody can change. Their words are added from the rows that the entries name.
/// </summary>
internal sealed class AuditTrail(AppDb db, IMembers members, AuditWords words)
{
    public const int PageSize = 50;

    private static readonly Dictionary<string, Type> Types = new[]
    {
        typeof(VerdictGiven), typeof(VerdictUndone), typeof(CaseClaimed), typeof(MemberSanctioned), typeof(SanctionLifted),
        typeof(MemberRestricted), typeof(RestrictionLifted), typeof(RestrictionReplied),
        typeof(TopicClosed), typeof(TopicReopened), typeof(TopicPinned), typeof(TopicMoved), typeof(RepliesMoved),
        typeof(TopicMerged), typeof(MoveUndone), typeof(TopicArchived), typeof(AuthorRevealed),
        typeof(TopicDeleted), typeof(TopicRestored), typeof(ReplyDeleted), typeof(ReplyRestored),
        typeof(MessageRemoved), typeof(MessageRestored), typeof(MemberBarred), typeof(MemberBarLifted),
        typeof(HeadingsSwitched), typeof(PointsAdjusted),
    }.ToDictionary(Activity.KindOf);

    private static readonly List<string> Kinds = [.. Types.Keys];

    /// <param name="before">The last entry of the page before.</param>
    public async Task<Page<AuditRow, long>> ReadAsync(long? moderator, long? before, int limit, CancellationToken cancel)
    {
        var here = db.CommunityId;
        var page = await db.Activities.AsNoTracking()
            .Where(a => a.CommunityId == here && Kinds.Contains(a.Kind) && a.ActorId != null)
            .Where(a => (moderator == null || a.ActorId == moderator) && (before == null || a.Id < before))
            .OrderByDescending(a => a.Id).PageAsync(limit, a => a.Id, cancel);
        var entries = page.Items.Select(a => (Activity: a, Event: a.Read(Types[a.Kind]))).ToList();
        var said = await words.OfAsync([.. entries.Select(e => e.Event)], cancel);
        var names = await members.ManyAsync([.. page.Items.Select(a => a.ActorId!.Value).Distinct()], cancel);
        return new Page<AuditRow, long>(
            [.. entries.Where(e => said.ContainsKey(e.Event)).Select(e => new AuditRow(
                e.Activity.Id, e.Activity.At, e.Activity.ActorId!.Value, names.GetValueOrDefault(e.Activity.ActorId.Value)?.Name ?? "",
                said[e.Event]))], page.Next);
    }

    /// <summary>Who has done any of it, for the filter.</summary>
    public async Task<IReadOnlyDictionary<long, MemberInfo>> ModeratorsAsync(CancellationToken cancel)
    {
        var here = db.CommunityId;
        var verdict = Activity.KindOf(typeof(VerdictGiven));
        return await members.ManyAsync(await db.Activities.Where(a => a.CommunityId == here && a.Kind == verdict && a.ActorId != null)
            .Select(a => a.ActorId!.Value).Distinct().OrderBy(id => id).Take(200).ToListAsync(cancel), cancel);
    }

    public async IAsyncEnumerable<AuditRow> AllAsync(
        long? moderator, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (long? before = null; ;)
        {
            var page = await ReadAsync(moderator, before, 500, cancel);
            foreach (var row in page.Items)
                yield return row;
            if (page.Next is null)
                yield break;
            before = page.Next;
        }
    }
}
