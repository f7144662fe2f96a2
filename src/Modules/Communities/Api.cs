using Guildhall.Communities.Checklists;
using Guildhall.Communities.OwnPages;
using Guildhall.Communities.Settings;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities;

/// <summary>Communities for programs: what their pages show, and what operators may change.</summary>
internal static class Api
{
    private const string Everyone = "open";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/communities").WithTags("Communities");
        all.MapGet("", ListAsync).AllowAnonymous().WithName("ListCommunities").WithSummary("All communities of this installation, oldest first.");
        var one = all.MapGroup("/{community}");
        one.MapGet("", GetAsync).AllowAnonymous().WithName("GetCommunity").WithSummary("A community with its rules. Operators also get its goals.");
        one.MapGet("/spaces", SpacesAsync).AllowAnonymous().WithName("ListSpaces").WithSummary("The spaces in use, in the order of the menu.");
        one.MapPatch("", PatchAsync).RequireScope("communities:write").RequirePermission(Permissions.ManageCommunity)
            .WithName("ChangeCommunity").WithSummary("Changes what is given; null leaves it as it is.");
        one.MapPost("/spaces", CreateSpaceAsync).RequireScope("communities:write").RequirePermission(Permissions.ManageCommunity)
            .WithName("CreateSpace").WithSummary("Makes a space at the end of the menu.");
        one.MapPut("/spaces/{space}/access", ChangeAccessAsync).RequireScope("communities:write").RequirePermission(Permissions.ManageCommunity)
            .WithName("ChangeSpaceAccess").WithSummary("Which tier reads a space, how much of its articles is free, and who posts; null leaves it as it is.");
        one.MapPut("/cover", (HttpRequest request, ChangeCover change, CancellationToken cancel) => CoverAsync(null, request, change, cancel))
            .RequireScope("communities:write").RequirePermission(Permissions.ManageCommunity).Accepts<byte[]>("image/*")
            .WithName("SetCommunityCover").WithSummary("The body is the picture of the community.").ProducesProblem(422);
        one.MapDelete("/cover", (ChangeCover change, CancellationToken cancel) => change.RemoveAsync(null, cancel))
            .RequireScope("communities:write").RequirePermission(Permissions.ManageCommunity)
            .WithName("RemoveCommunityCover").WithSummary("Draws the cover again.");
        one.MapPut("/spaces/{space}/cover", (
                string space, CommunityScope scope, HttpRequest request, ChangeCover change, CancellationToken cancel) =>
                CoverAsync(SpaceIn(scope, space), request, change, cancel))
            .RequireScope("communities:write").RequirePermission(Permissions.ManageCommunity).Accepts<byte[]>("image/*")
            .WithName("SetSpaceCover").WithSummary("The body is the picture of the space.").ProducesProblem(404).ProducesProblem(422);
        one.MapDelete("/spaces/{space}/cover", (string space, CommunityScope scope, ChangeCover change, CancellationToken cancel) =>
                change.RemoveAsync(SpaceIn(scope, space), cancel))
            .RequireScope("communities:write").RequirePermission(Permissions.ManageCommunity)
            .WithName("RemoveSpaceCover").WithSummary("Draws the cover of the space again.").ProducesProblem(404);
        Shells.WritingPlaces.Map(one);
        ChecklistApi.Map(one);
        PagesApi.Map(routes, one);
    }

    private static async Task<IReadOnlyList<CommunitySummary>> ListAsync(ICommunities communities, CancellationToken cancel) =>
        [.. (await communities.ListAsync(cancel))
            .Select(c => new CommunitySummary(c.Id, c.Slug, c.Name, c.Description, c.Kind, c.Language))];

    private static async Task<CommunityDetails> GetAsync(
        string community, CommunityScope scope, AppDb db, CurrentHoldings held, CancellationToken cancel)
    {
        var info = scope.Required;
        var mayManage = (await held.GetAsync(cancel)).Permissions.Contains(Permissions.ManageCommunity);
        return await db.Set<Community>().AsNoTracking().Where(c => c.Id == info.Id)
            .Select(c => new CommunityDetails(
                c.Id, c.Slug, c.Name, c.Description, c.Kind, c.Accent, c.Language, c.TimeZone, c.Currency, c.Positioning, mayManage
                    ? c.Goals : null,
                c.RulesMarkdown, c.CreatedAt) { Promise = c.Promise, Questions = c.QuestionsMarkdown })
            .SingleAsync(cancel);
    }

    private static async Task<CommunityDetails> PatchAsync(
        string community, CommunityChanges changes, CommunityScope scope, ChangeCommunity change, AppDb db, CurrentHoldings held,
        CancellationToken cancel)
    {
        await change.RunAsync(scope.Id, changes, ShownValues.None, cancel);
        return await GetAsync(community, scope, db, held, cancel);
    }

    private static async Task<IReadOnlyList<SpaceSummary>> SpacesAsync(
        string community, CommunityScope scope, ITiers tiers, CurrentHoldings held, CancellationToken cancel)
    {
        var holdings = await held.GetAsync(cancel);
        var slugs = (await tiers.ListAsync(scope.Id, cancel)).ToDictionary(t => t.TierId, t => t.Slug);
        return [.. scope.Required.OpenSpaces.Select(s => SpaceSummary.Of(s, holdings, slugs))];
    }

    private static async Task<IResult> CreateSpaceAsync(
        string community, SpaceRequest wanted, CommunityScope scope, ITiers tiers, CreateSpace create, CurrentHoldings held,
        CancellationToken cancel)
    {
        var offers = await tiers.ListAsync(scope.Id, cancel);
        var space = await create.RunAsync(
            scope.Id, new NewSpace(wanted.Name, wanted.Slug, wanted.Description, TierId(wanted.Tier, offers),
                wanted.PreviewBlocks ?? Space.DefaultPreviewBlocks)
            {
                Kind = wanted.Kind ?? SpaceKind.Column,
                Sorting = new NewSorting(wanted.Sorting ?? SpaceSorting.Arranged, wanted.Planned),
                Posting = wanted.Posting is { } posting ? PostingOf(posting, offers) : new NewPosting(Posting.Team),
            }, cancel);
        var summary = SpaceSummary.Of(space, await held.GetAsync(cancel), offers.ToDictionary(t => t.TierId, t => t.Slug));
        return TypedResults.Created(Redirects.Encode($"/api/communities/{scope.Required.Slug}/spaces"), summary);
    }

    private static async Task<IResult> ChangeAccessAsync(
        string community, string space, AccessRequest wanted, CommunityScope scope, ITiers tiers, ChangeSpace change,
        CancellationToken cancel)
    {
        var known = scope.Required.Spaces.FirstOrDefault(s => s.Slug == space) ?? throw Refused.NotFound();
        // What is left out stays: a column must not open because a program only spoke of its preview.
        var offers = await tiers.ListAsync(scope.Id, cancel);
        var tierId = wanted.Tier is null ? known.TierId : TierId(wanted.Tier, offers);
        await change.RunAsync(scope.Id, known.Id,
            new SpaceChanges(Access: new NewAccess(tierId, wanted.PreviewBlocks ?? known.PreviewBlocks),
                Posting: wanted.Posting is { } posting ? PostingOf(posting, offers) : null), ShownValues.None, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<CoverSet> CoverAsync(
        long? spaceId, HttpRequest request, ChangeCover change, CancellationToken cancel) =>
        new(await change.RunAsync(spaceId, request.Body, cancel));

    private static long SpaceIn(CommunityScope scope, string slug) =>
        scope.Required.Spaces.FirstOrDefault(s => s.Slug == slug)?.Id ?? throw Refused.NotFound();

    /// <param name="word">"team", "readers" or the slug of a tier.</param>
    private static NewPosting PostingOf(string word, IReadOnlyList<TierOffer> offers) =>
        EnumWords.Read<Posting>(word) is { } who and not Posting.Tier ? new NewPosting(who)
        : new NewPosting(Posting.Tier, offers.FirstOrDefault(t => t.Slug == word)?.TierId);

    private static long? TierId(string? slug, IReadOnlyList<TierOffer> offers) =>
        slug is null or Everyone ? null
        : offers.FirstOrDefault(t => t.Slug == slug)?.TierId ?? throw Refused.AtField("tier", "tier_unknown", "This community has no such tier.");
}

/// <param name="Path">Address of the picture.</param>
public sealed record CoverSet(string Path);

public sealed record CommunitySummary(long Id, string Slug, string Name, string Description, CommunityKind Kind, string Language);

/// <param name="Goals">For operators only.</param>
/// <param name="Rules">Markdown.</param>
public sealed record CommunityDetails(
    long Id, string Slug, string Name, string Description, CommunityKind Kind, string Accent, string Language, string TimeZone,
    string Currency, string Positioning,
    string? Goals, string Rules, DateTime CreatedAt)
{
    /// <summary>What visitors are promised in large letters; empty where it is made from name and description.</summary>
    public string Promise { get; init; } = "";

    /// <summary>Questions of visitors with answers, as Markdown.</summary>
    public string Questions { get; init; } = "";
}

/// <param name="Tier">Slug of the tier that reads it; null for an open space or an archived tier.</param>
/// <param name="Locked">Whether the viewer needs that tier to read all of it.</param>
/// <param name="Posting">Who posts where members do.</param>
/// <param name="PostTier">Slug of the tier that posts; null without one.</param>
public sealed record SpaceSummary(
    long Id, string Slug, string Name, string Description, SpaceKind Kind, string? Tier, bool Locked, int PreviewBlocks, Posting Posting,
    string? PostTier)
{
    /// <summary>How a column shows its articles: "arranged" or "newest_first".</summary>
    public SpaceSorting Sorting { get; init; }

    /// <summary>How many articles it shall have in the end; null where nobody said.</summary>
    public int? Planned { get; init; }

    internal static SpaceSummary Of(SpaceInfo space, Holdings holdings, IReadOnlyDictionary<long, string> tierSlugs) => new(
        space.Id, space.Slug, space.Name, space.Description, space.Kind, space.TierId is { } tier
            ? tierSlugs.GetValueOrDefault(tier) : null,
        !holdings.Opens(space.TierId), space.PreviewBlocks, space.Posting,
        space.PostTierId is { } poster ? tierSlugs.GetValueOrDefault(poster) : null)
    {
        Sorting = space.Sorting,
        Planned = space.Planned,
    };
}

/// <param name="Slug">Made from the name where it is left out.</param>
/// <param name="Tier">Slug of the tier that reads it; null or "open" opens it to everyone.</param>
/// <param name="Kind">A column where it is left out.</param>
/// <param name="Posting">"team", "readers" or the slug of the tier that posts; left out, the team does.</param>
public sealed record SpaceRequest(
    string? Name, string? Slug, string? Description, string? Tier, int? PreviewBlocks, SpaceKind? Kind = null, string? Posting = null)
{
    /// <summary>"arranged" or "newest_first"; as a book where it is left out.</summary>
    public SpaceSorting? Sorting { get; init; }

    /// <summary>How many articles a column shall have in the end.</summary>
    public int? Planned { get; init; }
}

/// <param name="Tier">Slug of the tier that reads it, or "open" for everyone; left out, it stays.</param>
/// <param name="PreviewBlocks">0 to 20; left out, it stays.</param>
/// <param name="Posting">"team", "readers" or the slug of the tier that posts; left out, it stays.</param>
public sealed record AccessRequest(string? Tier, int? PreviewBlocks, string? Posting = null);
