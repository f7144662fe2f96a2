using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>
/// A member hears before a period ends, when a charge has failed, when a processor waits for their consent, and when a subscription is
/// over.
/// </summary>
internal sealed class NotifyOnSubscriptions(TellMembers tell, ICommunities communities)
    : IHandle<RenewalDue>, IHandle<RenewalFailed>, IHandle<ConsentNeeded>, IHandle<SubscriptionEnded>
{
    public async Task HandleAsync(RenewalDue happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        var amount = new Money(happened.Amount, happened.Currency).Format(community.Language);
        // By hand the way leads to a checkout that joins on; what is charged by itself can be looked at, changed and ended.
        await TellAsync(envelope, happened.MemberId, happened.SubscriptionId,
            happened.Charged ? "Your membership “{0}” in {1} renews on {2} for {3}" : "Your membership “{0}” in {1} ends on {2}. Renew for {3}",
            [happened.Title, community.Name, Day(happened.DueAt, community), amount],
            happened.Charged ? $"/account/subscriptions/{happened.SubscriptionId}" : $"/account/subscriptions/{happened.SubscriptionId}/payment", cancel);
    }

    public async Task HandleAsync(RenewalFailed happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is { } community)
            await TellAsync(envelope, happened.MemberId, happened.SubscriptionId,
                "The payment for “{0}” in {1} failed. We'll retry, and you keep access until {2}",
                [happened.Title, community.Name, Day(happened.OpenUntil, community)], $"/account/subscriptions/{happened.SubscriptionId}", cancel);
    }

    public async Task HandleAsync(ConsentNeeded happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is { } community)
            await TellAsync(envelope, happened.MemberId, happened.SubscriptionId,
                "{2} asks you to agree to the new plan for “{0}” in {1}. Until then your current plan and its price go on",
                [happened.Title, community.Name, happened.Processor], $"/account/subscriptions/{happened.SubscriptionId}", cancel);
    }

    public async Task HandleAsync(SubscriptionEnded happened, Envelope envelope, CancellationToken cancel)
    {
        if (await communities.FindAsync(happened.CommunityId, cancel) is { } community)
            await TellAsync(envelope, happened.MemberId, happened.SubscriptionId,
                happened is { Unpaid: true, Charged: true } ? "Your membership “{0}” in {1} has ended because the payment failed"
                    : "Your membership “{0}” in {1} has ended", [happened.Title, community.Name], $"/c/{community.Slug}/tiers", cancel);
    }

    private Task TellAsync(
        Envelope envelope, long memberId, long subscriptionId, string text, IReadOnlyList<string> arguments, string path,
            CancellationToken cancel) =>
        tell.RunAsync(
            new Notice(envelope.CommunityId, NotificationKinds.Membership, $"subscription:{envelope.ActivityId}",
                new Thing("subscription", subscriptionId), text, arguments, path),
            [memberId], envelope.At, cancel);

    private static string Day(DateTime at, CommunityInfo community) => TimeZoneInfo
        .ConvertTimeFromUtc(at, TimeZoneInfo.TryFindSystemTimeZoneById(community.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc)
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
