using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Receipts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Api;

/// <summary>Buying, for programs: what a member may do with their own orders.</summary>
internal static class BuyingApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/communities/{community}").WithTags("Orders");
        api.MapPost("/checkout", CheckoutAsync).RequireScope("orders:write").WithName("StartCheckout")
            .WithSummary("Place an order and learn how it is paid. Needs an Idempotency-Key: the same key again is the same order, answered with 200.");
        api.MapGet("/orders", OrdersAsync).RequireScope("orders:read").WithName("GetMyOrders").WithSummary("The member's own orders, newest first.");
        api.MapGet("/orders/{code}", OrderAsync).RequireScope("orders:read").WithName("GetMyOrder").WithSummary("One of the member's own orders, as on its receipt.");
    }

    private static async Task<Results<Created<CheckoutAnswer>, Ok<CheckoutAnswer>>> CheckoutAsync(
        string community, CheckoutAsked asked, PlaceOrder place, CommunityScope scope, CurrentMember current, TimeProvider time,
        [FromHeader(Name = "Idempotency-Key")] string? key, CancellationToken cancel)
    {
        var today = GiftTyped.TodayIn(scope.Required, time.GetUtcNow().UtcDateTime);
        var placed = await place.RunAsync(current.RequireId(), asked.ToWish(today), key, cancel);
        var order = placed.Order;
        var answer = new CheckoutAnswer(order.Code, order.StateAt(time.GetUtcNow().UtcDateTime), order.Total, order.Currency,
            StartAnswer.Of(placed.Start));
        return placed.IsNew
            ? TypedResults.Created(Redirects.Encode($"/api/communities/{community}/orders/{order.Code}"), answer)
            : TypedResults.Ok(answer);
    }

    private static async Task<Ok<OrderAnswers>> OrdersAsync(
        string community, OrderList orders, CommunityScope scope, CurrentMember current, CancellationToken cancel, long? after = null,
        int limit = 50) =>
        TypedResults.Ok(OrderAnswers.Of(await orders.OfMemberAsync(current.RequireId(), scope.Required.Id, after, limit, cancel)));

    private static async Task<Ok<ReceiptAnswer>> OrderAsync(
        string community, string code, ReadReceipt read, CommunityScope scope, CurrentMember current, CancellationToken cancel)
    {
        var here = scope.Required.Id;
        var receipt = await read.RunAsync(current.RequireId(), code, cancel);
        return receipt.Community.Id == here ? TypedResults.Ok(ReceiptAnswer.Of(receipt)) : throw Refused.NotFound();
    }
}
