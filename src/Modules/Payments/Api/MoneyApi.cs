using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Reading;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Manage;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Api;

/// <summary>Orders, refunds, the books and the inbox, for operators' programs.</summary>
internal static class MoneyApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/communities/{community}/manage").WithTags("Money").RequirePermission(Permissions.ReadMoney);
        api.MapGet("/orders", OrdersAsync).RequireScope("orders:read").WithName("GetOrders").WithSummary("All orders, newest first; state: pending, expired, cancelled, paid, held, refunded; q: a code, an e-mail address, part of a name or of what was bought.");
        api.MapGet("/orders/{id:long}", OrderAsync).RequireScope("orders:read").WithName("GetOrder").WithSummary("One order with its payments, refunds, ledger entries, grants and webhooks.");
        api.MapGet("/orders/{id:long}/refund-preview", PreviewAsync).RequireScope("orders:read").RequirePermission(Permissions.Refund).WithName("PreviewRefund")
            .WithSummary("What a refund would turn back. Changes nothing.");
        api.MapPost("/orders/{id:long}/refunds", RefundAsync).RequireScope("orders:write").RequirePermission(Permissions.Refund).WithName("RefundOrder")
            .WithSummary("Give money back. Needs an Idempotency-Key: the same key again is the same refund.");
        api.MapPost("/orders/{id:long}/acceptance", AcceptAsync).RequireScope("orders:write").RequirePermission(Permissions.Refund).WithName("AcceptHeldPayment")
            .WithSummary("Take a held payment as the price of its order.");
        api.MapGet("/ledger", LedgerAsync).RequireScope("orders:read").WithName("GetLedger").WithSummary("Balances of all accounts, and transactions with their entries, newest first.");
        api.MapGet("/webhooks", WebhooksAsync).RequireScope("orders:read").WithName("GetWebhooks").WithSummary("What payment processors told us, newest first.");
        api.MapPost("/webhooks/{id:long}/retry", RetryAsync).RequireScope("orders:write").WithName("RetryWebhook").WithSummary("One more try of a webhook that was not processed.");
    }

    private static async Task<Ok<OrderAnswers>> OrdersAsync(
        string community, OrderList orders, CancellationToken cancel, string? state = null, string? q = null, long? after = null,
        int limit = 50)
    {
        var wanted = EnumWords.Read<OrderState>(state);
        if (state is not null && wanted is null)
            throw Refused.AtField("state", "state_unknown", "There is no such state.");
        return TypedResults.Ok(OrderAnswers.Of(await orders.OfCommunityAsync(new OrderFilter(wanted, q), after, limit, cancel)));
    }

    private static async Task<Ok<OrderRecordAnswer>> OrderAsync(
        string community, long id, ReadOrderRecord records, CancellationToken cancel) =>
        TypedResults.Ok(OrderRecordAnswer.Of(await records.RunAsync(id, cancel)));

    private static async Task<Ok<RefundPreviewAnswer>> PreviewAsync(
        string community, long id, PreviewRefund preview, Texts texts, ReaderTime time, CancellationToken cancel, long? amount = null,
        long? paymentId = null, bool endsAccess = false)
    {
        var zone = await time.ZoneAsync();
        var shown = await preview.RunAsync(id, paymentId, amount, endsAccess, cancel);
        return TypedResults.Ok(RefundPreviewAnswer.Of(shown, texts, time, zone));
    }

    private static async Task<Ok<RefundAnswer>> RefundAsync(
        string community, long id, RefundAsked asked, RefundOrder refund, CurrentMember current,
        [FromHeader(Name = "Idempotency-Key")] string? key, CancellationToken cancel)
    {
        var wish = new RefundWish(asked.PaymentId, asked.Amount, asked.Reason, asked.EndsAccess, key ?? "")
        {
            Shown = asked.Shown is { } shown ? new ShownRefund(shown, null, null) : null,
        };
        var made = await refund.RunAsync(id, wish, current.RequireId(), cancel);
        return TypedResults.Ok(
            new RefundAnswer(made.Id, made.PaymentId, made.Amount, made.Outcome, made.Failure, made.RequestedAt, made.SucceededAt));
    }

    private static async Task<Ok<OrderRecordAnswer>> AcceptAsync(
        string community, long id, AcceptHeldPayment accept, ReadOrderRecord records, CurrentMember current, CancellationToken cancel)
    {
        await accept.RunAsync(id, current.RequireId(), cancel);
        return TypedResults.Ok(OrderRecordAnswer.Of(await records.RunAsync(id, cancel)));
    }

    private static async Task<Ok<LedgerAnswer>> LedgerAsync(
        string community, LedgerList ledger, CancellationToken cancel, string? account = null, long? after = null, int limit = 50)
    {
        var balances = await ledger.BalancesAsync(cancel);
        var page = await ledger.PageAsync(account, after, limit, cancel);
        return TypedResults.Ok(
            new LedgerAnswer([.. balances.Select(b => new BalanceAnswer(b.Account, b.Currency, b.Amount))], page.Items, page.Next));
    }

    private static async Task<Ok<InboxAnswer>> WebhooksAsync(
        string community, InboxList inbox, CurrentMember current, CancellationToken cancel, bool open = false, long? after = null,
        int limit = 50)
    {
        var page = await inbox.PageAsync(current.IsOwner, open, after, limit, cancel);
        return TypedResults.Ok(new InboxAnswer(page.Items, page.Next));
    }

    private static async Task<Accepted> RetryAsync(
        string community, long id, RetryWebhook retry, CurrentMember current, CancellationToken cancel)
    {
        await retry.RunAsync(id, current.IsOwner, cancel);
        return TypedResults.Accepted((string?)null);
    }
}
