using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>
/// Tells who holds a membership for a time that it ends in a week. Whoever prolongs it before hears nothing, and whoever has a subscription
/// hears of it by that.
/// </summary>
internal sealed class RemindOfEndingMemberships(
    TellMembers tell, CommunityScope scope, IMemberships memberships, IRenewals renewals, IContacts contacts, TimeProvider time) : IClockJob
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);

    /// <summary>In the morning: who pays again does it at the desk.</summary>
    public static ClockTime At => ClockTime.OfEachCommunity("0 9 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var (now, community) = (time.GetUtcNow().UtcDateTime, scope.Required);
        var ends = await memberships.EndingAsync(community.Id, now, now + Ahead, cancel);
        var renewed = ends.Count == 0 ? null : await renewals.OfAsync(community.Id, [.. ends.Select(e => e.MemberId)], cancel);
        var all = ends.Where(e => renewed?.Contains((e.MemberId, new Thing("tier", e.TierId))) != true).ToList();
        var members = await contacts.ManyAsync([.. all.Select(e => e.MemberId).Distinct()], cancel);
        foreach (var ending in all)
        {
            var zone = members.GetValueOrDefault(ending.MemberId)?.TimeZone ?? community.TimeZone;
            await tell.RunAsync(
                new Notice(
                    community.Id, NotificationKinds.Membership, $"ending:{ending.GrantId}", new Thing("tier", ending.TierId),
                    "Your membership “{0}” in {1} ends on {2}", [ending.TierName, community.Name, DayOf(ending.Until, zone)],
                    $"/c/{community.Slug}/tiers"),
                [ending.MemberId], now, cancel);
        }
    }

    /// <summary>By the member's own clock: at the same instant it is another day elsewhere.</summary>
    private static string DayOf(DateTime utc, string timeZone) =>
        TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZones.Find(timeZone)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
