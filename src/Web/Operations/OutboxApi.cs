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
        outbox.MapGet("", (AppDb db, [FromServices] IEnumerable<HandlerRegistration> handlers, CancellationToken cancel) => OutboxState.ReadAsync(db, handlers, cancel)).WithName("GetOutbox").WithSummary("Handlers with their positions, and failed deliveries.");
        outbox.MapPost("/failures/{id:long}/retry", async (long id, RetryDelivery retry, CancellationToken cancel) =>
        {
            await retry.RunAsync(id, cancel);
            return TypedResults.Accepted(Redirects.Encode("/api/outbox"));
        }).WithName("RetryDelivery").WithSummary("One more try of a failed delivery.");
    }
}

/// <param name="Behind">Activities after the handler's position that concern it; counted up to 1000.</param>
public sealed record HandlerState(string Handler, long ActivityId, int Behind);

public sealed record FailureState(long Id, string Handler, long ActivityId, string Kind, int Attempts, DateTime? NextAttemptAt, string Error, DateTime FirstFailedAt);

public sealed record OutboxState(IReadOnlyList<HandlerState> Handlers, IReadOnlyList<FailureState> Failures)
{
    internal static async Task<OutboxState> ReadAsync(AppDb db, IEnumerable<HandlerRegistration> registered, CancellationToken cancel)
    {
        var positions = await db.Set<HandlerPosition>().AsNoTracking().ToDictionaryAsync(p => p.Handler, cancel);
        var handlers = new List<HandlerState>();
        foreach (var handler in registered.OrderBy(h => h.Name, StringComparer.Ordinal))
        {
            if (!positions.TryGetValue(handler.Name, out var position))
                continue;
            var kinds = handler.Events.Keys.ToList();
            var behind = await db.Activities
                .Where(a => a.Transaction > position.Transaction || (a.Transaction == position.Transaction && a.Id > position.ActivityId))
                .Where(a => kinds.Contains(a.Kind))
                .OrderBy(a => a.Transaction).ThenBy(a => a.Id).Take(1000).CountAsync(cancel);
            handlers.Add(new HandlerState(handler.Name, position.ActivityId, behind));
        }
        var failures = await db.Set<FailedDelivery>().AsNoTracking()
            .Join(db.Activities, d => d.ActivityId, a => a.Id, (d, a) => new { d, a.Kind })
            .OrderByDescending(x => x.d.Id).Take(200)
            .Select(x => new FailureState(x.d.Id, x.d.Handler, x.d.ActivityId, x.Kind, x.d.Attempts, x.d.NextAttemptAt, x.d.Error, x.d.FirstFailedAt))
            .ToListAsync(cancel);
        return new OutboxState(handlers, failures);
    }
}
