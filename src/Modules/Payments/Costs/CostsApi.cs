using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.ByHand;
using Guildhall.Payments.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Costs;

/// <summary>Costs, for operators' programs, and the command of their page.</summary>
internal static class CostsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/c/{community}/manage/costs/{id:long}/reversal", async (
                string community, long id, [FromForm] string? reason, ReverseByHand<Cost, CostTyped, CostWish> reverse,
                CurrentMember current, CancellationToken cancel) =>
            {
                await reverse.RunAsync(id, reason, current.RequireId(), cancel);
                return Redirects.To($"/c/{community}/manage/costs");
            })
            .RequirePermission(BookPermissions.Keep).ExcludeFromDescription();

        var api = routes.MapGroup("/api/communities/{community}/manage/costs").WithTags("Money").RequirePermission(Permissions.ReadMoney);
        api.MapGet("", ListAsync).RequireScope("orders:read").WithName("GetCosts")
            .WithSummary("What was spent, the last entered first; from and to are days, both included.");
        api.MapPost("", EnterAsync).RequireScope("orders:write").RequirePermission(BookPermissions.Keep).WithName("EnterCost")
            .WithSummary("Enter a cost. Needs an Idempotency-Key: the same key again is the same cost, answered with 200.");
        api.MapPost("/{id:long}/reversal", ReverseAsync).RequireScope("orders:write").RequirePermission(BookPermissions.Keep)
            .WithName("ReverseCost").WithSummary("Book the opposite of a cost, today.");
    }

    private static async Task<Ok<CostAnswers>> ListAsync(
        string community, CostList costs, CommunityScope scope, CancellationToken cancel, string? kind = null, string? currency = null,
        string? from = null, string? to = null, long? after = null, int limit = 50)
    {
        var wanted = EnumWords.Read<CostKind>(kind);
        if (kind is not null && wanted is null)
            throw Refused.AtField("kind", "cost_kind_unknown", "Choose production, marketing or operation.");
        var filter = EntryFilter.OfProgram(currency, from, to, BookClock.Of(scope.Required));
        var page = await costs.PageAsync(wanted, filter, after, limit, cancel);
        return TypedResults.Ok(new CostAnswers([.. page.Items.Select(CostAnswer.Of)], page.Next));
    }

    private static async Task<Results<Created<CostAnswer>, Ok<CostAnswer>>> EnterAsync(
        string community, CostAsked asked, EnterByHand<Cost, CostTyped, CostWish> enter, CostList costs, CommunityScope scope,
        CurrentMember current, [FromHeader(Name = "Idempotency-Key")] string? key, CancellationToken cancel)
    {
        var entered = await enter.RunAsync(asked.ToTyped(scope.Required.Currency), key, current.RequireId(), cancel);
        var answer = CostAnswer.Of((await costs.FindAsync(entered.Document.Id, cancel))!);
        return entered.IsNew
            ? TypedResults.Created(Redirects.Encode($"/api/communities/{community}/manage/costs"), answer)
            : TypedResults.Ok(answer);
    }

    private static async Task<Ok<CostAnswer>> ReverseAsync(
        string community, long id, ReversalAsked asked, ReverseByHand<Cost, CostTyped, CostWish> reverse, CostList costs,
        CurrentMember current, CancellationToken cancel)
    {
        await reverse.RunAsync(id, asked.Reason, current.RequireId(), cancel);
        return TypedResults.Ok(CostAnswer.Of((await costs.FindAsync(id, cancel))!));
    }
}

/// <param name="Day">As 2026-03-31.</param>
/// <param name="Kind">"production", "marketing" or "operation".</param>
/// <param name="Quantity">1 when left out; three decimals at most.</param>
/// <param name="UnitAmount">Minor units for one.</param>
/// <param name="Currency">ISO 4217; the community's when left out.</param>
/// <param name="Account">"bank", "cash" or "payable"; the bank when left out.</param>
public sealed record CostAsked(
    string? Day, string? Kind, string? Text, decimal? Quantity, long? UnitAmount, string? Currency, string? Account)
{
    /// <param name="usual">The community's currency.</param>
    internal CostTyped ToTyped(string usual) => new(
        Day, Kind, Text, (Quantity ?? 1).ToString(CultureInfo.InvariantCulture),
        UnitAmount is { } amount ? Price(amount, usual) : null, Currency, Account);

    private string Price(long amount, string usual) => Currencies.Find(Currency ?? usual) is { } known
        ? new Money(amount, known.Code).ToDecimalString()
        : amount.ToString(CultureInfo.InvariantCulture);
}

public sealed record ReversalAsked(string? Reason);

/// <param name="Amount">Minor units: quantity × unit amount, rounded half up.</param>
public sealed record CostAnswer(
    long Id, string Day, CostKind Kind, string Text, decimal Quantity, long UnitAmount, long Amount, string Currency, PaidFrom Account,
    string By, DateTime EnteredAt, DateTime? ReversedAt, string? Reason)
{
    internal static CostAnswer Of(CostRow row) => new(
        row.Id, Days.Text(row.Day), row.Kind, row.Text, CostWords.Number(row.Quantity), row.UnitAmount, row.Amount, row.Currency, row.From,
        row.By, row.EnteredAt, row.ReversedAt, row.Reason);
}

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record CostAnswers(IReadOnlyList<CostAnswer> Items, long? Next);
