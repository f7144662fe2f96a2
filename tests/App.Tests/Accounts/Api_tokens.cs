using System.Net;
using Guildhall.Accounts.Tokens;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Accounts;

public class Api_tokens(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Are_shown_once_and_work_from_then_on()
    {
        var li = await app.MemberAsync();
        using var browser = await app.SignInAsync(li);

        var made = await browser.SubmitAsync("/account/tokens", ("name", "Nightly script"), ("scopes", "users:read"), ("days", "30"));

        made.ShouldBe(HttpStatusCode.OK);
        var key = made.Document.QuerySelector("#token")!.GetAttribute("value")!;
        Assert.StartsWith("gh_", key);
        Assert.Contains("Nightly script", (await browser.GetAsync("/account/tokens")).Text);
        Assert.DoesNotContain(key, (await browser.GetAsync("/account/tokens")).Text);
        using var program = app.Visitor().WithToken(key);
        (await program.GetAsync("/api/users")).ShouldBe(HttpStatusCode.OK);
        Assert.False(await app.WithAsync<AppDb, bool>(db => db.Set<ApiToken>().AnyAsync(t => t.KeyHash == key)));
    }

    [Theory]
    [InlineData("name", "", "name", "Name what the token is for.")]
    [InlineData("scopes", "everything", "scopes", "There is no scope everything.")]
    [InlineData("days", "7000", "days", "Choose one of these.")]
    public async Task Are_refused_at_the_field(string field, string value, string at, string message)
    {
        using var browser = await app.SignInAsync(await app.MemberAsync());
        var page = await browser.GetAsync("/account/tokens");
        (string Name, object Value)[] fields = [("name", "x"), ("scopes", "users:read"), ("days", "30")];

        var answer = await browser.SubmitAsync(page, [.. fields.Where(f => f.Name != field), (field, value)]);

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(message, answer.TextOf($"#field-{at}-error"));
    }

    [Fact]
    public async Task Do_no_more_than_their_scopes()
    {
        using var program = await app.TokenAsync(await app.MemberAsync(), "articles:read");

        (await program.GetAsync("/api/users")).ShouldBeRefused(HttpStatusCode.Forbidden, "scope_missing");
        (await program.GetAsync("/api/me/tokens")).ShouldBeRefused(HttpStatusCode.Forbidden, "scope_missing");
        var me = await program.GetAsync("/api/me");
        me.ShouldBe(HttpStatusCode.OK);
        Assert.Equal("articles:read", me.Json.GetProperty("scopes")[0].GetString());
    }

    [Fact]
    public async Task Open_no_pages()
    {
        using var program = await app.TokenAsync(await app.MemberAsync(owner: true), "account:read", "account:write");

        (await program.GetAsync("/account/tokens")).ShouldBeRefused(HttpStatusCode.Unauthorized, "sign_in_required");
    }

    [Fact]
    public async Task End_when_they_expire()
    {
        var li = await app.MemberAsync();
        var key = await app.WithAsync<IssueToken, string>(async issue => (await issue.RunAsync(li.Id, "short", ["users:read"], 1, default)).Key);
        using var program = app.Visitor().WithToken(key);
        (await program.GetAsync("/api/users")).ShouldBe(HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromDays(1));

        (await program.GetAsync("/api/users")).ShouldBeRefused(HttpStatusCode.Unauthorized, "sign_in_required");
    }

    [Fact]
    public async Task End_when_they_are_revoked()
    {
        var li = await app.MemberAsync();
        using var program = await app.TokenAsync(li, "users:read");
        (await program.GetAsync("/api/users")).ShouldBe(HttpStatusCode.OK);
        using var browser = await app.SignInAsync(li);
        var page = await browser.GetAsync("/account/tokens");
        var action = page.Document.Forms.Select(f => f.GetAttribute("action"))
            .Single(a => a?.EndsWith("/revocation", StringComparison.Ordinal) == true)!;

        (await browser.PressAsync(page, action)).ShouldBe(HttpStatusCode.SeeOther);

        (await program.GetAsync("/api/users")).ShouldBeRefused(HttpStatusCode.Unauthorized, "sign_in_required");
    }

    [Theory]
    [InlineData("gh_"), InlineData("gh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), InlineData("x"), InlineData("gh_%00"), InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")]
    public async Task Are_not_made_up(string key)
    {
        using var program = app.Visitor();
        program.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + key);

        (await program.GetAsync("/api/users")).ShouldBeRefused(HttpStatusCode.Unauthorized, "sign_in_required");
    }

    [Fact]
    public async Task Of_others_cannot_be_revoked()
    {
        var li = await app.MemberAsync();
        using var program = await app.TokenAsync(li, "account:read");
        var id = (await program.GetAsync("/api/me/tokens")).Json[0].GetProperty("id").GetInt64();
        using var mallory = await app.TokenAsync(await app.MemberAsync("Mallory"), "account:write");

        (await mallory.DeleteAsync($"/api/me/tokens/{id}")).ShouldBe(HttpStatusCode.NotFound);

        (await program.GetAsync("/api/me")).ShouldBe(HttpStatusCode.OK);
    }
}
