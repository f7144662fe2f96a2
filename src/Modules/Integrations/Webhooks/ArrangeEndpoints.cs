using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Http.Outbound;
using Guildhall.Kernel.Live;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Integrations.Webhooks;

/// <summary>Makes, changes and removes the endpoints of the community at hand.</summary>
internal sealed class ArrangeEndpoints(AppDb db, Guard guard, WebhookSecrets secrets, IEnumerable<HeardEvent> heard, TimeProvider time)
{
    /// <summary>A community with more has a mistake in a script.</summary>
    public const int Most = 50;

    /// <returns>The endpoint's id and its secret, which is shown this once.</returns>
    public async Task<(long Id, string Secret)> CreateAsync(EndpointWish wish, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var (url, events) = wish.Check(heard);
        if (await db.Set<WebhookEndpoint>().CountAsync(cancel) >= Most)
            throw new Refused("too_many_endpoints", 409, "A community can have at most {0} webhook endpoints. Remove one first.", Most);
        var secret = WebhookSignature.NewSecret();
        var endpoint = WebhookEndpoint.Create(db.CommunityId, by, url, events, secrets.Close(secret), Now());
        db.Add(endpoint);
        await db.SaveChangesAsync(cancel);
        return (endpoint.Id, secret);
    }

    /// <summary>Whoever changes it owns it from then on: it hears what they may know.</summary>
    public async Task ChangeAsync(long id, EndpointWish wish, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var endpoint = await FindAsync(id, cancel);
        var (url, events) = new EndpointWish(wish.Url ?? endpoint.Url, wish.Events ?? [.. endpoint.Kinds]).Check(heard);
        endpoint.Change(by, url, events);
        await db.SaveChangesAsync(cancel);
    }

    /// <returns>The new secret; the one before stays good for a day.</returns>
    public async Task<string> RotateAsync(long id, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var endpoint = await FindAsync(id, cancel);
        var secret = WebhookSignature.NewSecret();
        endpoint.Rotate(secrets.Close(secret), Now());
        await db.SaveChangesAsync(cancel);
        return secret;
    }

    public async Task SwitchAsync(long id, bool on, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var endpoint = await FindAsync(id, cancel);
        if (on)
            endpoint.SwitchOn();
        else
            endpoint.SwitchOff(Now());
        await db.SaveChangesAsync(cancel);
    }

    public async Task RemoveAsync(long id, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        db.Remove(await FindAsync(id, cancel));
        await db.SaveChangesAsync(cancel);
    }

    private async Task<WebhookEndpoint> FindAsync(long id, CancellationToken cancel) =>
        await db.Set<WebhookEndpoint>().SingleOrDefaultAsync(e => e.Id == id, cancel) ?? throw Refused.NotFound();

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
