using CsCheck;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Invoices;

namespace Guildhall.App.Tests.Payments.Invoices;

[Trait("Database", "none")]
public class Taking_tax_out
{
    [Theory, InlineData(11900, 19_000, 1900), InlineData(2900, 13_000, 334), InlineData(1, 19_000, 0), InlineData(5, 25_000, 1),
     InlineData(100, 100_000, 50), InlineData(1, 100_000, 1), InlineData(10_000, 7_700, 715), InlineData(2900, 0, 0),
     InlineData(0, 19_000, 0)]
    public void Rounds_half_up(long gross, int rate, long tax) => Assert.Equal(tax, TaxMath.In(gross, rate));

    [Fact]
    public void Agrees_with_exact_fractions() =>
        Gen.Select(Gen.Long[0, 1_000_000_000_000], Gen.Int[0, TaxMath.MaxRate]).Sample((gross, rate) =>
    {
        var tax = TaxMath.In(gross, rate);
        var exact = (decimal)gross * rate / (TaxMath.MaxRate + rate);
        return tax >= 0 && tax <= gross && Math.Abs(tax - exact) <= 0.5m && tax - exact > -0.5000000001m;
    });

    [Fact]
    public void Parts_that_go_back_sum_to_the_whole() =>
        Gen.Select(Gen.Long[1, 50_000].Array[1, 20], Gen.Int[0, TaxMath.MaxRate]).Sample((parts, rate) =>
        {
            long before = 0, taxes = 0;
            foreach (var part in parts)
            {
                var tax = TaxMath.InPart(part, before, rate);
                if (tax < 0 || tax > part)
                    return false;
                (before, taxes) = (before + part, taxes + tax);
            }
            return taxes == TaxMath.In(before, rate);
        });

    [Fact]
    public void Shares_sum_to_what_is_spread() =>
        Gen.Select(Gen.Long[0, 1_000_000_000], Gen.Long[0, 1_000_000].Array[1, 20]).Sample((amount, over) =>
        {
            var shares = TaxMath.Spread(amount, over);
            return shares.Sum() == amount && shares.All(s => s >= 0)
                && (amount != over.Sum() || over.Sum() == 0 || shares.SequenceEqual(over));
        });

    [Theory, InlineData("19", 19_000), InlineData("7.7", 7_700), InlineData("0.125", 125), InlineData("100", 100_000), InlineData("", 0),
     InlineData(" 13 % ", 13_000)]
    public void Reads_a_rate(string typed, int rate) => Assert.Equal(rate, SellerDetails.ReadRate(typed));

    [Theory, InlineData("-1"), InlineData("100.001"), InlineData("1.2345"), InlineData("1e2"), InlineData("abc"), InlineData("1,5"),
     InlineData("１９")]
    public void Refuses_what_is_no_rate(string typed) =>
        Assert.Equal("tax_rate_malformed", Assert.Throws<Refused>(() => SellerDetails.ReadRate(typed)).Code);

    [Theory, InlineData("91350100M000100Y43", true), InlineData("91110108551385082Q", true), InlineData("91350100M000100Y44", false),
     InlineData("9135O100M000100Y43", false), InlineData("11010519491231002X", true), InlineData("110105194912310021", false),
     InlineData("11010519491231002X01", true), InlineData("440300708461136", true), InlineData("", false), InlineData("1234567890123456", false)]
    public void Knows_tax_numbers_of_China(string number, bool valid) => Assert.Equal(valid, TaxNumbers.IsValid(number));
}
