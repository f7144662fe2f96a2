using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Accounts;

public class The_users_api(OwnApp app) : IClassFixture<OwnApp>
{
    [Fact]
    public async Task Answers_id_and_name_and_nothing_else()
    {
        var li = await app.MemberAsync("李 “小” 明 <b>");
        using var program = await app.TokenAsync(li, "users:read");

        var one = await program.GetAsync($"/api/users/{li.Id}");
        var all = await program.GetAsync("/api/users");

        Assert.Equal("application/json; charset=utf-8", one.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal(["id", "name"], one.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(li.Id, one.Json.GetProperty("id").GetInt64());
        Assert.Equal(li.Name, one.Json.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Array, all.Json.ValueKind);
        Assert.Contains(all.Json.EnumerateArray(), u => u.GetRawText() == one.Json.GetRawText());
    }

    [Theory]
    [InlineData("999999999"), InlineData("0"), InlineData("-1"), InlineData("abc"), InlineData("1e3"), InlineData("9223372036854775808"),
        InlineData("%E6%9D%8E")]
    public async Task Answers_404_with_the_promised_error(string id)
    {
        using var program = await app.TokenAsync(await app.MemberAsync(), "users:read");

        var answer = await program.GetAsync("/api/users/" + id);

        answer.ShouldBeRefused(HttpStatusCode.NotFound, "user_not_found");
        Assert.Equal("User not found", answer.Json.GetProperty("error").GetString());
        Assert.StartsWith("application/problem+json", answer.Response.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task Says_it_in_English_whoever_asks()
    {
        using var program = (await app.TokenAsync(await app.MemberAsync(language: "zh"), "users:read")).Speaking("zh");

        var answer = await program.GetAsync("/api/users/999999999");

        Assert.Equal("User not found", answer.Json.GetProperty("error").GetString());
        Assert.Equal("用户不存在", answer.Json.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Is_walked_page_by_page()
    {
        for (var i = 0; i < 5; i++)
            await app.MemberAsync($"Walker {i}");
        using var program = await app.TokenAsync(await app.MemberAsync(), "users:read");
        var seen = new List<long>();

        for (string? next = "/api/users?limit=2"; next is not null;)
        {
            var page = await program.GetAsync(next);
            Assert.InRange(page.Json.GetArrayLength(), 1, 2);
            seen.AddRange(page.Json.EnumerateArray().Select(u => u.GetProperty("id").GetInt64()));
            next = page.Response.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(seen.Distinct().Order(), seen);
        Assert.True(seen.Count >= 6);
    }

    [Theory]
    [InlineData("limit=0"), InlineData("limit=501"), InlineData("limit=x"), InlineData("after=-1"), InlineData("after=1e9"), InlineData("after=99999999999999999999")]
    public async Task Refuses_numbers_that_are_none(string query)
    {
        using var program = await app.TokenAsync(await app.MemberAsync(), "users:read");

        (await program.GetAsync("/api/users?" + query)).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Needs_a_token_or_a_session()
    {
        var visitor = await app.Visitor().GetAsync("/api/users");
        using var browser = await app.SignInAsync(await app.MemberAsync());
        var member = await browser.GetAsync("/api/users");

        visitor.ShouldBeRefused(HttpStatusCode.Unauthorized, "sign_in_required");
        Assert.Equal("Bearer", visitor.Response.Headers.WwwAuthenticate.ToString());
        member.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Changes_ones_own_profile()
    {
        using var program = await app.TokenAsync(await app.MemberAsync("Before"), "account:write");

        var changed = await program.SendAsync(
            new HttpRequestMessage(HttpMethod.Patch,
                "/api/me") { Content = System.Net.Http.Json.JsonContent.Create(new { name = "After", owner = true, id = 1 }) });
        var refused = await program.SendAsync(
            new HttpRequestMessage(HttpMethod.Patch, "/api/me") { Content = System.Net.Http.Json.JsonContent.Create(new { timeZone = "Mars/Olympus" }) });

        changed.ShouldBe(HttpStatusCode.OK);
        Assert.Equal("After", changed.Json.GetProperty("name").GetString());
        Assert.False(changed.Json.GetProperty("owner").GetBoolean());
        refused.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "time_zone_unknown");
        Assert.Equal("timeZone", refused.Json.GetProperty("field").GetString());
    }
}
