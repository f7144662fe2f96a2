using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Interactions;

/// <summary>Bots are the team's to know; of an interaction knows who asked, and the bot.</summary>
internal sealed class BotThings(AppDb db) : IOwnThings
{
    public IReadOnlyList<string> Kinds => [Bot.OwnKind, Interaction.OwnKind];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        List<long> bots = [.. things.Where(t => t.Kind == Bot.OwnKind).Select(t => t.Id)];
        List<long> interactions = [.. things.Where(t => t.Kind == Interaction.OwnKind).Select(t => t.Id)];
        // The community is named, and may be another one than the request's.
        var known = bots.Count == 0 ? [] : await db.Set<Bot>().IgnoreQueryFilters().AsNoTracking()
            .Where(b => b.CommunityId == community.Id && bots.Contains(b.Id))
            .Join(db.Members, b => b.MemberId, m => m.Id, (b, m) => new { b.Id, m.Name }).ToListAsync(cancel);
        // The same.
        var asked = interactions.Count == 0 ? [] : await db.Set<Interaction>().IgnoreQueryFilters().AsNoTracking()
            .Where(i => i.CommunityId == community.Id && interactions.Contains(i.Id))
            .Join(db.Set<Bot>().IgnoreQueryFilters(), i => i.BotId, b => b.Id, (i, b) => new { i.Id, i.Name, i.AskerId, b.MemberId })
            .ToListAsync(cancel);
        return
        [
            .. known.Select(b => new ThingFacts(new Thing(Bot.OwnKind, b.Id), b.Name, new ThingName("the bot {0}", [b.Name]),
                $"/c/{community.Slug}/manage/bots/{b.Id}", new Requirement.Permission(BotsModule.Manage))),
            .. asked.Select(i => new ThingFacts(new Thing(Interaction.OwnKind, i.Id), i.Name, new ThingName("a question to a bot", []),
                InteractionPaths.Of(community.Slug, i.Id), new Requirement.OneOf([i.AskerId, i.MemberId]))),
        ];
    }
}
