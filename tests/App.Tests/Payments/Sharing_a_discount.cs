using Guildhall.Payments.Coupons;

namespace Guildhall.App.Tests.Payments;

[Trait("Database", "none")]
public class Sharing_a_discount
{
    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(1, new long[] { 2900, 1 }, new long[] { 1, 0 })]
    [InlineData(0, new long[] { 5, 7 }, new long[] { 0, 0 })]
    [InlineData(12, new long[] { 5, 7 }, new long[] { 5, 7 })]
    [InlineData(0, new long[] { 0, 0 }, new long[] { 0, 0 })]
    public void Loses_no_minor_unit(long amount, long[] weights, long[] shares) => Assert.Equal(shares, CouponMath.Share(amount, weights));

    [Fact]
    public void Never_takes_more_from_a_line_than_it_costs()
    {
        var random = new Random(7);
        for (var i = 0; i < 10_000; i++)
        {
            var weights = Enumerable.Range(0, random.Next(1, 6)).Select(_ => (long)random.Next(0, 10_000)).ToArray();
            var amount = weights.Sum() == 0 ? 0 : random.NextInt64(0, weights.Sum() + 1);

            var shares = CouponMath.Share(amount, weights);

            Assert.Equal(amount, shares.Sum());
            Assert.All(shares.Zip(weights), pair => Assert.InRange(pair.First, 0, pair.Second));
        }
    }

    [Theory]
    [InlineData(1, 50, 1), InlineData(1, 49, 0), InlineData(2900, 33, 957), InlineData(9_999_999_999, 100, 9_999_999_999)]
    public void Rounds_half_up(long price, long percent, long off) => Assert.Equal(off, CouponMath.Off(CouponKind.Percent, percent, price));
}
