using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Bank;

/// <summary>Bank transfers, for programs that read the account's statements.</summary>
internal static class TransferApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/communities/{community}/manage/transfers").WithTags("Money").RequirePermission(Permissions.Refund);
        api.MapGet("/", ListAsync).RequireScope("orders:read").WithName("GetTransfers")
            .WithSummary("Bank transfers, newest first; state: awaited, to_return, arrived, closed.");
        api.MapPut("/{id:long}/arrival", ArriveAsync).RequireScope("orders:write").WithName("ConfirmTransfer")
            .WithSummary("Say what arrived and when. The same again changes nothing; something else is refused.");
        api.MapPut("/{id:long}/closure", CloseAsync).RequireScope("orders:write").WithName("CloseTransfer")
            .WithSummary("Wait no longer. What arrives later can be confirmed all the same.");
        api.MapPut("/{id:long}/returns/{returnId:long}", ReturnAsync).RequireScope("orders:write").WithName("DecideTransferReturn")
            .WithSummary("Say that money went back, or that it will not.");
    }

    private static async Task<Ok<TransfersAnswer>> ListAsync(
        string community, TransferList transfers, CancellationToken cancel, string? state = null, long? after = null, int limit = 50)
    {
        var filter = EnumWords.Read<TransferFilter>(state);
        if (state is not null && filter is null)
            throw Refused.AtField("state", "state_unknown", "There is no such state.");
        var page = await transfers.PageAsync(filter ?? TransferFilter.Awaited, after, limit, cancel);
        return TypedResults.Ok(new TransfersAnswer(page.Items, page.Next));
    }

    private static async Task<NoContent> ArriveAsync(
        string community, long id, ArrivalAsked asked, DecideTransfer decide, CurrentMember current, CancellationToken cancel)
    {
        if (!DateOnly.TryParseExact(asked.ArrivedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
            throw Refused.AtField("arrivedOn", "day_malformed", "Enter the day like 2026-03-31.");
        await decide.ArrivedAsync(id, asked.Amount, on, current.RequireId(), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> CloseAsync(
        string community, long id, DecideTransfer decide, CurrentMember current, CancellationToken cancel)
    {
        await decide.CloseAsync(id, current.RequireId(), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ReturnAsync(
        string community, long id, long returnId, ReturnAsked asked, DecideTransfer decide, CurrentMember current, CancellationToken cancel)
    {
        await decide.ReturnAsync(id, returnId, asked.Sent, current.RequireId(), cancel);
        return TypedResults.NoContent();
    }
}

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record TransfersAnswer(IReadOnlyList<TransferRow> Items, long? Next);

/// <param name="Amount">Minor units that arrived.</param>
/// <param name="ArrivedOn">The day on which the bank booked it, 2026-03-31.</param>
public sealed record ArrivalAsked(long Amount, string? ArrivedOn);

/// <param name="Sent">False: it will not be sent back.</param>
public sealed record ReturnAsked(bool Sent);
