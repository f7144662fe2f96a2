using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Gifts;

/// <summary>Gifts, for programs: those that a member gave, and claiming one.</summary>
internal static class GiftsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/me/gifts", GiftsAsync).WithTags("Gifts").RequireScope("orders:read").WithName("GetMyGifts")
            .WithSummary("What the caller has bought for others in every community, newest first, with the links that can still be claimed.");
        routes.MapPost("/api/communities/{community}/gifts/{token}/claim", ClaimAsync).WithTags("Gifts").RequireScope("orders:write")
            .WithName("ClaimGift").WithSummary("Take what a link holds. Repeating it changes nothing.");
    }

    private static async Task<Ok<GiftAnswers>> GiftsAsync(
        GiftList gifts, PublicAddress site, CurrentMember current, CancellationToken cancel, long? after = null, int limit = 50)
    {
        var page = await gifts.OfMemberAsync(current.RequireId(), after, limit, cancel);
        return TypedResults.Ok(new GiftAnswers([.. page.Items.Select(g => GiftAnswer.Of(g, site))], page.Next));
    }

    private static async Task<NoContent> ClaimAsync(string community, string token, ClaimOrder claim, CancellationToken cancel)
    {
        _ = community;
        await claim.RunAsync(token, cancel);
        return TypedResults.NoContent();
    }
}

/// <summary>Times are UTC.</summary>
/// <param name="State">"open", "claimed", "expired" or "taken_back".</param>
/// <param name="Link">By which it is claimed; null when it can no longer be.</param>
public sealed record GiftAnswer(
    long Id, string Community, string Order, string Title, Interval? Interval, string Name, string? Email, string State,
    DateTime? DeliverAt, DateTime? MailedAt, DateTime? ExpiresAt, DateTime? ClaimedAt, string? Link)
{
    internal static GiftAnswer Of(GiftRow gift, PublicAddress site) => new(gift.Id, gift.Community.Slug, gift.OrderCode, gift.Title,
        gift.Interval, gift.Name, gift.Email, Kernel.Values.EnumWords.Of(gift.State), gift.DeliverAt, gift.MailedAt, gift.ExpiresAt,
        gift.ClaimedAt, gift.Link is { } link ? site.Of(link) : null);
}

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record GiftAnswers(IReadOnlyList<GiftAnswer> Items, long? Next);

/// <param name="Name">Who gets it.</param>
/// <param name="Email">Where the link is mailed; null: the buyer passes it on.</param>
/// <param name="DeliverOn">A day of the community's calendar, "2026-12-24"; null for today.</param>
public sealed record GiftAsked(string? Name, string? Email = null, string? Message = null, string? DeliverOn = null)
{
    internal GiftTyped ToTyped() => new(Name, Email, Message, DeliverOn);
}
