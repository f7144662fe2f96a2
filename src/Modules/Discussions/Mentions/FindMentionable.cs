using Guildhall.Discussions.Api;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Mentions;

/// <summary>People who can be named: those who speak in this topic, then those who spoke in this community last. Only what their profiles
/// show to everybody is told.</summary>
internal sealed class FindMentionable(AppDb db, TopicGate gate, IProfiles profiles, CurrentMember member)
{
    private const int Shown = 8, Recent = 400;

    public async Task<IReadOnlyList<Mentionable>> RunAsync(string? begin, long? topicId, CancellationToken cancel)
    {
        member.RequireId();
        var here = new List<long>();
        if (topicId is { } id && await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancel) is { } topic)
        {
            await gate.RequireReadAsync(topic, cancel);
            // Whom an anonymous question was written by is not told here either.
            here = [.. topic.IsAnonymous ? Array.Empty<long>() : [topic.AuthorId],
                .. await db.Set<Reply>().Where(r => r.TopicId == id && r.Number != null && !r.IsAnonymous)
                .OrderByDescending(r => r.Number).Take(Recent).Select(r => r.AuthorId).ToListAsync(cancel)];
        }
        var last = await db.Set<Topic>().Where(t => t.Standing == Standing.Shown && t.DeletedAt == null && !t.IsAnonymous)
            .OrderByDescending(t => t.Id)
            .Take(Recent).Select(t => t.AuthorId).ToListAsync(cancel);
        List<long> people = [.. here.Concat(last).Distinct()];
        var known = await profiles.ManyAsync(people, cancel);
        var typed = (begin ?? "").Trim();
        return [.. people.Select(p => known.GetValueOrDefault(p)).OfType<Profile>()
            .Where(p => p.IsShown && (p.Handle.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
                || p.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)))
            .Take(Shown).Select(p => new Mentionable(p.Handle, p.Name))];
    }
}
