using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Web.Operations;

/// <summary>The outbox for programs: how far each handler is, and what failed.</summary>
internal static class OutboxApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var outbox = routes.MapGroup("/api/outbox").WithTags("Operations").RequireScope("operate").RequirePermission(Permissions.Operate);
        outbox.MapGet("", (AppDb db, CancellationToken cancel) => OutboxState.ReadAsync(db, cancel)).WithName("GetOutbox").WithSummary("Handlers with their positions, and failed deliveries.");
        outbox.MapPost("/failures/{id:long}/retry", async (long id, RetryDelivery retry, CancellationToken cancel) =>
        {
            await retry.RunAsync(id, cancel);
            return TypedResults.Accepted("/api/outbox");
        }).WithName("RetryDelivery").WithSummary("One more try of a failed delivery.");
    }
}

/// <param name="Behind">Activities after the handler's position, of any kind; counted up to 1000.</param>
public sealed record HandlerState(string Handler, long ActivityId, int Behind);

public sealed record FailureState(long Id, string Handler, long ActivityId, string Kind, int Attempts, DateTime? NextAttemptAt, string Error, DateTime FirstFailedAt);

public sealed record OutboxState(IReadOnlyList<HandlerState> Handlers, IReadOnlyList<FailureState> Failures)
{
    internal static async Task<OutboxState> ReadAsync(AppDb db, CancellationToken cancel)
    {
        var handlers = new List<HandlerState>();
        foreach (var position in await db.Set<HandlerPosition>().AsNoTracking().OrderBy(p => p.Handler).ToListAsync(cancel))
        {
            var behind = await db.Activities
                .Where(a => a.Transaction > position.Transaction || (a.Transaction == position.Transaction && a.Id > position.ActivityId))
                .Take(1000).CountAsync(cancel);
            handlers.Add(new HandlerState(position.Handler, position.ActivityId, behind));
        }
        var failures = await db.Set<FailedDelivery>().AsNoTracking()
            .Join(db.Activities, d => d.ActivityId, a => a.Id, (d, a) => new { d, a.Kind })
            .OrderByDescending(x => x.d.Id).Take(200)
            .Select(x => new FailureState(x.d.Id, x.d.Handler, x.d.ActivityId, x.Kind, x.d.Attempts, x.d.NextAttemptAt, x.d.Error, x.d.FirstFailedAt))
            .ToListAsync(cancel);
        return new OutboxState(handlers, failures);
    }
}
