using System.Globalization;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Payments.Rehearsing;

/// <summary>What was typed into the form of a rehearsal.</summary>
public sealed class ProposalForm
{
    public const string Stays = "", Closed = "close", NotSold = "-";

    private readonly Dictionary<string, string> _typed = [];

    public string? this[string field] => _typed.GetValueOrDefault(field);

    public static ProposalForm Of(IFormCollection? posted)
    {
        var form = new ProposalForm();
        foreach (var (field, value) in posted ?? FormCollection.Empty)
            form._typed[field] = value.ToString().Trim();
        return form;
    }

    internal static string PriceField(long tierId, Interval interval, string currency) => $"price-{tierId}-{interval.Word()}-{currency}";

    internal static string TierField(long tierId) => $"tier-{tierId}";

    internal static string SpaceField(long spaceId) => $"space-{spaceId}";

    internal static string CouponField(long couponId) => $"coupon-{couponId}";

    /// <exception cref="Refused">422 at the field of an amount that is none.</exception>
    internal Proposal Read(IReadOnlyList<TierOffer> tiers, CommunityInfo community, IEnumerable<long> coupons)
    {
        var prices = new Dictionary<(long, Interval, string), long?>();
        foreach (var (tier, price) in tiers.SelectMany(t => t.Prices.Select(p => (t, p))))
        {
            var field = PriceField(tier.TierId, price.Interval, price.Currency);
            if (this[field] is not { Length: > 0 } typed)
                continue;
            long? amount = typed == NotSold ? null : Money.TryParse(typed, price.Currency, out var money) ? money.Minor
                : throw Refused.AtField(field, "amount_malformed", "This is not a valid amount. Write it like {0}.", "12.50");
            if (amount != price.Amount)
                prices[(tier.TierId, price.Interval, price.Currency)] = amount;
        }
        var fates = tiers.Select(t => (t.TierId, Fate: this[TierField(t.TierId)])).ToList();
        return new Proposal
        {
            Prices = prices,
            Closes = fates.Where(f => f.Fate == Closed).Select(f => f.TierId).ToHashSet(),
            Merges = fates.Where(f => Id(f.Fate) is not null).ToDictionary(f => f.TierId, f => Id(f.Fate)!.Value),
            Opens = community.OpenSpaces.Where(s => this[SpaceField(s.Id)] is { } wanted && Id(wanted) != s.TierId)
                .ToDictionary(s => s.Id, s => Id(this[SpaceField(s.Id)])),
            EndsCoupons = coupons.Where(id => this[CouponField(id)] is not null).ToHashSet(),
        };
    }

    private static long? Id(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
