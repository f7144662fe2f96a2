using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.ByHand;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Incomes;

/// <summary>Income from elsewhere, for operators' programs, and the command of its page.</summary>
internal static class IncomeApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/c/{community}/manage/income/{id:long}/reversal", async (
                string community, long id, [FromForm] string? reason, ReverseByHand<Income, IncomeTyped, IncomeWish> reverse,
                CurrentMember current, CancellationToken cancel) =>
            {
                await reverse.RunAsync(id, reason, current.RequireId(), cancel);
                return Redirects.To($"/c/{community}/manage/income");
            })
            .RequirePermission(BookPermissions.Keep).ExcludeFromDescription();

        var api = routes.MapGroup("/api/communities/{community}/manage/income").WithTags("Money").RequirePermission(Permissions.ReadMoney);
        api.MapGet("", ListAsync).RequireScope("orders:read").WithName("GetIncome")
            .WithSummary("What was earned beside the sales here, the last entered first; from and to are days, both included.");
        api.MapPost("", EnterAsync).RequireScope("orders:write").RequirePermission(BookPermissions.Keep).WithName("EnterIncome")
            .WithSummary("Enter income from elsewhere. Needs an Idempotency-Key: the same key again is the same income, answered with 200.");
        api.MapPost("/{id:long}/reversal", ReverseAsync).RequireScope("orders:write").RequirePermission(BookPermissions.Keep)
            .WithName("ReverseIncome").WithSummary("Book the opposite of an income, today.");
    }

    private static async Task<Ok<IncomeAnswers>> ListAsync(
        string community, IncomeList incomes, CommunityScope scope, CancellationToken cancel, string? stream = null,
        string? currency = null, string? from = null, string? to = null, long? after = null, int limit = 50)
    {
        if (stream is not null && !Income.Streams.Contains(stream))
            throw Refused.AtField("stream", "stream_unknown", "Choose advertising, goods, tickets or services. Memberships, content and tips are booked when they are paid here.");
        var filter = EntryFilter.OfProgram(currency, from, to, BookClock.Of(scope.Required));
        var page = await incomes.PageAsync(stream, filter, after, limit, cancel);
        return TypedResults.Ok(new IncomeAnswers([.. page.Items.Select(IncomeAnswer.Of)], page.Next));
    }

    private static async Task<Results<Created<IncomeAnswer>, Ok<IncomeAnswer>>> EnterAsync(
        string community, IncomeAsked asked, EnterByHand<Income, IncomeTyped, IncomeWish> enter, IncomeList incomes, CommunityScope scope,
        CurrentMember current, [FromHeader(Name = "Idempotency-Key")] string? key, CancellationToken cancel)
    {
        var entered = await enter.RunAsync(asked.ToTyped(scope.Required.Currency), key, current.RequireId(), cancel);
        var answer = IncomeAnswer.Of((await incomes.FindAsync(entered.Document.Id, cancel))!);
        return entered.IsNew
            ? TypedResults.Created(Redirects.Encode($"/api/communities/{community}/manage/income"), answer)
            : TypedResults.Ok(answer);
    }

    private static async Task<Ok<IncomeAnswer>> ReverseAsync(
        string community, long id, ReversalAsked asked, ReverseByHand<Income, IncomeTyped, IncomeWish> reverse, IncomeList incomes,
        CurrentMember current, CancellationToken cancel)
    {
        await reverse.RunAsync(id, asked.Reason, current.RequireId(), cancel);
        return TypedResults.Ok(IncomeAnswer.Of((await incomes.FindAsync(id, cancel))!));
    }
}

/// <param name="Day">When the money came, as 2026-03-31.</param>
/// <param name="Stream">"advertising", "goods", "tickets" or "services"; advertising when left out.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217; the community's when left out.</param>
/// <param name="Account">"bank" or "cash"; the bank when left out.</param>
/// <param name="Number">Of the bill or the bank's entry. A payer's number is entered once.</param>
public sealed record IncomeAsked(
    string? Day, string? Stream, string? Payer, long? Amount, string? Currency, string? Account, string? Number, string? Note)
{
    /// <param name="usual">The community's currency.</param>
    internal IncomeTyped ToTyped(string usual) => new(
        Day, Stream, Payer, Amount is { } amount ? Text(amount, usual) : null, Currency, Account, Number, Note);

    private string Text(long amount, string usual) => Currencies.Find(Currency ?? usual) is { } known
        ? new Money(amount, known.Code).ToDecimalString()
        : amount.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Amount">Minor units.</param>
public sealed record IncomeAnswer(
    long Id, string Day, string Stream, string Payer, long Amount, string Currency, PaidFrom Account, string Number, string Note,
    string By, DateTime EnteredAt, DateTime? ReversedAt, string? Reason)
{
    internal static IncomeAnswer Of(IncomeRow row) => new(
        row.Id, Days.Text(row.Day), row.Stream, row.Payer, row.Amount, row.Currency, row.Into, row.Number, row.Note, row.By,
        row.EnteredAt, row.ReversedAt, row.Reason);
}

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record IncomeAnswers(IReadOnlyList<IncomeAnswer> Items, long? Next);
