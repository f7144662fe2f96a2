using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Memberships.Tiers;

/// <summary>A tier as a program writes it.</summary>
/// <param name="IsFree">Read only when the tier is made.</param>
/// <param name="MonthPrice">Minor units of the community's currency, in short for a price by the month.</param>
/// <param name="YearPrice">Minor units of the community's currency, in short for a price by the year.</param>
/// <param name="Prices">Every way in which it is sold, in every currency; what is left out is not sold.</param>
public sealed record TierBody(
    string? Name, string? Description, IReadOnlyList<string>? Benefits, int Rank, bool IsFree, long? MonthPrice, long? YearPrice,
    IReadOnlyList<PriceBody>? Prices = null)
{
    internal TierTerms ToTerms(string currency) => new(
        Name?.Trim() ?? "", Description?.Trim()
            ?? "", [.. (Benefits ?? []).Select(b => b.ReplaceLineEndings(" ").Trim()).Where(b => b.Length > 0)],
        Rank, IsFree, [.. AllPrices(currency)], currency);

    private IEnumerable<PriceTerms> AllPrices(string currency)
    {
        if (MonthPrice is { } month)
            yield return new PriceTerms(Interval.Month, month, currency);
        if (YearPrice is { } year)
            yield return new PriceTerms(Interval.Year, year, currency);
        foreach (var (index, price) in (Prices ?? []).Index())
            yield return price.ToTerms(currency, $"prices[{index}]");
    }
}

/// <summary>One way in which a tier is sold, as a program writes it.</summary>
/// <param name="Interval">"month", "quarter", "year", "lifetime", "days" or "until".</param>
/// <param name="Amount">Minor units of <paramref name="Currency"/>.</param>
/// <param name="Days">How many; with "days" only.</param>
/// <param name="LastDay">The last day, on the community's calendar; with "until" only.</param>
/// <param name="TrialDays">That a newcomer may try for nothing; with month, quarter and year only.</param>
/// <param name="IntroAmount">Of a newcomer's first period; with month, quarter and year only.</param>
/// <param name="Currency">ISO 4217; the community's when left out.</param>
public sealed record PriceBody(string? Interval, long Amount, int? Days = null, DateOnly? LastDay = null, int TrialDays = 0,
    long? IntroAmount = null, string? Currency = null)
{
    /// <param name="at">Where it stands in the request.</param>
    internal PriceTerms ToTerms(string currency, string at)
    {
        var interval = Intervals.Read(Interval)
            ?? throw Refused.AtField($"{at}.interval", "interval_unknown", "There is no such period. Choose {0}.",
                string.Join(", ", EnumWords.All(typeof(Kernel.Contracts.Memberships.Interval))));
        var known = Currencies.Find(Currency ?? currency)
            ?? throw Refused.AtField($"{at}.currency", "currency_unknown", "There is no currency {0}.", Currency ?? "");
        return new PriceTerms(interval, Amount, known.Code)
        {
            Days = interval == Kernel.Contracts.Memberships.Interval.Days ? Days : null,
            LastDay = interval == Kernel.Contracts.Memberships.Interval.Until ? LastDay : null,
            TrialDays = interval.Renews() ? TrialDays : 0,
            IntroAmount = interval.Renews() ? IntroAmount : null,
        };
    }
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

    private static async Task<Created<TierOffer>> CreateAsync(
        TierBody body, CreateTier create, CommunityScope scope, TierCatalogue catalogue, CurrentMember member, CancellationToken cancel)
    {
        var id = await create.RunAsync(body.ToTerms(scope.Required.Currency), member.RequireId(), cancel);
        return TypedResults.Created(Redirects.Encode($"/api/communities/{scope.Required.Slug}/tiers/{id}"), await FindAsync(id, scope, catalogue, cancel));
    }

    private static async Task<TierOffer> ReviseAsync(
        long id, TierBody body, ReviseTier revise, CommunityScope scope, TierCatalogue catalogue, CurrentMember member,
        CancellationToken cancel)
    {
        await revise.RunAsync(id, body.ToTerms(scope.Required.Currency), ShownValues.None, member.RequireId(), cancel);
        return await FindAsync(id, scope, catalogue, cancel);
    }
}
