using Guildhall.Payments.Processors;
using Guildhall.Payments.Stripe;

namespace Guildhall.App.Tests.Payments.Stripe;

[Trait("Database", "none")]
public class Money_at_Stripe
{
    [Theory]
    [InlineData("CNY", 2900, 2900), InlineData("JPY", 500, 500), InlineData("ISK", 500, 50_000), InlineData("MGA", 50_000, 500)]
    [InlineData("KWD", 5120, 5120), InlineData("BHD", 10, 10), InlineData("HUF", 100_000, 100_000), InlineData("KRW", 1, 1)]
    [InlineData("TWD", 3000, 3000)]
    public void Is_counted_their_way_and_back(string currency, long ours, long theirs)
    {
        Assert.True(StripeMoney.Takes(currency));
        Assert.Equal(theirs, StripeMoney.ToStripe(ours, currency));
        Assert.Equal(ours, StripeMoney.FromStripe(theirs, currency.ToLowerInvariant()));
    }

    [Theory]
    [InlineData("KWD", 5124), InlineData("MGA", 50_001), InlineData("TND", 1)]
    public void Is_refused_where_they_have_no_such_amount(string currency, long amount) =>
        Assert.Equal("amount_refused", Assert.Throws<ProcessorFailure>(() => StripeMoney.ToStripe(amount, currency)).Code);

    [Theory]
    [InlineData("UGX"), InlineData("IRR"), InlineData("KPW"), InlineData("XXX"), InlineData("")]
    public void Is_not_taken_in_what_they_do_not_pay_out(string currency) => Assert.False(StripeMoney.Takes(currency));

    [Fact]
    public void Overflows_loudly() => Assert.Throws<OverflowException>(() => StripeMoney.ToStripe(1_000_000_000_000_000_000, "ISK"));
}
