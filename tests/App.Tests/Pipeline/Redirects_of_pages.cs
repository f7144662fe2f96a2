using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Http;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>
/// A page that finds out where to send its reader only after it has waited for the database, as it always does on PostgreSQL.
/// </summary>
public class Redirects_of_pages(OwnApp app) : IClassFixture<OwnApp>
{
    [Fact]
    public async Task Lead_to_the_only_community()
    {
        var library = await Library.OpenAsync(app);

        for (var i = 0; i < 3; i++)
        {
            var answer = await app.Visitor().GetAsync("/");

            answer.ShouldBe(HttpStatusCode.Found);
            Assert.Equal(library.Path, answer.Location);
        }
    }

    [Fact]
    public async Task Lead_from_the_second_step_back_to_the_first()
    {
        (await app.Visitor().GetAsync("/sign-in/code")).ShouldBe(HttpStatusCode.Found);
        using var browser = await app.SignInAsync(await app.MemberAsync());
        (await browser.GetAsync("/sign-in/code")).ShouldBe(HttpStatusCode.Found);
    }

    [Theory]
    [InlineData("/中文", "/%E4%B8%AD%E6%96%87")]
    [InlineData("/c/guild/search?q=é#ß", "/c/guild/search?q=%C3%A9#%C3%9F")]
    [InlineData("/a b\"<>\\^`{|}", "/a%20b%22%3C%3E%5C%5E%60%7B%7C%7D")]
    [InlineData("/%E4%B8%AD/100%/%zz", "/%E4%B8%AD/100%25/%25zz")]
    [InlineData("/plain?a=b&c=[d]#e", "/plain?a=b&c=[d]#e")]
    public async Task Are_encoded_from_endpoints_and_pages(string wanted, string header)
    {
        Assert.Equal(header, Redirects.Encode(wanted));
        var endpoint = await app.Visitor().SendAsync(new HttpRequestMessage(HttpMethod.Post, "/preferences")
        {
            Content = new FormUrlEncodedContent([new("lang", "en"), new("returnUrl", wanted)]),
        });
        var page = await app.Visitor()
            .SubmitAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(wanted), ("email", (await app.MemberAsync()).Email), ("password", Person.Password));

        Assert.Equal(header, endpoint.ShouldBe(HttpStatusCode.SeeOther).Header("Location"));
        Assert.EndsWith(header.Split('#')[0], page.ShouldBe(HttpStatusCode.SeeOther).Header("Location")!.Split('#')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Are_encoded_by_whole_characters() => Assert.Equal("/%F0%9F%98%80%20%EF%BF%BD", Redirects.Encode("/\uD83D\uDE00 \uD83D"));

    [Fact]
    public async Task Are_encoded_when_signing_out()
    {
        using var browser = await app.SignInAsync(await app.MemberAsync());

        var answer = await browser.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/sign-out") { Content = new FormUrlEncodedContent([new("returnUrl", "/关于")]) });

        Assert.Equal("/%E5%85%B3%E4%BA%8E", answer.ShouldBe(HttpStatusCode.SeeOther).Header("Location"));
    }
}
