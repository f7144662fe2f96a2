using System.Globalization;
using System.Runtime.CompilerServices;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Shares;

/// <summary>Shares and payouts, for operators' programs, and the commands of their pages.</summary>
internal static class SharesApi
{
    private static readonly string[] Heading =
        ["entry", "time_utc", "document", "document_id", "text", "base", "amount", "currency", "payable_from", "note"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/c/{community}/manage/shares").ExcludeFromDescription();
        pages.MapPost("/rules/{id:long}/end", async (string community, long id, EndShareRule end, CurrentMember current, CancellationToken cancel) =>
        {
            await end.RunAsync(id, current.RequireId(), cancel);
            return Redirects.To($"/c/{community}/manage/shares");
        }).RequirePermission(BookPermissions.Keep);
        pages.MapPost("/payouts/{id:long}/reversal", async (
            string community, long id, [FromForm] string? reason, ReversePayout reverse, CurrentMember current, CancellationToken cancel) =>
        {
            var account = await reverse.RunAsync(id, reason, current.RequireId(), cancel);
            return Redirects.To(Links.To($"/c/{community}/manage/shares/statement", ("account", account)));
        }).RequirePermission(BookPermissions.Keep);
        pages.MapGet("/statement.csv", (
                string community, string account, ReadStatement statement, CommunityScope scope, Texts texts, CancellationToken cancel) =>
            account.StartsWith(Accounts.AnyPayable, StringComparison.Ordinal)
                ? Statement(account, scope.Required.Id, statement, texts, cancel) : throw Refused.NotFound())
            .RequirePermission(Permissions.ReadMoney);
        routes.MapGet("/account/earnings.csv", (ReadStatement statement, CurrentMember current, Texts texts, CancellationToken cancel) =>
            Statement(Accounts.Member(current.RequireId()), null, statement, texts, cancel)).RequireAuthorization()
                .ExcludeFromDescription();

        var api = routes.MapGroup("/api/communities/{community}/manage").WithTags("Money").RequirePermission(Permissions.ReadMoney);
        api.MapGet("/payables", async (string community, Payables payables, CancellationToken cancel) =>
                new PayableAnswers([.. (await payables.ListAsync(null, cancel)).Select(PayableAnswer.Of)]))
            .RequireScope("orders:read").WithName("GetPayables").WithSummary("What authors, partners and suppliers are owed.");
        api.MapGet("/payables/statement", async (
                string community, string account, ReadStatement statement, CommunityScope scope, CancellationToken cancel,
                long? after = null, int limit = 50) =>
                StatementAnswer.Of(await statement.PageAsync(account, scope.Required.Id, after, Paging.Limit(limit), cancel)))
            .RequireScope("orders:read").WithName("GetStatement").WithSummary("What moved on one payable account, newest first.");
        api.MapPost("/payouts", PayAsync).RequireScope("orders:write").RequirePermission(BookPermissions.Keep).WithName("RecordPayout")
            .WithSummary("Record a payout that was made. Needs an Idempotency-Key: the same key again is the same payout.");
        api.MapPost("/share-rules", MakeAsync).RequireScope("orders:write").RequirePermission(BookPermissions.Keep).WithName("MakeShareRule")
            .WithSummary("Give a member a part of every sale of a stream of income or of an item.");
        routes.MapGet("/api/me/earnings", async (
                ReadStatement statement, CurrentMember current, CancellationToken cancel, long? after = null, int limit = 50) =>
                StatementAnswer.Of(await statement.PageAsync(Accounts.Member(current.RequireId()), null, after, Paging.Limit(limit),
                    cancel)))
            .RequireScope("orders:read").WithTags("Money").WithName("GetMyEarnings")
            .WithSummary("What the member earned in all communities, newest first.");
    }

    private static async Task<Ok<PayoutAnswer>> PayAsync(
        string community, PayoutAsked asked, RecordPayout pay, CurrentMember current,
        [FromHeader(Name = "Idempotency-Key")] string? key, CancellationToken cancel)
    {
        if (asked.Account?.StartsWith(Accounts.AnyPayable, StringComparison.Ordinal) != true)
            throw Refused.AtField("account", "account_unknown", "Nothing is payable here.");
        var from = EnumWords.Read<PaidFrom>(asked.From ?? "bank") ?? throw Refused.AtField("from", "account_unknown", "Choose bank or cash.");
        var payout = await pay.RunAsync(
            new PayoutWish(asked.Account, asked.Amount ?? 0, asked.Currency ?? "", from, asked.Note), key, current.RequireId(), cancel);
        return TypedResults.Ok(new PayoutAnswer(payout.Id, payout.Account, payout.Amount, payout.Currency, payout.At));
    }

    private static async Task<Created<ShareRuleAnswer>> MakeAsync(
        string community, ShareRuleAsked asked, MakeShareRule make, CurrentMember current, CancellationToken cancel)
    {
        var rule = await make.RunAsync(asked.ToTyped(), current.RequireId(), cancel);
        return TypedResults.Created(Redirects.Encode($"/c/{community}/manage/shares"), new ShareRuleAnswer(
            rule.Id, rule.MemberId, rule.BasisPoints / 100m, rule.Stream, rule.ItemKind, rule.ItemId, rule.HoldDays, rule.From,
                rule.Until));
    }

    private static CsvAnswer Statement(string account, long? communityId, ReadStatement statement, Texts texts, CancellationToken cancel) =>
        new($"{account.Replace(':', '-')}.csv", Heading, RowsAsync(account, communityId, statement, texts, cancel));

    private static async IAsyncEnumerable<CsvCell[]> RowsAsync(
        string account, long? communityId, ReadStatement statement, Texts texts, [EnumeratorCancellation] CancellationToken cancel)
    {
        long? before = null;
        do
        {
            var page = await statement.PageAsync(account, communityId, before, 500, cancel);
            foreach (var row in page.Items)
                yield return
                [
                    row.Id, Instant(row.At), row.DocumentKind, row.DocumentId, ShareWords.What(row, texts),
                    row.Base is { } basis ? CsvCell.Of(new Money(basis, row.Currency)) : CsvCell.Empty,
                    CsvCell.Of(new Money(row.Amount, row.Currency)), row.Currency,
                    row.PayableFrom is { } from ? Instant(from) : CsvCell.Empty, row.Note,
                ];
            before = page.Next;
        }
        while (before is not null);
    }

    private static CsvCell Instant(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
