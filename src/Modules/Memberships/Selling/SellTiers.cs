using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Http;

namespace Guildhall.Memberships.Selling;

/// <summary>
/// Sells tiers by the period, for a fixed time or for good: says what a tier costs and which days it would cover, and grants them once they
/// are paid.
/// </summary>
internal sealed class SellTiers(QuoteTier quote, IGrants grants, ITiers tiers, ICommunities communities, NewcomerOffers newcomers)
    : ISellables
{
    public const string Tier = "tier";

    public IReadOnlyList<SaleKind> Kinds { get; } = [new(Tier, "Membership", "Tiers")];

    public Task<IReadOnlyList<SaleQuote>> QuoteAsync(SaleWish wish, long? buyerId, DateTime now, CancellationToken cancel = default) =>
        quote.RunAsync(wish, buyerId, now, cancel);

    /// <summary>What is for newcomers is kept for one order of theirs.</summary>
    public async Task ReserveAsync(SoldLine line, DateTime until, DateTime now, CancellationToken cancel = default)
    {
        if (await newcomers.OfLineAsync(line, cancel) is { } kind)
            await newcomers.ReserveAsync(line, kind, until, now, cancel);
    }

    public async Task<Fulfilment> FulfilAsync(SoldLine line, long? by, DateTime now, CancellationToken cancel = default)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await communities.FindAsync(line.CommunityId, cancel))!.TimeZone);
        var (term, newcomer) = await newcomers.TermOfAsync(line, cancel);
        if (newcomer is { } kind)
            await newcomers.UseAsync(line, kind, now, cancel);
        var held = await grants.PeriodsAsync(line.CommunityId, line.MemberId, line.Item.Id, cancel);
        // Held for ever meanwhile, as a gift, or paid when its last day is over: money is honoured from now on.
        var (from, until) = NextPeriod.Find(held, term, line.From ?? now, zone) ?? (now, term.After(now, zone));
        if (until <= from)
            until = Intervals.AddDays(from, 1, zone);
        await grants.GrantTierAsync(line.CommunityId, line.MemberId, line.Item.Id, from, until, line.Source, by, now, cancel);
        return new Fulfilment(from, until);
    }

    public async Task<Refused?> RefuseClaimAsync(SoldLine line, DateTime now, CancellationToken cancel = default)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await communities.FindAsync(line.CommunityId, cancel))!.TimeZone);
        var held = await grants.PeriodsAsync(line.CommunityId, line.MemberId, line.Item.Id, cancel);
        return NextPeriod.Find(held, (await newcomers.TermOfAsync(line, cancel)).Term, now, zone) is null
            ? new Refused("already_yours", 409, "You already have this tier with no end date, so claiming it would give you nothing. Leave it for someone else.")
            : null;
    }

    public Task TakeBackAsync(SoldLine line, string reason, Thing because, long? by, DateTime now, CancellationToken cancel = default) =>
        grants.RevokeAsync(line.CommunityId, line.Source, reason, because, by, now, cancel);

    public async Task<IReadOnlyList<TakenBack>> PreviewTakeBackAsync(SoldLine line, DateTime now, CancellationToken cancel = default)
    {
        var resting = await grants.OfSourcesAsync(line.CommunityId, SoldLine.SourceKind, [line.LineId], cancel);
        var name = (await tiers.FindAsync(line.CommunityId, line.Item.Id, cancel))?.Name ?? line.Title;
        return [.. resting.Where(g => g.RevokedAt is null && (g.Until is null || g.Until > now) && g.TierId is not null)
            .Select(g => new TakenBack(name, g.From, g.Until))];
    }

    public async Task HoldOpenAsync(SoldLine line, Thing source, DateTime from, DateTime until, DateTime now,
        CancellationToken cancel = default) =>
        await grants.GrantTierAsync(line.CommunityId, line.MemberId, line.Item.Id, from, until, source, null, now, cancel);

    public Task CloseAsync(SoldLine of, Thing source, string why, DateTime now, CancellationToken cancel = default) =>
        grants.RevokeAsync(of.CommunityId, source, why, source, null, now, cancel);
}
