using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;

namespace Guildhall.Moderation.Cases;

/// <summary>What a case is about, as this moderator may know it.</summary>
/// <param name="Title">Empty where they may not read it, or it is gone.</param>
/// <param name="IsReadable">Whether they may read where it stands, and so decide about it.</param>
internal sealed record SeenThing(string Title, string? Path, string Excerpt, bool IsReadable);

/// <summary>
/// Being a moderator opens no paid content: words and title of what is reported or held are shown to those alone who may read the place
/// where it stands. Whether it is held or removed does not matter to them.
/// </summary>
internal sealed class SeenThings(
    IThings things, IRestrictions restrictions, CurrentHoldings held, CurrentMember member, CommunityScope scope)
{
    private static readonly SeenThing Closed = new("", null, "", false);

    public async Task<IReadOnlyDictionary<Thing, SeenThing>> OfAsync(IReadOnlyCollection<Thing> wanted, CancellationToken cancel)
    {
        var holdings = await held.GetAsync(cancel);
        List<Thing> asked = [.. wanted.Where(t => t.Kind != Case.RestrictionAnswerKind).Distinct()];
        var names = await things.NamesAsync(scope.Id, asked, cancel);
        var known = await things.FindAsync(scope.Id, asked, member.Viewer, cancel);
        var seen = asked.ToDictionary(t => t, t => Of(names.GetValueOrDefault(t), known.GetValueOrDefault(t), holdings));
        List<long> answers = [.. wanted.Where(t => t.Kind == Case.RestrictionAnswerKind).Select(t => t.Id).Distinct()];
        if (answers.Count == 0)
            return seen;
        var manages = holdings.Permissions.Contains(Permissions.ManageMembers);
        var appeals = await restrictions.AppealsAsync(answers, cancel);
        foreach (var id in answers)
            seen[new Thing(Case.RestrictionAnswerKind, id)] = manages && appeals.GetValueOrDefault(id) is { } appeal
                ? new SeenThing(appeal.Reason, $"/c/{scope.Required.Slug}/manage/members/{appeal.MemberId}/restrictions", appeal.Text, true)
                : Closed;
        return seen;
    }

    private static SeenThing Of(NamedThing? named, KnownThing? known, Holdings holdings)
    {
        if (named is null)
            return Closed with { IsReadable = true };
        var readable = named.Need is { } need ? holdings.Opens(need.Requirement) : known is not null;
        return readable ? new SeenThing(named.Title, known?.Path ?? named.Path, known?.Excerpt ?? "", true) : Closed;
    }
}
