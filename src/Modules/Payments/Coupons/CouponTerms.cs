using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Payments.Coupons;

/// <summary>What a coupon promises, as the operator wishes it.</summary>
/// <param name="Value">Per cent, or minor units of <paramref name="Currency"/>.</param>
internal sealed record CouponTerms(CouponKind Kind, long Value, string? Currency)
{
    public const int MaxCampaign = 100, MaxLimit = 1_000_000, MostItems = 50, MaxItem = 100, MostTrialDays = 365;

    public string Campaign { get; init; } = "";
    public int? Periods { get; init; } = 1;
    public DateTime? StartsAt { get; init; }
    public DateTime? EndsAt { get; init; }
    public int? TotalLimit { get; init; }
    public int? MemberLimit { get; init; } = 1;
    public bool FirstPurchaseOnly { get; init; }
    public bool Stacks { get; init; }
    public long? MemberId { get; init; }
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <exception cref="Refused">422 at the field that is wrong.</exception>
    public CouponTerms Check()
    {
        if (Kind == CouponKind.Percent && Value is < 1 or > 100)
            throw Refused.AtField("value", "percent_out_of_range", "Enter a percentage between 1 and 100.");
        if (Kind == CouponKind.Amount && Value < 1)
            throw Refused.AtField("value", "amount_not_positive", "Enter an amount above zero.");
        if (Kind == CouponKind.Amount && Value > Money.MaxMinor)
            throw Refused.AtField("value", "amount_too_large", "That is more than can be entered.");
        if (Kind == CouponKind.Amount && Currencies.Find(Currency) is null)
            throw Refused.AtField("currency", "currency_unknown", "There is no currency {0}.", Currency ?? "");
        if (Kind == CouponKind.TrialDays && Value is < 1 or > MostTrialDays)
            throw Refused.AtField("value", "trial_days_out_of_range", "Enter 1 to {0} free days.", MostTrialDays);
        if (Campaign.Length > MaxCampaign)
            throw Refused.AtField("campaign", "campaign_too_long", "A name can have at most {0} characters.", MaxCampaign);
        CheckLimit("totalLimit", TotalLimit);
        CheckLimit("memberLimit", MemberLimit);
        CheckLimit("periods", Periods);
        if (EndsAt <= StartsAt)
            throw Refused.AtField("until", "window_empty", "It ends before it begins.");
        if (Items.Count > MostItems || Items.Any(i => i.Length is 0 or > MaxItem || i.Contains('\n', StringComparison.Ordinal)))
            throw Refused.AtField("items", "items_malformed", "Enter at most {0} items, each as kind:id.", MostItems);
        return this with
        {
            Campaign = Campaign.Trim(), Periods = Kind == CouponKind.TrialDays ? 1 : Periods,
            Currency = Kind == CouponKind.Amount ? Currency : null,
        };
    }

    private static void CheckLimit(string field, int? limit)
    {
        if (limit is < 1 or > MaxLimit)
            throw Refused.AtField(field, "limit_out_of_range", "Enter a whole number between 1 and {0}, or leave it empty.", MaxLimit);
    }
}
