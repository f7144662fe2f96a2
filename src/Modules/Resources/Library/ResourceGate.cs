using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Resources.Library;

/// <summary>What decides who may download a resource.</summary>
internal readonly record struct ResourceTerms(long Id, long SpaceId, ResourceAccess Access, long? TierId);

/// <summary>What a resource asks of who wants its file: its own word first, else its space's.</summary>
internal static class ResourceGate
{
    public static Requirement RequirementOf(CommunityInfo community, ResourceTerms terms) => terms.Access == ResourceAccess.Tier
        ? Requirement.OfTier(terms.TierId ?? 0)
        // A space that is not known cannot say who may read: then nobody but those who manage may.
        : community.Library(terms.SpaceId) is { } space ? Requirement.OfTier(space.TierId)
        : new Requirement.Permission(Permissions.ReadEverything);

    public static Need ToRead(CommunityInfo community, ResourceTerms terms) =>
        Need.ToRead(community.Id, new Thing(Resource.Kind, terms.Id), RequirementOf(community, terms));

    /// <summary><c>null</c> for a space that is no library.</summary>
    public static SpaceInfo? Library(this CommunityInfo community, long spaceId) =>
        community.Spaces.FirstOrDefault(s => s.Id == spaceId && s.Kind == SpaceKind.Resources);

    /// <summary>The same, by its address.</summary>
    public static SpaceInfo? Library(this CommunityInfo community, string? slug) =>
        community.Spaces.FirstOrDefault(s => s.Slug == slug && s.Kind == SpaceKind.Resources);
}

/// <summary>Who may post into a library, and who may change what stands there: its team, and authors as long as they may post.</summary>
internal sealed class Posters(IAccess access, CurrentMember member, CommunityScope scope, TimeProvider time)
{
    /// <returns>Who posts.</returns>
    /// <exception cref="Refused">401 for a visitor; 404 for who may not.</exception>
    public async Task<long> RequireAsync(SpaceInfo space, CancellationToken cancel)
    {
        var by = member.RequireId();
        var now = time.GetUtcNow().UtcDateTime;
        // A program of the team's may post too, while saying something is for people alone.
        if (!await IsTeamAsync(now, cancel))
            await access.RequireAsync(
                member.Viewer, Need.ToPost(scope.Id, new Thing("space", space.Id), space.ToPost), now, cancel);
        return by;
    }

    /// <exception cref="Refused">401 for a visitor; 404 for who may not.</exception>
    public async Task<long> RequireAsync(Resource resource, CancellationToken cancel)
    {
        var by = member.RequireId();
        if (await IsTeamAsync(time.GetUtcNow().UtcDateTime, cancel))
            return by;
        if (resource.AuthorId != by || scope.Required.Library(resource.SpaceId) is not { } space)
            throw Refused.NotFound();
        return await RequireAsync(space, cancel);
    }

    /// <summary>The same answer for a page.</summary>
    public bool MayChange(Holdings holdings, long authorId, long spaceId) => holdings.Permissions.Contains(Permissions.WriteContent)
        || (authorId == member.Id && scope.Required.Library(spaceId) is { } space && holdings.MayPostIn(space));

    private async Task<bool> IsTeamAsync(DateTime now, CancellationToken cancel) =>
        (await access.DecideAsync(member.Viewer, Need.Permission(scope.Id, Permissions.WriteContent), now, cancel)).Allowed;
}
