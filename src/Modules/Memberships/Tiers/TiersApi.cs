using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Memberships.Tiers;

/// <summary>A tier as a program writes it.</summary>
/// <param name="IsFree">Read only when the tier is made.</param>
/// <param name="MonthPrice">Minor units of the community's currency; null where it is not sold by the month.</param>
/// <param name="YearPrice">Minor units of the community's currency; null where it is not sold by the year.</param>
public sealed record TierBody(string? Name, string? Description, IReadOnlyList<string>? Benefits, int Rank, bool IsFree, long? MonthPrice, long? YearPrice)
{
    internal TierTerms ToTerms() => new(
        Name?.Trim() ?? "", Description?.Trim() ?? "", [.. (Benefits ?? []).Select(b => b.ReplaceLineEndings(" ").Trim()).Where(b => b.Length > 0)],
        Rank, IsFree, MonthPrice, YearPrice);
}

internal static class TiersApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var tiers = routes.MapGroup("/api/communities/{community}/tiers").WithTags("Tiers");
        tiers.MapGet("", (CommunityScope scope, TierCatalogue catalogue, CancellationToken cancel) => catalogue.ListAsync(scope.Id, cancel))
            .AllowAnonymous().WithName("ListTiers").WithSummary("The tiers on offer by rank, with the prices of today in minor units.");
        tiers.MapGet("/{id:long}", FindAsync)
            .AllowAnonymous().WithName("GetTier").WithSummary("One tier; archived ones are found.");

        var writes = tiers.MapGroup("").RequireScope("tiers:write").RequirePermission(Permissions.ManageCommunity);
        writes.MapPost("", CreateAsync).WithName("CreateTier").WithSummary("Makes a tier.");
        writes.MapPut("/{id:long}", ReviseAsync).WithName("ReviseTier").WithSummary("Describes, ranks and prices a tier anew; old prices stay on record.");
        writes.MapPut("/{id:long}/archival", async (long id, ArchiveTier archive, CurrentMember member, CancellationToken cancel) =>
        {
            await archive.RunAsync(id, member.RequireId(), cancel);
            return TypedResults.NoContent();
        }).WithName("ArchiveTier").WithSummary("Takes a tier off sale; who holds it keeps it.");
        writes.MapDelete("/{id:long}/archival", async (long id, OfferTierAgain offer, CurrentMember member, CancellationToken cancel) =>
        {
            await offer.RunAsync(id, member.RequireId(), cancel);
            return TypedResults.NoContent();
        }).WithName("OfferTierAgain").WithSummary("Offers an archived tier again.");
    }

    private static async Task<TierOffer> FindAsync(long id, CommunityScope scope, TierCatalogue catalogue, CancellationToken cancel) =>
        await catalogue.FindAsync(scope.Id, id, cancel) ?? throw Refused.NotFound();

    private static async Task<Created<TierOffer>> CreateAsync(TierBody body, CreateTier create, CommunityScope scope, TierCatalogue catalogue, CurrentMember member, CancellationToken cancel)
    {
        var id = await create.RunAsync(body.ToTerms(), member.RequireId(), cancel);
        return TypedResults.Created(Redirects.Encode($"/api/communities/{scope.Required.Slug}/tiers/{id}"), await FindAsync(id, scope, catalogue, cancel));
    }

    private static async Task<TierOffer> ReviseAsync(long id, TierBody body, ReviseTier revise, CommunityScope scope, TierCatalogue catalogue, CurrentMember member, CancellationToken cancel)
    {
        await revise.RunAsync(id, body.ToTerms(), ShownValues.None, member.RequireId(), cancel);
        return await FindAsync(id, scope, catalogue, cancel);
    }
}
