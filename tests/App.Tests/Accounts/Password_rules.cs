using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Http;

namespace Guildhall.App.Tests.Accounts;

[Trait("Database", "none")]
public class Password_rules
{
    private static string? Refusal(string password)
    {
        try
        {
            PasswordRules.Check(password, "Zoë Brandvold", "zoe.brandvold@example.org");
            return null;
        }
        catch (Refused refused)
        {
            return refused.Code;
        }
    }

    [Theory]
    [InlineData("password"), InlineData("Password123"), InlineData("p@ssw0rd!"), InlineData("12345678"), InlineData("123456789a"),
        InlineData("qwertyuiop"), InlineData("1q2w3e4r5t"), InlineData("1qaz2wsx3edc")]
    [InlineData("iloveyou1"), InlineData("aaaaaaaaaaaa"), InlineData("abcabcabcabc"), InlineData("a1b2c3d4"), InlineData("football2024"),
        InlineData("Summer2023!"), InlineData("trustno1trustno1"), InlineData("19900214")]
    [InlineData("woaini1314"), InlineData("woaini520"), InlineData("5201314abc"), InlineData("zhang123456"), InlineData("a123456789"),
        InlineData("13812345678"), InlineData("qq123456"), InlineData("88888888"), InlineData("147258369")]
    [InlineData("letmein!!"), InlineData("superman"), InlineData("StarWars77"), InlineData("michelle1"), InlineData("monkeydragon"),
        InlineData("asdfghjkl;'"), InlineData("admin@123"), InlineData("Welcome1!")]
    public void Refuse_what_everybody_tries_first(string password) => Assert.Equal("password_common", Refusal(password));

    [Theory]
    [InlineData("brandvold2024"), InlineData("zoe.brandvold@example.org"), InlineData("Brandvold!!"), InlineData("guildhall123"), InlineData("Guildhall-Zoë")]
    public void Refuse_what_is_known_of_the_member(string password) => Assert.Equal("password_personal", Refusal(password));

    [Theory]
    [InlineData("kx7!pq2m"), InlineData("correct horse battery staple"), InlineData("我今天早上喝了两杯豆浆"), InlineData("🦊🐝🌵🎻🧭🪁🫖🧵"),
        InlineData("Tr0ub4dor&3xyz"), InlineData("brandvold walks across slow granite"), InlineData("        x y z w v u t")]
    [InlineData("q8Zr5vLw"), InlineData("ünïcödé wörks wïth mé")]
    public void Accept_what_is_hard_to_guess_whatever_it_is_made_of(string password) => Assert.Null(Refusal(password));

    [Fact]
    public void Measure_characters_as_people_count_them()
    {
        Assert.Equal("password_too_short", Refusal("🦊🐝🌵🎻🧭🪁🫖"));
        Assert.Null(Refusal(string.Concat(Enumerable.Range(0, 128).Select(i => (char)('a' + i * 7 % 26)))));
        Assert.Equal("password_too_long", Refusal(string.Concat(Enumerable.Range(0, 129).Select(i => (char)('a' + i * 7 % 26)))));
    }
}
