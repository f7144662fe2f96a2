using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Web.Operations;

/// <summary>The outbox for programs: how far each handler is, and what failed.</summary>
internal static class OutboxApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var outbox = routes.MapGroup("/api/outbox").WithTags("Operations").RequireScope("operate").RequirePermission(Permissions.Operate);
        outbox.MapGet("", (AppDb db, [FromServices] IEnumerable<HandlerRegistration> handlers, CancellationToken cancel) =>
            OutboxState.ReadAsync(db, handlers, cancel)).WithName("GetOutbox").WithSummary("Handlers with their positions, and failed deliveries.");
        outbox.MapPost("/failures/{id:long}/retry", async (long id, RetryDelivery retry, CancellationToken cancel) =>
        {
            await retry.RunAsync(id, cancel);
            return TypedResults.Accepted(Redirects.Encode("/api/outbox"));
        }).WithName("RetryDelivery").WithSummary("One more try of a failed delivery.");
    }
}

/// <param name="Behind">Activities after the handler's position that concern it; counted up to 1000.</param>
public sealed record HandlerState(string Handler, long ActivityId, int Behind);

public sealed record FailureState(
    long Id, string Handler, long ActivityId, string Kind, int Attempts, DateTime? NextAttemptAt, string Error, DateTime FirstFailedAt);

public sealed record OutboxState(IReadOnlyList<HandlerState> Handlers, IReadOnlyList<FailureState> Failures)
{
    internal static async Task<OutboxState> ReadAsync(AppDb db, IEnumerable<HandlerRegistration> registered, CancellationToken cancel)
    {
        var failures = await db.Set<FailedDelivery>().AsNoTracking()
            .Join(db.Activities, d => d.ActivityId, a => a.Id, (d, a) => new { d, a.Kind })
            .OrderByDescending(x => x.d.Id).Take(200)
            .Select(x => new FailureState(x.d.Id, x.d.Handler, x.d.ActivityId, x.Kind, x.d.Attempts, x.d.NextAttemptAt, x.d.Error,
                x.d.FirstFailedAt))
            .ToListAsync(cancel);
        return new OutboxState(await HandlersAsync(db, [.. registered], cancel), failures);
    }

    private static async Task<IReadOnlyList<HandlerState>> HandlersAsync(
        AppDb db, HandlerRegistration[] registered, CancellationToken cancel)
    {
        object[] names = [.. registered.SelectMany(h => h.Events.Keys, (h, kind) => new[] { h.Name, kind }).SelectMany(pair => pair)];
        if (names.Length == 0)
            return [];
        var wanted = string.Join(", ", Enumerable.Range(0, names.Length / 2).Select(i => $"({{{2 * i}}}, {{{2 * i + 1}}})"));
        // The row of a handler that nothing concerned is moved rarely: what it is behind is counted in what it wants.
        var sql =
            $"""
            WITH wanted (handler, kind) AS (VALUES {wanted})
            SELECT p.handler AS "Handler", p.activity_id AS "ActivityId", (
                SELECT CAST(count(*) AS integer) FROM (
                    SELECT 1 FROM activities a
                    WHERE (a."transaction", a.id) > (p."transaction", p.activity_id) AND a.kind IN (SELECT w.kind FROM wanted w WHERE w.handler = p.handler)
                    LIMIT 1000) AS few) AS "Behind"
            FROM handler_positions p WHERE p.handler IN (SELECT handler FROM wanted) ORDER BY p.handler
            """;
        return await db.Database.SqlQueryRaw<HandlerState>(sql, names).ToListAsync(cancel);
    }
}
