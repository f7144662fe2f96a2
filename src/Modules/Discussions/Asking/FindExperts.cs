using Guildhall.Discussions.Api;
using Guildhall.Discussions.Reputations;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Asking;

/// <summary>
/// People of whom a question can be asked in a space: those with the best reputation, those who answered last, and whom their name finds.
/// Only what their profiles show to everybody is told.
/// </summary>
internal sealed class FindExperts(
    AppDb db, IProfiles profiles, IShownMembers shown, CheckAsking asking, CurrentHoldings held, CurrentMember member, CommunityScope scope)
{
    // Each is asked of the gate, so only some are.
    private const int Shown = 8, Recent = 400, MostAsked = 24;

    /// <param name="begin">Of the handle or the name; empty for anybody.</param>
    /// <exception cref="Refused">404: there is no such space for who wants to ask.</exception>
    public async Task<IReadOnlyList<Mentionable>> RunAsync(string space, string? begin, CancellationToken cancel)
    {
        var me = member.RequireId();
        if (scope.Required.TopicSpace(space) is not { IsArchived: false } place || !(await held.GetAsync(cancel)).MayPostIn(place))
            throw Refused.NotFound();
        var typed = (begin ?? "").Trim().TrimStart('@');
        var said = db.Set<Reply>().Where(r => r.Standing == Standing.Shown && r.DeletedAt == null && !r.IsAnonymous);
        // Somebody whose only posts are anonymous would be told by their reputation.
        var best = await db.Set<Reputation>().Where(p => said.Any(r => r.AuthorId == p.MemberId)).OrderByDescending(r => r.Points)
            .ThenBy(r => r.MemberId).Take(Recent).Select(r => r.MemberId).ToListAsync(cancel);
        var last = await said.OrderByDescending(r => r.Id).Take(Recent).Select(r => r.AuthorId).ToListAsync(cancel);
        var named = typed.Length == 0 ? [] : await shown.FindAsync(typed, null, Shown, cancel);
        List<long> people = [.. best.Concat(last).Concat(named).Where(p => p != me).Distinct()];
        var known = await profiles.ManyAsync(people, cancel);
        var found = new List<Mentionable>();
        foreach (var person in people.Select(p => known.GetValueOrDefault(p)).OfType<Profile>()
            .Where(p => p.IsShown && (p.Handle.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
                || p.Name.Contains(typed, StringComparison.OrdinalIgnoreCase))).Take(MostAsked))
        {
            if (await asking.MayAnswerAsync(place, person.MemberId, cancel))
                found.Add(new Mentionable(person.Handle, person.Name));
            if (found.Count == Shown)
                break;
        }
        return found;
    }
}
