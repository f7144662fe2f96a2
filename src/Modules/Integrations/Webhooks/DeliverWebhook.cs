using Guildhall.Kernel.Contracts.Integrations;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Integrations.Webhooks;

/// <summary>Work: this delivery is to be sent.</summary>
internal sealed record DeliverWebhook(long DeliveryId);

/// <summary>Sends a delivery, and keeps on for two days if the endpoint does not take it.</summary>
internal sealed class DeliverWebhooks(AppDb db, OwnersMayKnow owners, PostToEndpoint post, TimeProvider time) : IWork<DeliverWebhook>
{
    // After the first, second … failure: 48 hours in all.
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(12),
        TimeSpan.FromHours(20),
    ];

    public static readonly WorkOptions Options = new()
    {
        Parallel = 8,
        MaxAttempts = Waits.Length + 1,
        Backoff = failures => Waits[Math.Min(failures, Waits.Length) - 1],
    };

    public async Task RunAsync(DeliverWebhook payload, WorkContext context, CancellationToken cancel)
    {
        var delivery = await db.Set<EndpointDelivery>().SingleOrDefaultAsync(d => d.Id == payload.DeliveryId, cancel);
        if (delivery is null || delivery.State == DeliveryState.Delivered)
            return;
        var endpoint = await db.Set<WebhookEndpoint>().SingleAsync(e => e.Id == delivery.EndpointId, cancel);
        var obstacle = !endpoint.IsOn ? "endpoint_off"
            : !await owners.MayKnowAsync(endpoint, delivery, Now(), cancel) ? "not_allowed" : null;
        if (obstacle is not null)
        {
            delivery.GiveUp(Now(), obstacle);
            await db.SaveChangesAsync(cancel);
            return;
        }

        var answer = await post.RunAsync(endpoint, delivery, cancel);
        delivery.Note(answer, Now());
        if (answer.IsGood)
            endpoint.Succeeded();
        else
            Fail(endpoint, delivery, answer, last: context.Attempt >= Options.MaxAttempts);
        await db.SaveChangesAsync(cancel);
        if (delivery.State == DeliveryState.Waiting)
            throw new WorkFailure(answer.Failure ?? $"status_{answer.Status}", retryAt: RetryAt(answer, context.Attempt));
    }

    private void Fail(WebhookEndpoint endpoint, EndpointDelivery delivery, WebhookAnswer answer, bool last)
    {
        var now = Now();
        if (answer.IsGone)
            endpoint.SwitchOff(now);
        if (answer.IsGone || endpoint.Failed(now))
            db.Publish(() => new WebhookEndpointSwitchedOff(endpoint.CommunityId, endpoint.Id, endpoint.OwnerId));
        if (last || !endpoint.IsOn)
            delivery.GiveUp(now);
    }

    private DateTime? RetryAt(WebhookAnswer answer, int attempt)
    {
        if (answer.RetryAfter is not { } wanted || wanted <= Options.Backoff(attempt))
            return null;
        return Now() + (wanted < TimeSpan.FromHours(24) ? wanted : TimeSpan.FromHours(24));
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
