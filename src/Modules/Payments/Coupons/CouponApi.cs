using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Coupons;

/// <summary>Coupons, for operators' programs.</summary>
internal static class CouponApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/communities/{community}/manage/coupons").WithTags("Coupons").RequirePermission(Permissions.ManageCommunity);
        all.MapGet("", ListAsync).RequireScope("communities:read").WithName("ListCoupons").WithSummary("Coupons with what they brought, newest first; state: valid, planned, expired, ended; q: part of a code, campaign or name.");
        all.MapGet("/{id:long}", OneAsync).RequireScope("communities:read").WithName("GetCoupon").WithSummary("One coupon.");
        all.MapPost("", IssueAsync).RequireScope("communities:write").WithName("IssueCoupons").ProducesProblem(422)
            .WithSummary("Makes a coupon with a code of your own, or with count that many random codes that each hold once.");
        all.MapDelete("/{id:long}", EndAsync).RequireScope("communities:write").WithName("EndCoupon").WithSummary("No new order can use it from now on.");
    }

    private static async Task<Ok<CouponsResponse>> ListAsync(
        string community, CouponList coupons, CancellationToken cancel, string? campaign = null, string? state = null,
        string? q = null, long? after = null, int limit = 50)
    {
        var standing = EnumWords.Read<CouponStanding>(state);
        if (state is not null && standing is null)
            throw Refused.AtField("state", "state_unknown", "There is no such state.");
        var page = await coupons.PageAsync(new CouponFilter(campaign, standing, q), after, limit, cancel);
        return TypedResults.Ok(new CouponsResponse([.. page.Items.Select(CouponResponse.Of)], page.Next));
    }

    private static async Task<Ok<CouponResponse>> OneAsync(string community, long id, CouponList coupons, CancellationToken cancel) =>
        TypedResults.Ok(CouponResponse.Of(await coupons.OneAsync(id, cancel)));

    private static async Task<Created<IssuedResponse>> IssueAsync(
        string community, CouponRequest wanted, ArrangeCoupons arrange, CurrentMember current, CommunityScope scope,
        CancellationToken cancel)
    {
        var (terms, by) = (wanted.ToTerms(scope.Required.Currency), current.RequireId());
        IReadOnlyList<Coupon> made = wanted.Count is { } count
            ? await arrange.IssueManyAsync(count, wanted.Code, terms, by, cancel)
            : [await arrange.IssueAsync(wanted.Code, terms, by, cancel)];
        return TypedResults.Created(Redirects.Encode($"/api/communities/{community}/manage/coupons/{made[0].Id}"),
            new IssuedResponse([.. made.Select(c => new IssuedCode(c.Id, c.Code))]));
    }

    private static async Task<NoContent> EndAsync(string community, long id, ArrangeCoupons arrange, CancellationToken cancel)
    {
        await arrange.EndAsync(id, cancel);
        return TypedResults.NoContent();
    }
}

/// <param name="Code">The code, or with <paramref name="Count"/> what each random code begins with.</param>
/// <param name="Kind">"percent", "amount" or "trial_days".</param>
/// <param name="Value">1 to 100, minor units of <paramref name="Currency"/>, or days.</param>
/// <param name="Currency">ISO 4217; the community's when left out.</param>
/// <param name="Periods">For how many periods of what renews, the first among them; 1 when left out.</param>
/// <param name="MemberLimit">1 when left out; 0 for no limit.</param>
/// <param name="Items">"tier", "tier:3", "article:12"; null or empty for everything.</param>
/// <param name="MemberId">For one member alone.</param>
/// <param name="Forever">For every period, instead of a number of them.</param>
public sealed record CouponRequest(
    string? Code, int? Count, string? Campaign, string? Kind, long? Value, string? Currency, int? Periods, DateTime? StartsAt,
    DateTime? EndsAt, int? TotalLimit, int? MemberLimit, bool? FirstPurchaseOnly, bool? Stacks, IReadOnlyList<string>? Items,
    long? MemberId, bool Forever = false)
{
    internal CouponTerms ToTerms(string currency) => new(
        EnumWords.Read<CouponKind>(Kind) ?? throw Refused.AtField("kind", "kind_missing", "Choose a discount."), Value ?? 0,
        (Currency ?? currency).ToUpperInvariant())
    {
        Campaign = Campaign ?? "",
        Periods = Forever ? null : Periods ?? 1,
        StartsAt = StartsAt?.ToUniversalTime(),
        EndsAt = EndsAt?.ToUniversalTime(),
        TotalLimit = TotalLimit,
        MemberLimit = MemberLimit == 0 ? null : MemberLimit ?? 1,
        FirstPurchaseOnly = FirstPurchaseOnly ?? false,
        Stacks = Stacks ?? false,
        Items = Items ?? [],
        MemberId = MemberId,
    };
}

/// <param name="TakenOff">In paid orders.</param>
/// <param name="Brought">What those orders brought, less what went back.</param>
public sealed record CouponResponse(
    long Id, string Code, string Campaign, string Kind, long Value, string? Currency, int? Periods, DateTime? StartsAt, DateTime? EndsAt,
    DateTime? EndedAt, int? TotalLimit, int? MemberLimit, bool FirstPurchaseOnly, bool Stacks, IReadOnlyList<string> Items, long? MemberId,
    int Uses, int Kept, IReadOnlyList<CouponMoney> TakenOff, IReadOnlyList<CouponMoney> Brought)
{
    internal static CouponResponse Of(CouponRow row)
    {
        var c = row.Coupon;
        return new(c.Id, c.Code, c.Campaign, EnumWords.Of(c.Kind), c.Value, c.Currency, c.Periods, c.StartsAt, c.EndsAt, c.EndedAt,
            c.TotalLimit, c.MemberLimit, c.FirstPurchaseOnly, c.Stacks, c.Items, c.MemberId, row.Uses, row.Kept, row.TakenOff, row.Brought);
    }
}

public sealed record CouponsResponse(IReadOnlyList<CouponResponse> Items, long? Next);

public sealed record IssuedCode(long Id, string Code);

public sealed record IssuedResponse(IReadOnlyList<IssuedCode> Codes);
