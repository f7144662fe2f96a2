using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Subscriptions;

/// <summary>What narrows a list of subscriptions down; <c>null</c> for all.</summary>
/// <param name="Search">An e-mail address, part of a member's name or of what is subscribed to, or the processor's own number.</param>
internal sealed record SubscriptionFilter(SubscriptionStanding? Standing, string? Search = null);

/// <summary>The subscriptions of a community for its operator, paged by key.</summary>
internal sealed class SubscriptionList(AppDb db, IMembers members, TimeProvider time)
{
    public const int PageSize = 50;

    /// <summary>Newest first.</summary>
    public async Task<Page<Subscription, long>> PageAsync(SubscriptionFilter filter, long? before, int limit, CancellationToken cancel)
    {
        var rows = await MatchingAsync(filter, cancel);
        if (before is { } key)
            rows = rows.Where(s => s.Id < key);
        return await rows.OrderByDescending(s => s.Id).PageAsync(Paging.Limit(limit), s => s.Id, cancel);
    }

    /// <summary>By the price of a period, the highest first.</summary>
    public async Task<Page<Subscription, SortedKey>> ByPriceAsync(SubscriptionFilter filter, SortedKey? after, CancellationToken cancel)
    {
        var rows = await MatchingAsync(filter, cancel);
        if (Number(after) is { } price)
            rows = rows.Where(s => s.Amount < price || (s.Amount == price && s.Id < after!.Value.Id));
        return await rows.OrderByDescending(s => s.Amount).ThenByDescending(s => s.Id)
            .PageAsync(PageSize, s => new SortedKey(s.Amount.ToString(CultureInfo.InvariantCulture), s.Id), cancel);
    }

    /// <summary>By the end of what is paid, the next first: what falls due.</summary>
    public async Task<Page<Subscription, SortedKey>> ByDueAsync(SubscriptionFilter filter, SortedKey? after, CancellationToken cancel)
    {
        var rows = await MatchingAsync(filter, cancel);
        if (Number(after) is { } ticks && ticks <= DateTime.MaxValue.Ticks)
        {
            var until = new DateTime(ticks, DateTimeKind.Utc);
            rows = rows.Where(s => s.PaidUntil > until || (s.PaidUntil == until && s.Id > after!.Value.Id));
        }
        return await rows.OrderBy(s => s.PaidUntil).ThenBy(s => s.Id)
            .PageAsync(PageSize, s => new SortedKey(s.PaidUntil.Ticks.ToString(CultureInfo.InvariantCulture), s.Id), cancel);
    }

    /// <summary>The whole list, newest first, page by page, so that memory does not grow with it.</summary>
    public async IAsyncEnumerable<(Subscription Row, string Member)> AllAsync(
        SubscriptionFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        long? before = null;
        do
        {
            var page = await PageAsync(filter, before, PageSize, cancel);
            var names = await members.ManyAsync([.. page.Items.Select(s => s.MemberId).Distinct()], cancel);
            foreach (var row in page.Items)
                yield return (row, names.GetValueOrDefault(row.MemberId)?.Name ?? "");
            before = page.Next;
        }
        while (before is not null);
    }

    public Task<int> CountAsync(SubscriptionStanding standing, CancellationToken cancel) =>
        db.Set<Subscription>().CountAsync(Stands(standing, Now), cancel);

    private async Task<IQueryable<Subscription>> MatchingAsync(SubscriptionFilter filter, CancellationToken cancel)
    {
        var rows = db.Set<Subscription>().AsNoTracking();
        if (filter.Standing is { } wanted)
            rows = rows.Where(Stands(wanted, Now));
        if (filter.Search?.Trim() is not { Length: > 0 } search)
            return rows;
        if (search.Contains('@'))
        {
            var member = (await members.FindAsync(search, cancel))?.Id ?? 0;
            return rows.Where(s => s.MemberId == member);
        }
        var words = search.ToLowerInvariant();
        return rows.Where(s => s.Reference == search || s.Title.ToLower().Contains(words)
            || db.Members.Any(m => m.Id == s.MemberId && m.Name.ToLower().Contains(words)));
    }

    private static long? Number(SortedKey? key) => key is { } place
        && long.TryParse(place.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>
    /// <see cref="Subscription.StateAt"/> for the database, of rows that <see cref="TendSubscriptions"/> has seen: those whose time is
    /// over are ended within a minute of it.
    /// </summary>
    internal static Expression<Func<Subscription, bool>> Stands(SubscriptionStanding standing, DateTime now) => standing switch
    {
        SubscriptionStanding.Ended => s => s.EndedAt != null || s.CancelAt <= now,
        SubscriptionStanding.Paused => s => s.EndedAt == null && !(s.CancelAt <= now) && s.PausedFrom <= now && !(s.PausedUntil <= now),
        SubscriptionStanding.PastDue => s => s.EndedAt == null && !(s.CancelAt <= now) && !(s.PausedFrom <= now && !(s.PausedUntil <= now))
            && s.PaidUntil <= now,
        SubscriptionStanding.Trial => s => s.EndedAt == null && !(s.CancelAt <= now) && !(s.PausedFrom <= now && !(s.PausedUntil <= now))
            && s.PaidUntil > now && s.FirstPaidAt == null,
        _ => s => s.EndedAt == null && !(s.CancelAt <= now) && !(s.PausedFrom <= now && !(s.PausedUntil <= now))
            && s.PaidUntil > now && s.FirstPaidAt != null,
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
