using System.Globalization;
using System.Net;
using System.Text.Json;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Http.Outbound;
using Guildhall.Kernel.Work;
using Guildhall.Notifications.List;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.Push;

/// <summary>Work: one browser is told of one notification.</summary>
internal sealed record SendPush(long SubscriptionId, long NotificationId, string Text);

/// <summary>Puts the pushes to a member's browsers into the queue.</summary>
internal sealed class QueuePushes(AppDb db)
{
    /// <summary>With the caller's next save.</summary>
    public async Task AddAsync(long memberId, long notificationId, string text, CancellationToken cancel)
    {
        foreach (var id in await db.Set<PushSubscription>().Where(s => s.MemberId == memberId).Select(s => s.Id).ToListAsync(cancel))
            db.Enqueue(() => new WorkOrder(string.Create(CultureInfo.InvariantCulture, $"{id} {notificationId}"), new SendPush(id, notificationId, text)));
    }
}

/// <summary>
/// Sends a push through the browser's own push service, whose address came from the browser: so it goes through the guard.
/// </summary>
internal sealed class SendPushes(
    AppDb db, ISessions sessions, PushKeys keys, StillTold still, IHttpClientFactory clients, SiteAddress site) : IWork<SendPush>
{
    public static readonly WorkOptions Options = new() { Parallel = 8, MaxAttempts = 6 };

    public async Task RunAsync(SendPush payload, WorkContext context, CancellationToken cancel)
    {
        var to = await db.Set<PushSubscription>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == payload.SubscriptionId, cancel);
        // Read meanwhile on another device, or the browser has gone over to somebody else: then it is none of this browser's business.
        if (to is null || await db.Set<Notification>().AsNoTracking().SingleOrDefaultAsync(
            n => n.Id == payload.NotificationId && n.MemberId == to.MemberId && n.ReadAt == null, cancel) is not { } one
            || !(await still.OfAsync([one], cancel)).Contains(one.Id))
            return;
        if (to.SessionId is { } session && !await sessions.GoesOnAsync(session, cancel))
        {
            // Signed out there: whoever sits at that browser now shall not read it.
            await ForgetAsync(to, cancel);
            return;
        }
        try
        {
            await PushAsync(to, payload, cancel);
        }
        catch (PushServiceClientException gone) when (gone.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            // The browser has taken its subscription back (RFC 8030, section 7.3).
            await ForgetAsync(to, cancel);
        }
        catch (PushServiceClientException refused)
        {
            throw new WorkFailure($"status_{(int)refused.StatusCode}", final: refused.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge);
        }
        catch (Exception error) when (OutboundFailure.Of(error, cancel) is { } failure)
        {
            throw new WorkFailure(failure, final: failure == OutboundFailure.Forbidden);
        }
    }

    private async Task ForgetAsync(PushSubscription one, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<PushSubscription>().Where(s => s.Id == one.Id).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task PushAsync(PushSubscription to, SendPush payload, CancellationToken cancel)
    {
        var pair = await keys.GetAsync(to.MemberId, cancel);
        var address = site.PublicUrl ?? site.ListenUrl;
        using var vapid = new VapidAuthentication(pair.Public,
            pair.Private) { Subject = address.StartsWith("https", StringComparison.Ordinal) ? address : "mailto:nobody@localhost.invalid" };
        var client = new PushServiceClient(clients.CreateClient(Outbound.Guarded)) { DefaultAuthentication = vapid,
            AutoRetryAfter = false };
        var subscription = new Lib.Net.Http.WebPush.PushSubscription { Endpoint = to.Endpoint };
        subscription.SetKey(PushEncryptionKeyName.P256DH, to.P256dh);
        subscription.SetKey(PushEncryptionKeyName.Auth, to.Auth);
        var message = new PushMessage(JsonSerializer.Serialize(new { id = payload.NotificationId, text = payload.Text, url = $"/notifications/{payload.NotificationId}" }))
        {
            // Half a day: what is older is at the bell.
            TimeToLive = 12 * 3600,
            Urgency = PushMessageUrgency.Normal,
        };
        await client.RequestPushMessageDeliveryAsync(subscription, message, cancel);
    }
}
