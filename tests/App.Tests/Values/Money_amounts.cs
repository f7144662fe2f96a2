using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Money_amounts
{
    [Fact]
    public void Add_up_in_one_currency_only()
    {
        Assert.Equal(new Money(300, "CNY"), new Money(100, "CNY") + new Money(200, "CNY"));
        Assert.Equal(new Money(-100, "CNY"), new Money(100, "CNY") - new Money(200, "CNY"));
        Assert.Throws<InvalidOperationException>(() => new Money(1, "CNY") + new Money(1, "USD"));
        Assert.Throws<InvalidOperationException>(() => new Money(1, "CNY") < new Money(1, "USD"));
        Assert.Throws<InvalidOperationException>(() => new Money(1, "CNY") + default(Money));
    }

    [Fact]
    public void Overflow_loudly()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, "CNY") + new Money(1, "CNY"));
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, "CNY") * 2);
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue, "CNY"));
    }

    [Theory]
    [InlineData("cny", "CNY"), InlineData("Usd", "USD")]
    public void Spell_their_currency_in_upper_case(string typed, string code) => Assert.Equal(code, new Money(1, typed).Currency);

    [Theory]
    [InlineData("XXX"), InlineData(""), InlineData("RMB"), InlineData("BGN"), InlineData(null)]
    public void Want_a_currency_in_use(string? code) => Assert.Throws<ArgumentException>(() => new Money(1, code!));

    [Theory]
    [InlineData(1250, "CNY", "¥12.50", "CN¥12.50"), InlineData(1250, "USD", "US$12.50", "$12.50"), InlineData(1250, "EUR", "€12.50", "€12.50")]
    [InlineData(1250, "JPY", "JP¥1,250", "¥1,250"), InlineData(123456789, "CNY", "¥1,234,567.89", "CN¥1,234,567.89")]
    [InlineData(-5, "CNY", "-¥0.05", "-CN¥0.05"), InlineData(1234, "KWD", "KWD\u00A01.234", "KWD\u00A01.234"), InlineData(0, "CNY", "¥0.00", "CN¥0.00")]
    [InlineData(long.MinValue, "CNY", "-¥92,233,720,368,547,758.08", "-CN¥92,233,720,368,547,758.08")]
    public void Are_written_for_people(long minor, string currency, string zh, string en)
    {
        Assert.Equal(zh, new Money(minor, currency).Format("zh"));
        Assert.Equal(en, new Money(minor, currency).Format("en-US"));
    }

    [Fact]
    public void Leave_empty_decimals_out_only_when_asked()
    {
        Assert.Equal("¥12", new Money(1200, "CNY").Format("zh", trimZeros: true));
        Assert.Equal("¥12.50", new Money(1250, "CNY").Format("zh", trimZeros: true));
        Assert.Equal("-¥1,200", new Money(-120000, "CNY").Format("zh", trimZeros: true));
        Assert.Equal("JP¥100", new Money(100, "JPY").Format("zh", trimZeros: true));
    }

    [Fact]
    public void Can_be_read_back_from_their_decimal_form()
    {
        foreach (var currency in Currencies.All)
            foreach (var minor in (long[])[0, 1, 99, 100, 12_345, Money.MaxMinor])
            {
                var money = new Money(minor, currency.Code);

                Assert.True(Money.TryParse(money.ToDecimalString(), currency.Code, out var read), money.ToString());
                Assert.Equal(money, read);
                Assert.Equal(MoneyFault.None, MoneyText.Read(money.Format("zh"), currency.Code, out read));
                Assert.Equal(money, read);
                Assert.Equal(MoneyFault.None, MoneyText.Read(money.Format("en"), currency.Code, out read));
                Assert.Equal(money, read);
            }
    }

    [Fact]
    public void Know_the_currencies_in_use()
    {
        Assert.InRange(Currencies.All.Count, 150, 160);
        Assert.All(Currencies.All, c => Assert.Matches("^[A-Z]{3}$", c.Code));
        Assert.All(Currencies.All, c => Assert.True(c.Exponent is 0 or 2 or 3));
        Assert.All(Currencies.All, c => Assert.True(c.NameEn.Length > 3 && c.NameZh.Length > 1));
        Assert.Equal(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], Currencies.All.Where(c => c.Exponent == 3).Select(c => c.Code));
        Assert.Equal(
            ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"],
            Currencies.All.Where(c => c.Exponent == 0).Select(c => c.Code));
    }
}
