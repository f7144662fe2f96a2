using Guildhall.Communities.Checklists;
using Guildhall.Communities.Rules;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Opening;

/// <summary>Opens a community with all that its kind begins with: spaces, tiers, rules, checklist, and its owner's role.</summary>
internal sealed class OpenCommunity(AppDb db, CommunityScope scope, ITiers tiers, IGrants grants, CommunityCache cache)
{
    public async Task<CommunityInfo> RunAsync(CheckedCommunity wanted, long ownerId, DateTime now, CancellationToken cancel)
    {
        try
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            var id = await WriteAsync(wanted, ownerId, now, cancel);
            await transaction.CommitAsync(cancel);
            return await OpenedAsync(id, cancel);
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            throw SlugTaken(wanted.Slug);
        }
    }

    /// <summary>Inside a transaction of the caller, who tells <see cref="OpenedAsync"/> after the commit.</summary>
    public async Task<long> WriteAsync(CheckedCommunity wanted, long ownerId, DateTime now, CancellationToken cancel)
    {
        if (await db.Set<Community>().AnyAsync(c => c.Slug == wanted.Slug, cancel))
            throw SlugTaken(wanted.Slug);

        var blueprint = Blueprint.Of(wanted.Kind);
        var rules = RulesRendering.Render(blueprint.Rules(wanted.Profile.Language));
        var community = Community.Open(wanted.Profile, wanted.Kind, wanted.Slug, wanted.Currency, rules, ownerId, now);
        db.Add(community);
        db.Publish(() => new CommunityOpened(community.Id, ownerId));
        await db.SaveChangesAsync(cancel);

        // What follows is the new community's own: only inside of it can its rows be seen.
        scope.Enter(community.Id);
        tiers.Add(community.Id, blueprint.TiersIn(wanted.Profile.Language, wanted.Currency), now);
        await grants.GrantRoleAsync(community.Id, ownerId, "owner", new Thing("community", community.Id), ownerId, now, cancel);
        db.AddRange(Guide.Steps.Select(step => ChecklistStep.Of(community.Id, step)));
        await db.SaveChangesAsync(cancel);

        await AddSpacesAsync(community, blueprint, now, cancel);
        return community.Id;
    }

    public async Task<CommunityInfo> OpenedAsync(long id, CancellationToken cancel)
    {
        cache.Evict();
        return (await cache.GetAsync(cancel)).ById[id];
    }

    private async Task AddSpacesAsync(Community community, Blueprint blueprint, DateTime now, CancellationToken cancel)
    {
        var tierIds = (await tiers.ListAsync(community.Id, cancel)).ToDictionary(t => t.Slug, t => t.TierId);
        foreach (var (order, planned) in blueprint.Spaces.Index())
        {
            var space = Space.Create(
                community.Id, planned.Slug, SpaceKind.Column, order
                    + 1, planned.Name.In(community.Language), planned.Description.In(community.Language), now);
            if (planned.TierSlug is { } tier)
                space.OpenTo(tierIds[tier], Space.DefaultPreviewBlocks);
            if (planned.Slug == Blueprint.News)
                space.Sort(SpaceSorting.NewestFirst, null);
            db.Add(space);
        }
        await db.SaveChangesAsync(cancel);
    }

    private static Refused SlugTaken(string slug) => new("slug_taken", 409, "The address {0} is taken. Choose another one.", slug) { Field = "slug" };
}
