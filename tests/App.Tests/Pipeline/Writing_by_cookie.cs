using System.Net;
using System.Net.Http.Headers;
using Guildhall.App.Tests.Communities;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>Below /api no form token is asked for: what a browser does there it must do from a page of this site.</summary>
public class Writing_by_cookie(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly (string Name, string Value)[] None = [];

    private async Task<HttpStatusCode> WriteAsync(Client browser, Guild guild, params (string Name, string Value)[] headers)
    {
        var request = Guild.Json(HttpMethod.Patch, guild.Api, """{"description":"Changed."}""");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        // Not by the client's own way, which says where it comes from, as a browser does.
        return (await browser.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }

    [Fact]
    public async Task Needs_a_word_on_where_it_comes_from()
    {
        var guild = await Guild.OpenAsync(app);
        using var owner = await guild.OwnerAsync();
        var here = app.Address.GetLeftPart(UriPartial.Authority);

        Assert.Equal(HttpStatusCode.Forbidden, await WriteAsync(owner, guild, None));
        Assert.Equal(HttpStatusCode.Forbidden, await WriteAsync(owner, guild, ("Origin", ""), ("Sec-Fetch-Site", "")));
        Assert.Equal(HttpStatusCode.Forbidden, await WriteAsync(owner, guild, ("Authorization", "Basic eDp5")));
        Assert.Equal(HttpStatusCode.Forbidden, await WriteAsync(owner, guild, ("Origin", "null")));
        Assert.Equal(HttpStatusCode.Forbidden, await WriteAsync(owner, guild, ("Sec-Fetch-Site", "same-site")));
        Assert.Equal(HttpStatusCode.OK, await WriteAsync(owner, guild, ("Origin", here)));
        Assert.Equal(HttpStatusCode.OK, await WriteAsync(owner, guild, ("Sec-Fetch-Site", "same-origin")));
    }

    [Fact]
    public async Task Is_refused_whatever_the_method()
    {
        var guild = await Guild.OpenAsync(app);
        using var owner = await guild.OwnerAsync();

        foreach (var (method, path) in new[] { (HttpMethod.Put, $"/members/{guild.OwnerId}/roles/author"),
            (HttpMethod.Delete, $"/members/{guild.OwnerId}/roles/author"), (HttpMethod.Post, "/checkout") })
            Assert.Equal(HttpStatusCode.Forbidden,
                (await owner.Http.SendAsync(new HttpRequestMessage(method, guild.Api + path),
                    TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory, InlineData("en", "A cookie alone changes nothing here."), InlineData("zh", "仅凭 Cookie 不能做任何更改")]
    public async Task Says_what_to_send_instead(string language, string text)
    {
        var guild = await Guild.OpenAsync(app);
        using var owner = (await guild.OwnerAsync()).Speaking(language);

        var answer = await owner.Http.SendAsync(new HttpRequestMessage(HttpMethod.Patch, guild.Api), TestContext.Current.CancellationToken);

        Assert.Contains("\"token_needed\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(text,
            System.Text.RegularExpressions.Regex.Unescape(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_no_matter_for_tokens()
    {
        var guild = await Guild.OpenAsync(app);
        using var program = await guild.TokenAsync("communities:write");
        using var owner = await guild.OwnerAsync();
        owner.Http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", program.Http.DefaultRequestHeaders.Authorization!.Parameter);

        Assert.Equal(HttpStatusCode.OK, await WriteAsync(program, guild, None));
        Assert.Equal(HttpStatusCode.OK, await WriteAsync(owner, guild, None));
    }
}
