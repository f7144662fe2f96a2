using Guildhall.Growth.Rewards;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Growth.Api;

/// <summary>Rewards: taken by members, offered and handed over by operators.</summary>
internal static class RewardsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/api/communities/{community}/points").WithTags("Points");
        own.MapGet("/rewards", OfferedAsync).RequireScope(PointsPermissions.ReadScope).WithName("ListRewards")
            .WithSummary("What can be had for points, the cheapest first.");
        own.MapGet("/redemptions", MineAsync).RequireScope(PointsPermissions.ReadScope).WithName("ListMyRedemptions")
            .WithSummary("What the caller has taken, newest first.");
        own.MapPost("/rewards/{id:long}/redemptions", RedeemAsync).RequireScope(PointsPermissions.WriteScope).WithName("RedeemReward")
            .ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Takes a reward for points. The same Idempotency-Key again gives the same redemption.");

        var manage = routes.MapGroup("/api/communities/{community}/manage/points").WithTags("Points").RequirePermission(PointsPermissions.Manage);
        manage.MapGet("/redemptions", RedemptionsAsync).RequireScope(PointsPermissions.ReadScope).WithName("ListRedemptions").ProducesProblem(422)
            .WithSummary("What members took, newest first; go on with `after` from `next`.");
        var write = manage.MapGroup("").RequireScope(PointsPermissions.WriteScope);
        write.MapPost("/rewards", OfferAsync).WithName("OfferReward").ProducesProblem(422).WithSummary("Offers a reward.");
        write.MapPut("/rewards/{id:long}", async (string community, long id, RewardRequest wanted, ArrangeRewards arrange, CancellationToken cancel) =>
        {
            await arrange.ChangeAsync(id, wanted.ToTerms(), cancel);
            return TypedResults.NoContent();
        }).WithName("ChangeReward").ProducesProblem(422).WithSummary("Changes a reward for those who take it from now on. Its kind stays.");
        write.MapDelete("/rewards/{id:long}", async (string community, long id, ArrangeRewards arrange, CancellationToken cancel) =>
        {
            await arrange.SetOfferedAsync(id, false, cancel);
            return TypedResults.NoContent();
        }).WithName("ArchiveReward").WithSummary("Nobody takes it any more.");
        write.MapPut("/redemptions/{id:long}/fulfilment", async (string community, long id, DecisionRequest said, DecideRedemption decide, CancellationToken cancel) =>
        {
            await decide.FulfilAsync(id, said.Note, cancel);
            return TypedResults.NoContent();
        }).WithName("FulfilRedemption").ProducesProblem(422).WithSummary("Says that a reward was handed over.");
        write.MapPut("/redemptions/{id:long}/refusal", async (string community, long id, DecisionRequest said, DecideRedemption decide, CancellationToken cancel) =>
            TypedResults.Ok(new RefusalDocument(await decide.RefuseAsync(id, said.Note, cancel))))
            .WithName("RefuseRedemption").ProducesProblem(422).WithSummary("Gives the points back and takes away what was given, unless it was used.");
    }

    private static async Task<Ok<RewardsDocument>> OfferedAsync(string community, ReadRewards rewards, CancellationToken cancel) =>
        TypedResults.Ok(new RewardsDocument([.. (await rewards.OfferedAsync(cancel)).Select(RewardDocument.Of)]));

    private static async Task<Ok<RedemptionsDocument>> MineAsync(string community, ReadRewards rewards, CancellationToken cancel) =>
        TypedResults.Ok(new RedemptionsDocument([.. (await rewards.MineAsync(cancel)).Select(r => RedemptionDocument.Of(r))], null));

    private static async Task<Ok<RedemptionDocument>> RedeemAsync(
        string community, long id, RedeemRequest wanted, [FromHeader(Name = "Idempotency-Key")] string? key, RedeemReward redeem,
        CancellationToken cancel) =>
        TypedResults.Ok(RedemptionDocument.Of(await redeem.RunAsync(id, key ?? Guid.NewGuid().ToString("n"), wanted.TopicId, cancel)));

    private static async Task<Ok<RedemptionsDocument>> RedemptionsAsync(
        string community, RedemptionList list, CancellationToken cancel, string? q = null, string? state = null, long? after = null,
        int limit = RedemptionList.PageSize)
    {
        var wanted = state is null ? (RedemptionState?)null
            : EnumWords.Read<RedemptionState>(state) ?? throw Refused.AtField("state", "state_unknown", "Choose open, fulfilled or refused.");
        var page = await list.ReadAsync(q, wanted, after, Kernel.Data.Paging.Limit(limit), cancel);
        return TypedResults.Ok(new RedemptionsDocument([.. page.Items.Select(r => RedemptionDocument.Of(r.Redemption))], page.Next));
    }

    private static async Task<Created<CreatedId>> OfferAsync(string community, RewardRequest wanted, ArrangeRewards arrange,
        CancellationToken cancel)
    {
        var made = await arrange.OfferAsync(wanted.ToTerms(), cancel);
        return TypedResults.Created(Redirects.Encode($"/api/communities/{community}/points/rewards"), new CreatedId(made.Id));
    }
}

/// <param name="TopicId">Of a priority answer: the caller's question.</param>
public sealed record RedeemRequest(long? TopicId);

/// <param name="Note">For the member.</param>
public sealed record DecisionRequest(string? Note);

/// <param name="Returned">False where what was given is used, or the points are back already.</param>
public sealed record RefusalDocument(bool Returned);

/// <param name="Kind">"coupon", "tier_days", "priority_answer" or "by_hand".</param>
/// <param name="Percent">Of a coupon.</param>
/// <param name="Days">Of a tier, or how long a coupon holds; 0 for no end.</param>
/// <param name="Hours">Of a priority answer.</param>
public sealed record RewardRequest(
    string? Kind, string? Title, string? About, long Cost, int? Stock, int? PerMember, int? MinLevel, int? Percent, int? Days, int? Hours,
    long? TierId)
{
    internal RewardTerms ToTerms() => new(
        EnumWords.Read<RewardKind>(Kind) ?? throw Refused.AtField("kind", "kind_unknown", "Choose coupon, tier_days, priority_answer or by_hand."),
        Title ?? "", Cost)
    {
        About = About ?? "",
        Stock = Stock,
        PerMember = PerMember,
        MinLevel = Math.Max(0, MinLevel ?? 0),
        Percent = Percent ?? 0,
        Days = Days ?? 0,
        Hours = Hours ?? 0,
        TierId = TierId,
    };
}

/// <param name="Left">Null for no limit.</param>
/// <param name="Mine">How many the caller has taken.</param>
public sealed record RewardDocument(
    long Id, string Kind, string Title, string About, long Cost, int? Left, int? PerMember, int Mine, int MinLevel, int Percent, int Days,
    int Hours, long? TierId, string? Tier)
{
    internal static RewardDocument Of(RewardRow row)
    {
        var r = row.Reward;
        return new(r.Id, EnumWords.Of(r.Kind), r.Title, r.About, r.Cost, row.Left, r.PerMember, row.Mine, r.MinLevel, r.Percent, r.Days,
            r.Hours, r.TierId, row.Tier);
    }
}

public sealed record RewardsDocument(IReadOnlyList<RewardDocument> Items);

/// <param name="State">"open", "fulfilled" or "refused".</param>
/// <param name="Code">Of a coupon.</param>
public sealed record RedemptionDocument(
    long Id, long RewardId, long MemberId, string Kind, string Title, long Cost, DateTime At, string State, string? Code, long? TopicId,
    DateTime? DueAt, string Note)
{
    internal static RedemptionDocument Of(Redemption r) => new(
        r.Id, r.RewardId, r.MemberId, EnumWords.Of(r.Kind), r.Title, r.Cost, r.At, EnumWords.Of(r.State), r.Code, r.TopicId, r.DueAt,
            r.Note);
}

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record RedemptionsDocument(IReadOnlyList<RedemptionDocument> Items, long? Next);
