using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Reading;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Guildhall.Payments.RefundClaims;
using Guildhall.Payments.Refunds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Api;

/// <summary>Money back, for programs: what a refund would take back, the terms, and members who ask.</summary>
internal static class RefundsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/api/communities/{community}/orders/{code}/refund").WithTags("Refunds");
        own.MapGet("", StandingAsync).RequireScope("orders:read").WithName("GetRefundStanding")
            .WithSummary("Until when the money of an own order goes back, and on which conditions.");
        own.MapPost("", AskAsync).RequireScope("orders:write").WithName("AskForRefund")
            .WithSummary("Ask for the money of an own order: within the terms it goes back at once where they say so, else an operator decides.");

        var api = routes.MapGroup("/api/communities/{community}/manage").WithTags("Refunds");
        api.MapPost("/orders/{code}/refund/preview", PreviewAsync).RequireScope("orders:read").RequirePermission(Permissions.Refund)
            .WithName("PreviewRefundOfOrder").WithSummary("What a refund of an amount would take back, module by module. Changes nothing.");
        api.MapGet("/refund-requests", ClaimsAsync).RequireScope("orders:read").RequirePermission(Permissions.Refund)
            .WithName("GetRefundRequests").WithSummary("Members who ask for money back, newest first; state: waiting, decided.");
        api.MapPut("/refund-requests/{id:long}/decision", DecideAsync).RequireScope("orders:write").RequirePermission(Permissions.Refund)
            .WithName("DecideRefundRequest").WithSummary("Give the money back, or say why not.");
        api.MapGet("/refund-terms", TermsAsync).RequireScope("communities:read").RequirePermission(Permissions.ManageCommunity)
            .WithName("GetRefundTerms").WithSummary("The terms in general and for each kind that has some of its own.");
        api.MapPut("/refund-terms", ChangeTermsAsync).RequireScope("communities:write").RequirePermission(Permissions.ManageCommunity)
            .WithName("ChangeRefundTerms").WithSummary("Change the terms in general, of the kinds that are named, or both.");
    }

    private static async Task<Ok<RefundStandingAnswer>> StandingAsync(
        string community, string code, AskForRefund ask, CurrentMember current, Texts texts, ReaderTime time, CancellationToken cancel)
    {
        var zone = await time.ZoneAsync();
        var standing = await ask.StandingAsync(code, current.RequireId(), cancel);
        return TypedResults.Ok(RefundStandingAnswer.Of(standing, texts, at => time.DateAndTime(at, zone)));
    }

    private static async Task<Ok<RefundStandingAnswer>> AskAsync(
        string community, string code, RefundClaimAsked asked, AskForRefund ask, CurrentMember current, Texts texts, ReaderTime time,
        CancellationToken cancel)
    {
        await ask.RunAsync(code, asked.Reason, current.RequireId(), cancel);
        return await StandingAsync(community, code, ask, current, texts, time, cancel);
    }

    private static async Task<Ok<RefundPreviewAnswer>> PreviewAsync(
        string community, string code, RefundPreviewAsked asked, PreviewRefund preview, AppDb db, Texts texts, ReaderTime time,
        CancellationToken cancel)
    {
        var id = await db.Set<Order>().Where(o => o.Code == code).Select(o => (long?)o.Id).SingleOrDefaultAsync(cancel)
            ?? throw Refused.NotFound();
        var zone = await time.ZoneAsync();
        return TypedResults.Ok(RefundPreviewAnswer.Of(await preview.RunAsync(id, asked.PaymentId, asked.Amount, asked.EndsAccess, cancel),
            texts, time, zone));
    }

    private static async Task<Ok<ClaimAnswers>> ClaimsAsync(
        string community, ClaimList claims, CancellationToken cancel, string? state = null, long? after = null, int limit = 50)
    {
        if (state is not (null or "waiting" or "decided"))
            throw Refused.AtField("state", "state_unknown", "There is no such state.");
        var page = await claims.PageAsync(state != "decided", after, limit, cancel);
        return TypedResults.Ok(new ClaimAnswers(page.Items, page.Next));
    }

    private static async Task<Ok<ClaimRow>> DecideAsync(
        string community, long id, ClaimDecision decision, DecideClaim decide, ClaimList claims, CancellationToken cancel)
    {
        await decide.RunAsync(id, decision.Accept, decision.Answer, cancel);
        return TypedResults.Ok(await claims.FindAsync(id, cancel));
    }

    private static async Task<Ok<RefundTermsAnswer>> TermsAsync(string community, AppDb db, CancellationToken cancel)
    {
        var terms = await RefundTerms.OfAsync(db, cancel);
        var rules = await db.Set<RefundRule>().AsNoTracking().OrderBy(r => r.Kind).ToListAsync(cancel);
        return TypedResults.Ok(new RefundTermsAnswer(terms.GivesCouponsBack, terms.PerYear, [.. rules.Select(r => new RefundRuleAnswer(
            r.Kind, r.Handling, r.Days, r.FewerThan, r.DaysIntoPeriod))]));
    }

    private static async Task<Ok<RefundTermsAnswer>> ChangeTermsAsync(
        string community, RefundTermsPatch asked, ChangeRefundTerms change, AppDb db, CancellationToken cancel)
    {
        var now = await RefundTerms.OfAsync(db, cancel);
        if (asked.GivesCouponsBack is not null || asked.PerYear is not null)
            await change.GenerallyAsync(asked.GivesCouponsBack ?? now.GivesCouponsBack, asked.PerYear ?? now.PerYear, cancel);
        foreach (var rule in asked.Rules ?? [])
            await change.ForKindAsync(rule.Kind ?? "", new RefundRuleTyped(EnumWords.Read<RefundHandling>(rule.Handling), rule.Days,
                rule.FewerThan, rule.DaysIntoPeriod), cancel);
        return await TermsAsync(community, db, cancel);
    }
}
