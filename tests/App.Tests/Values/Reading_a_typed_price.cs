using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Reading_a_typed_price
{
    [Theory]
    [InlineData("12.50", "CNY", 1250), InlineData("12.5", "CNY", 1250), InlineData("12", "CNY", 1200), InlineData("0", "CNY", 0)]
    [InlineData("1,250.00", "USD", 125000), InlineData("1,250", "USD", 125000), InlineData("12,345,678.90", "USD", 1234567890)]
    [InlineData(" ¥12.50 ", "CNY", 1250), InlineData("￥12.50", "CNY", 1250), InlineData("CN¥ 12.50", "CNY", 1250), InlineData("12.50元", "CNY", 1250)]
    [InlineData("cny 12.50", "CNY", 1250), InlineData("12.50 USD", "USD", 1250), InlineData("$12.50", "USD", 1250),
        InlineData("US$12.50", "USD", 1250)]
    [InlineData("１２．５０", "CNY", 1250), InlineData("12。5", "CNY", 1250)]
    [InlineData(".5", "CNY", 50), InlineData("5.", "CNY", 500), InlineData("007", "CNY", 700)]
    [InlineData("1500", "JPY", 1500), InlineData("1500.00", "JPY", 1500), InlineData("1.234", "KWD", 1234), InlineData("1.5000", "CNY", 150)]
    [InlineData("100,000,000.00", "CNY", 10_000_000_000)]
    public void Takes_what_people_write(string text, string currency, long minor)
    {
        Assert.Equal(MoneyFault.None, MoneyText.Read(text, currency, out var money));

        Assert.Equal(new Money(minor, currency), money);
    }

    [Theory]
    [InlineData(null, MoneyFault.Missing), InlineData("", MoneyFault.Missing), InlineData("  ", MoneyFault.Missing)]
    [InlineData("12,50", MoneyFault.NotANumber), InlineData("1,2500", MoneyFault.NotANumber), InlineData(",250", MoneyFault.NotANumber)]
    [InlineData("1.2.3", MoneyFault.NotANumber), InlineData("1e3", MoneyFault.NotANumber), InlineData("NaN", MoneyFault.NotANumber)]
    [InlineData("∞", MoneyFault.NotANumber), InlineData("¥", MoneyFault.NotANumber), InlineData(".", MoneyFault.NotANumber)]
    [InlineData("0x10", MoneyFault.NotANumber), InlineData("$12", MoneyFault.NotANumber), InlineData("+12", MoneyFault.NotANumber)]
    [InlineData("12 50", MoneyFault.NotANumber), InlineData("1_000", MoneyFault.NotANumber), InlineData("十二", MoneyFault.NotANumber)]
    [InlineData("-1", MoneyFault.Negative), InlineData("−1", MoneyFault.Negative), InlineData("¥-1", MoneyFault.Negative),
        InlineData("－１", MoneyFault.Negative)]
    [InlineData("12.505", MoneyFault.TooManyDecimals), InlineData("0.001", MoneyFault.TooManyDecimals)]
    [InlineData("100000000.01", MoneyFault.TooLarge), InlineData("1000000000000000000", MoneyFault.TooLarge),
        InlineData("99999999999999999999999", MoneyFault.TooLarge)]
    public void Says_what_is_wrong_with_the_rest(string? text, MoneyFault fault)
    {
        Assert.Equal(fault, MoneyText.Read(text, "CNY", out var money));

        Assert.Equal(0, money.Minor);
    }

    [Fact]
    public void Never_throws_on_broken_text()
    {
        Assert.Equal(MoneyFault.NotANumber, MoneyText.Read("1\uD800", "CNY", out _));
        Assert.Equal(MoneyFault.NotANumber, MoneyText.Read("1\0", "CNY", out _));
        Assert.Equal(MoneyFault.NotANumber, MoneyText.Read(new string('9', 100_000), "CNY", out _));
    }
}
