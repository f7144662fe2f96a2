using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Reconciliation;

/// <summary>Reconciliation, for operators' programs, and the commands of its page.</summary>
internal static class ReconciliationApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/c/{community}/manage/reconciliation").ExcludeFromDescription();
        pages.MapPost("/comparison", async (string community, StartReconciliation start, CurrentMember current, CancellationToken cancel) =>
        {
            await start.RunAsync(current.RequireId(), cancel);
            return To(community, "started");
        }).RequirePermission(Permissions.ReadMoney);
        pages.MapPost("/{id:long}/repair", async (string community, long id, RepairCase repair, CurrentMember current, CancellationToken cancel) =>
            To(community, await repair.RunAsync(id, current.RequireId(), cancel) ? "healed" : "differs")).RequirePermission(BookPermissions.Keep);
        pages.MapPost("/{id:long}/decision", async (
            string community, long id, [FromForm] string? state, [FromForm] string? reason, DecideCase decide, CurrentMember current,
            CancellationToken cancel) =>
        {
            await decide.RunAsync(id, StateOf(state), reason, current.RequireId(), cancel);
            return To(community, null);
        }).RequirePermission(BookPermissions.Keep);

        var api = routes.MapGroup("/api/communities/{community}/manage/reconciliation").WithTags("Money").RequirePermission(Permissions.ReadMoney);
        api.MapGet("", CasesAsync).RequireScope("orders:read").WithName("GetReconciliation")
            .WithSummary("Payments about which a processor's list and ours differ, newest first; state: open, done, ignored.");
        api.MapPost("", async (string community, StartReconciliation start, CurrentMember current, CancellationToken cancel) =>
                TypedResults.Accepted((string?)null, new ReconciliationStarted(await start.RunAsync(current.RequireId(), cancel))))
            .RequireScope("orders:write").WithName("StartReconciliation").WithSummary("Compare with the processors' lists now.");
        api.MapPost("/{id:long}/repair", async (string community, long id, RepairCase repair, CurrentMember current, CancellationToken cancel) =>
                TypedResults.Ok(new RepairAnswer(await repair.RunAsync(id, current.RequireId(), cancel))))
            .RequireScope("orders:write").RequirePermission(BookPermissions.Keep).WithName("RepairCase")
            .WithSummary("Read the case's checkouts again from the processor; says whether both sides agree now.");
        api.MapPost("/{id:long}/decision", async (
                string community, long id, DecisionAsked asked, DecideCase decide, CurrentMember current, CancellationToken cancel) =>
            {
                await decide.RunAsync(id, StateOf(asked.State), asked.Reason, current.RequireId(), cancel);
                return TypedResults.NoContent();
            })
            .RequireScope("orders:write").RequirePermission(BookPermissions.Keep).WithName("DecideCase").WithSummary("Say that a case is done or stays as it is, and why.");
    }

    private static IResult To(string community, string? note) =>
        Redirects.To(Links.To($"/c/{community}/manage/reconciliation", ("note", note)));

    private static CaseState StateOf(string? word) => EnumWords.Read<CaseState>(word) is { } state and not CaseState.Open ? state
        : throw Refused.AtField("state", "state_unknown", "Choose done or ignored.");

    private static async Task<Ok<CaseAnswers>> CasesAsync(
        string community, Cases cases, CancellationToken cancel, string? state = null, long? after = null, int limit = 50)
    {
        var wanted = EnumWords.Read<CaseState>(state);
        if (state is not null && wanted is null)
            throw Refused.AtField("state", "state_unknown", "There is no such state.");
        var page = await cases.PageAsync(wanted, after, limit, cancel);
        return TypedResults.Ok(new CaseAnswers(page.Items, page.Next));
    }
}

/// <param name="Processors">How many are compared.</param>
public sealed record ReconciliationStarted(int Processors);

public sealed record RepairAnswer(bool Agrees);

/// <param name="State">"done" or "ignored".</param>
public sealed record DecisionAsked(string? State, string? Reason);

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record CaseAnswers(IReadOnlyList<CaseRow> Items, long? Next);
