using Guildhall.Kernel.Ui;
using Microsoft.AspNetCore.Http;

namespace Guildhall.App.Tests.Ui;

[Trait("Database", "none")]
public class Choosing_a_language
{
    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh")]
    [InlineData("de;q=1, zh;q=0.7, en;q=0.3", "zh")]
    [InlineData("en-US,en;q=0.9,zh;q=0.1", "en")]
    [InlineData("zh;q=0, en;q=0.1", "en")]
    [InlineData("fr", "en")]
    [InlineData("", "en")]
    [InlineData(";;;=,q", "en")]
    public void Follows_the_browser(string accepted, string expected)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = accepted;

        Assert.Equal(expected, Language.Resolve(http));
    }

    [Fact]
    public void A_member_s_choice_comes_before_the_browser_s()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = "en";
        http.Items[Language.MemberItem] = "zh";

        Assert.Equal("zh", Language.Resolve(http));
    }

    [Theory]
    [InlineData("en", "en")]
    [InlineData("xx", "zh")]
    public void The_switch_on_the_page_comes_first_if_it_makes_sense(string cookie, string expected)
    {
        var http = new DefaultHttpContext();
        http.Items[Language.MemberItem] = "zh";
        http.Request.Headers.Cookie = "lang=" + cookie;

        Assert.Equal(expected, Language.Resolve(http));
    }
}
