using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Accounts;

[Trait("Database", "sqlite")]
public class Signing_in(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Sets_a_cookie_that_only_this_site_gets_back()
    {
        var li = await app.MemberAsync();
        using var browser = app.Visitor();

        var answer = await browser.SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password));

        var cookie = answer.Response.Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith("__Host-guildhall=", StringComparison.Ordinal)).ToLowerInvariant();
        Assert.Contains("; secure", cookie);
        Assert.Contains("; httponly", cookie);
        Assert.Contains("; samesite=lax", cookie);
        Assert.Contains("; path=/", cookie);
        Assert.DoesNotContain("domain=", cookie);
        (await browser.GetAsync("/account")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Says_the_same_of_an_unknown_address_and_of_a_wrong_password()
    {
        var li = await app.MemberAsync();
        using var browser = app.Visitor();

        var wrong = await browser.SubmitAsync("/sign-in", ("email", li.Email), ("password", "not the password"));
        var unknown = await browser.SubmitAsync("/sign-in", ("email", "nobody@example.org"), ("password", "not the password"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(wrong.Status, unknown.Status);
        Assert.Equal("Wrong email address or password.", wrong.TextOf(".error-list"));
        Assert.Equal(wrong.TextOf(".error-list"), unknown.TextOf(".error-list"));
        Assert.Equal("nobody@example.org", unknown.Document.QuerySelector("input[name=email]")!.GetAttribute("value"));
        Assert.DoesNotContain("not the password", unknown.Text);
    }

    [Fact]
    public async Task Takes_the_whole_password()
    {
        var start = string.Concat(Enumerable.Repeat("wisteria ", 8));
        var li = await app.MemberAsync();
        using var browser = await app.SignInAsync(li);
        (await browser.SubmitAsync("/account/password", ("oldPassword", Person.Password), ("newPassword", start + "ends so")))
            .ShouldBe(HttpStatusCode.SeeOther);
        using var other = app.Visitor();

        var twin = await other.SubmitAsync("/sign-in", ("email", li.Email), ("password", start + "ends otherwise"));
        var same = await other.SubmitAsync("/sign-in", ("email", li.Email), ("password", start + "ends so"));

        twin.ShouldBe(HttpStatusCode.UnprocessableEntity);
        same.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("/c/guild?page=2", "/c/guild?page=2")]
    [InlineData("/c/书院", "/c/%E4%B9%A6%E9%99%A2")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("\\/evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/\r\nSet-Cookie: a=b", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("evil.example", "/")]
    [InlineData("", "/")]
    public async Task Leads_only_to_pages_of_this_site(string wanted, string leads)
    {
        var li = await app.MemberAsync();
        using var browser = app.Visitor();

        var answer = await browser.SubmitAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(wanted), ("email", li.Email), ("password", Person.Password));

        answer.ShouldBe(HttpStatusCode.SeeOther);
        Assert.Equal(leads, answer.Location);
        Assert.True(answer.Response.Headers.Location is { IsAbsoluteUri: false }
            || answer.Response.Headers.Location!.Authority == app.Address.Authority);
    }

    [Fact]
    public async Task Takes_a_new_key_each_time_and_the_old_one_is_dead_after_signing_out()
    {
        var li = await app.MemberAsync();
        using var browser = app.Visitor();
        var first = await browser.SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password));
        var page = await browser.GetAsync("/account");
        using var thief = app.Visitor();
        thief.Http.DefaultRequestHeaders.Add("Cookie", KeyOf(first));
        (await thief.GetAsync("/account")).ShouldBe(HttpStatusCode.OK);
        (await browser.PressAsync(page, "/sign-out")).ShouldBe(HttpStatusCode.SeeOther);

        var second = await browser.SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password));

        Assert.NotEqual(KeyOf(first), KeyOf(second));
        Assert.StartsWith("/sign-in", (await thief.GetAsync("/account")).Location);
    }

    [Fact]
    public async Task Is_asked_of_whoever_opens_a_members_page_and_leads_back_there()
    {
        using var browser = app.Visitor();

        var page = await browser.GetAsync("/account/tokens?x=1");
        var api = await app.Visitor().GetAsync("/api/me");

        Assert.Equal("/sign-in?returnUrl=%2Faccount%2Ftokens%3Fx%3D1", page.Location);
        api.ShouldBeRefused(HttpStatusCode.Unauthorized, "sign_in_required");
    }

    [Fact]
    public async Task Needs_the_forms_token()
    {
        var li = await app.MemberAsync();
        using var browser = app.Visitor();

        var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent([new("_handler", "password"), new("email", li.Email), new("password", Person.Password)]),
        });

        answer.ShouldBe(HttpStatusCode.BadRequest);
        Assert.False(answer.Response.Headers.TryGetValues("Set-Cookie", out var cookies)
            && cookies.Any(c => c.StartsWith("__Host-guildhall=", StringComparison.Ordinal)));
    }

    private static string KeyOf(Answer answer) =>
        answer.Response.Headers.GetValues("Set-Cookie").Last(c => c.StartsWith("__Host-guildhall=", StringComparison.Ordinal)).Split(';')[0];
}
