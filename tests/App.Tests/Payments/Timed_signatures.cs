using System.Text;
using Guildhall.Payments.Processors;

namespace Guildhall.App.Tests.Payments;

[Trait("Database", "none")]
public class Timed_signatures
{
    // Made by the npm package "stripe" 23.1.0.
    private const string Secret = "whsec_test_secret";
    private const string Vector = "t=1700000000,v1=f5cea1cf83fdb88f207396bf70178f94f66c7b7c8b15f68a223eede5a7b27faf";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"evt_1","object":"event","type":"invoice.paid","data":{"object":{}}}""");
    private static readonly DateTime At = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000).UtcDateTime;

    [Fact]
    public void Are_those_that_Stripe_makes() => Assert.Equal(Vector, TimedSignature.Sign(Secret, At, Body));

    [Theory]
    [InlineData(0, "Good"), InlineData(300, "Good"), InlineData(301, "Old"), InlineData(-300, "Good"), InlineData(-301, "Old")]
    public void Grow_old(int seconds, string verdict) => Assert.Equal(verdict, Verify(Vector, At.AddSeconds(seconds)));

    [Theory]
    // While a secret is rotated there are two; other schemes are not ours to judge.
    [InlineData("t=1700000000,v1=00,v1=f5cea1cf83fdb88f207396bf70178f94f66c7b7c8b15f68a223eede5a7b27faf,v0=zz", "Good")]
    [InlineData("t=1700000000, v1=f5cea1cf83fdb88f207396bf70178f94f66c7b7c8b15f68a223eede5a7b27faf", "Bad")]
    [InlineData("t=1700000000,v1=F5CEA1CF83FDB88F207396BF70178F94F66C7B7C8B15F68A223EEDE5A7B27FAF", "Bad")]
    [InlineData("t=1700000001,v1=f5cea1cf83fdb88f207396bf70178f94f66c7b7c8b15f68a223eede5a7b27faf", "Bad")]
    [InlineData("v1=f5cea1cf83fdb88f207396bf70178f94f66c7b7c8b15f68a223eede5a7b27faf", "Bad")]
    [InlineData("t=1700000000", "Bad"), InlineData("t=now,v1=00", "Bad"), InlineData("t=-1,v1=00", "Bad"), InlineData("nonsense", "Bad"),
        InlineData("", "Bad"), InlineData(null, "Bad")]
    public void Are_read_to_the_letter(string? header, string verdict) => Assert.Equal(verdict, Verify(header, At));

    [Fact]
    public void May_be_made_with_the_secret_before() =>
        Assert.Equal(SignatureVerdict.Good, TimedSignature.Verify(Vector, Body, ["whsec_new", Secret], At));

    private static string Verify(string? header, DateTime now) => TimedSignature.Verify(header, Body, [Secret], now).ToString();
}
