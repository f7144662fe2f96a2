using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Tells who has paid for a time that it ends in a week. Whoever prolongs it before hears nothing.</summary>
internal sealed class RemindOfEndingMemberships(TellMembers tell, ICommunities communities, IMemberships memberships, TimeProvider time) : IRecurringJob
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var community in await communities.ListAsync(cancel))
        {
            foreach (var ending in await memberships.EndingAsync(community.Id, now, now + Ahead, cancel))
            {
                await tell.RunAsync(
                    new Notice(
                        community.Id, NotificationKinds.Membership, $"ending:{ending.GrantId}", new Thing("tier", ending.TierId),
                        "Your membership “{0}” in {1} ends on {2}",
                        [ending.TierName, community.Name, TimeZoneInfo.ConvertTimeFromUtc(ending.Until, ZoneOf(community)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)],
                        $"/c/{community.Slug}/tiers"),
                    [ending.MemberId], now, cancel);
            }
        }
    }

    private static TimeZoneInfo ZoneOf(CommunityInfo community) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(community.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}
