using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Polls.Care;

/// <summary>Whoever reads its space knows of a poll; of one that is held or removed moderators.</summary>
internal sealed class PollThings(AppDb db) : IOwnThings
{
    private static readonly Requirement ForModerators = new Requirement.Permission(Permissions.ModerateTopics);

    public IReadOnlyList<string> Kinds => [Poll.OwnKind];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var ids = things.Select(t => t.Id).ToList();
        var polls = await db.Set<Poll>().IgnoreQueryFilters().AsNoTracking()
            .Where(p => p.CommunityId == community.Id && ids.Contains(p.Id)).ToListAsync(cancel);
        return polls.ConvertAll(poll =>
        {
            var toSee = PollGate.ToSee(community, poll.SpaceId);
            return new ThingFacts(poll.Thing, poll.Question, new ThingName("the poll “{0}”", [poll.Question]),
                PollPaths.Of(community.Slug, poll.Code), poll.IsShown ? toSee : ForModerators)
            {
                ToRead = toSee,
                AuthorId = poll.AuthorId,
                At = poll.CreatedAt,
            };
        });
    }
}
