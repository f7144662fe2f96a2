using System.Text;
using Guildhall.Accounts.Credentials;

namespace Guildhall.App.Tests.Accounts;

[Trait("Database", "none")]
public class One_time_codes
{
    /// <summary>RFC 6238, appendix B, its last six digits.</summary>
    [Theory]
    [InlineData(59, "287082"), InlineData(1111111109, "081804"), InlineData(1111111111, "050471"), InlineData(1234567890, "005924"),
        InlineData(2000000000, "279037"), InlineData(20000000000, "353130")]
    public void Are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, AuthenticatorCodes.CodeAt(Encoding.ASCII.GetBytes("12345678901234567890"), seconds / 30));

    [Fact]
    public void Read_keys_in_base_32() => Assert.Equal("foobar"u8.ToArray(), Base32.Decode("MZXW6YTBOI======"));
}
