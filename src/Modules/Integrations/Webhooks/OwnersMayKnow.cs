using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Live;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Integrations.Webhooks;

/// <summary>
/// Whether an endpoint's owner may know of an event: asked when the delivery is made, and again before each sending, which may come two
/// days later, or whenever somebody replays it.
/// </summary>
internal sealed class OwnersMayKnow(AppDb db, IServiceProvider services, IEnumerable<HeardEvent> heard, IAccess access)
{
    public async Task<Heard> HearAsync(string kind, IEvent happened, CancellationToken cancel) =>
        heard.SingleOrDefault(h => h.Kind == kind) is { } known ? await known.HeardAsync(services, happened, cancel) : Heard.ByNobody;

    /// <param name="at">UTC.</param>
    public async Task<bool> MayKnowAsync(WebhookEndpoint endpoint, string kind, Audience audience, DateTime at, CancellationToken cancel)
    {
        var owner = new Viewer(endpoint.OwnerId);
        if (audience is Audience.Nobody || heard.SingleOrDefault(h => h.Kind == kind)?.WebhookPermission is not { } permission
            || !(await access.DecideAsync(owner, Need.Permission(endpoint.CommunityId, permission), at, cancel)).Allowed)
            return false;
        // What is one member's own, an operator hears by permission; what stands behind a gate, only by passing it.
        return audience is not Audience.Needing needing || (await access.DecideAsync(owner, needing.Need, at, cancel)).Allowed;
    }

    /// <summary>The same of what stands ready to be sent. A test message tells nothing.</summary>
    /// <param name="now">UTC.</param>
    public async Task<bool> MayKnowAsync(WebhookEndpoint endpoint, EndpointDelivery delivery, DateTime now, CancellationToken cancel)
    {
        if (delivery.ActivityId is not { } id)
            return true;
        if (heard.SingleOrDefault(h => h.Kind == delivery.Kind) is not { } known)
            return false;
        var activity = await db.Activities.AsNoTracking().SingleAsync(a => a.Id == id, cancel);
        var told = await known.HeardAsync(services, activity.Read(known.Event), cancel);
        return await MayKnowAsync(endpoint, delivery.Kind, told.By, now, cancel);
    }
}
