using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Ui.Parts;

namespace Guildhall.App.Tests.Values;

/// <summary>The figure on the switch between month and year is reckoned from the prices.</summary>
public class What_a_year_saves
{
    [Theory]
    [InlineData(500, 5000, 17)]
    [InlineData(2900, 29900, 14)]
    [InlineData(1000, 11990, null)]
    [InlineData(1000, 12000, null)]
    [InlineData(1000, 15000, null)]
    public void Is_reckoned_in_whole_percent(long month, long year, int? saved) =>
        Assert.Equal(saved, TierPrices.SavedPercent(Offer(new(1, Interval.Month, month, "CNY"), new(2, Interval.Year, year, "CNY"))));

    [Fact]
    public void Is_unknown_across_currencies_and_without_both()
    {
        Assert.Null(TierPrices.SavedPercent(Offer(new(1, Interval.Month, 500, "EUR"), new(2, Interval.Year, 5000, "CNY"))));
        Assert.Null(TierPrices.SavedPercent(Offer(new TierPrice(2, Interval.Year, 5000, "CNY"))));
    }

    [Fact]
    public void Only_prices_with_a_counterpart_are_switched()
    {
        TierPrice month = new(1, Interval.Month, 500, "CNY"), year = new(2, Interval.Year, 5000, "CNY");
        TierPrice ever = new(3, Interval.Lifetime, 9900, "CNY");

        Assert.Equal(["month", "year", null], new[] { month, year, ever }.Select(p => TierPrices.Term([month, year, ever], p)));
        Assert.Null(TierPrices.Term([year, ever], year));
    }

    private static TierOffer Offer(params TierPrice[] prices) => new(1, "premium", "Premium", "", 10, prices, prices[0].Currency);
}
