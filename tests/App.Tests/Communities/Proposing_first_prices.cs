using Guildhall.Communities;
using Guildhall.Communities.Opening;
using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Communities;

[Trait("Database", "none")]
public class Proposing_first_prices
{
    [Fact]
    public void Every_currency_gets_prices_that_can_be_charged()
    {
        foreach (var currency in Currencies.All)
        foreach (var tier in Blueprint.All.SelectMany(b => b.TiersIn("en", currency.Code)).Where(t => t.MonthPrice is not null))
        {
            Assert.InRange(tier.MonthPrice!.Value, 1, Money.MaxMinor);
            Assert.InRange(tier.YearPrice!.Value, tier.MonthPrice.Value * 9, Math.Min(Money.MaxMinor, tier.MonthPrice.Value * 12));
        }
    }

    [Theory]
    [InlineData("CNY", 2900, 29900)]
    [InlineData("USD", 900, 9000)]
    [InlineData("JPY", 1350, 13500)]
    [InlineData("KWD", 9000, 90000)]
    public void Decimals_follow_the_currency(string currency, long month, long year)
    {
        var premium = Blueprint.Of(Guildhall.Kernel.Contracts.Communities.CommunityKind.PaidKnowledge).TiersIn("zh", currency)[1];

        Assert.Equal((month, year), (premium.MonthPrice, premium.YearPrice));
    }

    [Theory]
    [InlineData("Java 进阶书院", "java")]
    [InlineData("程序员书院", "guild")]
    [InlineData("Setup", "setup-guild")]
    [InlineData("C#", "csharp")]
    [InlineData("A very long name of a community that nobody would want to type", "a-very-long-name-of-a-community-that")]
    public void An_address_is_proposed_from_the_name(string name, string slug)
    {
        var proposed = CommunityText.ProposeSlug(name);

        Assert.StartsWith(slug, proposed);
        Assert.Equal(SlugFault.None, Slug.Check(proposed));
        Assert.True(proposed.Length <= CommunityText.MaxSlug);
    }

    [Fact]
    public void Time_zones_are_known_by_their_IANA_name_only()
    {
        Assert.True(TimeZones.IsKnown("Asia/Shanghai"));
        Assert.True(TimeZones.IsKnown("UTC"));
        Assert.False(TimeZones.IsKnown("China Standard Time"));
        Assert.False(TimeZones.IsKnown("asia/nowhere"));
        Assert.False(TimeZones.IsKnown(null));
        Assert.Contains("Europe/Berlin", TimeZones.All);
    }
}
