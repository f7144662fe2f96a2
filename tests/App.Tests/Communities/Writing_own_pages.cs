using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Communities;

/// <summary>An operator writes about, imprint and privacy, and what stands at the foot of every page.</summary>
public class Writing_own_pages(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Manage = "/manage/pages/privacy";

    [Fact]
    public async Task Shows_nothing_before_and_everything_after()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        Guild.ShouldBeHidden(await app.Visitor().GetAsync(guild.Path + "/privacy"));
        Assert.False((await app.Visitor().GetAsync(guild.Path)).Has($".foot a[href='{guild.Path}/privacy']"));

        var saved = await owner.SubmitAsync(guild.Path + Manage, ("text", "## Kept\n\nYour *name*. ![p](https://elsewhere.example/p.png)"));

        saved.ShouldBe(HttpStatusCode.SeeOther);
        await app.SettleAsync();
        var page = (await app.Visitor().GetAsync(guild.Path + "/privacy")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("name", page.TextOf(".prose em"));
        Assert.DoesNotContain("elsewhere.example", page.Text);
        Assert.True((await app.Visitor().GetAsync(guild.Path)).Has($".foot a[href='{guild.Path}/privacy']"));
        Assert.Equal("privacy", (await app.Visitor().GetAsync(guild.Api + "/pages")).Json[0].GetProperty("page").GetString());

        (await owner.SubmitAsync(guild.Path + Manage, ("text", ""))).ShouldBe(HttpStatusCode.SeeOther);
        await app.SettleAsync();
        Guild.ShouldBeHidden(await app.Visitor().GetAsync(guild.Path + "/privacy"));
    }

    [Theory, InlineData("about"), InlineData("imprint"), InlineData("privacy")]
    public async Task Proposes_a_text_that_is_not_saved_with_its_blanks(string word)
    {
        foreach (var language in (string[])["en", "zh"])
        {
            var guild = await Guild.OpenAsync(app, language: language);
            var owner = await guild.OwnerAsync();
            var form = await owner.GetAsync($"{guild.Path}/manage/pages/{word}");
            Assert.Contains("【", form.TextOf("#field-text"));

            var refused = await owner.SubmitAsync($"{guild.Path}/manage/pages/{word}", ("text", form.TextOf("#field-text").Trim()));

            refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
            Assert.True(refused.Has("#field-text[aria-invalid=true]"));
            Assert.Contains("【", refused.TextOf("#field-text"));
            Guild.ShouldBeHidden(await app.Visitor().GetAsync($"{guild.Path}/{word}"));
        }
    }

    [Fact]
    public async Task Shows_what_a_colleague_saved_meanwhile()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        var form = await owner.GetAsync(guild.Path + Manage);
        await owner.SubmitAsync(guild.Path + Manage, ("text", "Theirs"));

        var refused = await owner.SubmitAsync(form, ("text", "Mine"));

        refused.ShouldBe(HttpStatusCode.Conflict);
        Assert.Contains("Theirs", refused.Text);
        Assert.Equal("Mine", refused.TextOf("#field-text").Trim());
    }

    [Fact]
    public async Task Puts_links_at_the_foot_and_refuses_what_is_none()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();

        foreach (var bad in (string[])["https://example.org/", "Harm javascript:alert(1)", "Harm //elsewhere.example/", "No address"])
        {
            var refused = await owner.SubmitAsync(guild.Path + "/manage/pages", ("links", bad));
            refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
            Assert.Equal(bad, refused.TextOf("#field-links").Trim());
        }
        var saved = await owner.SubmitAsync(guild.Path + "/manage/pages", ("links", "沪ICP备1号 https://beian.miit.gov.cn/\nPlans /c/x/plans"));

        saved.ShouldBe(HttpStatusCode.SeeOther);
        await app.SettleAsync();
        var home = await app.Visitor().GetAsync(guild.Path);
        Assert.Equal("沪ICP备1号", home.TextOf(".foot a[href='https://beian.miit.gov.cn/']"));
        Assert.True(home.Has(".foot a[href='/c/x/plans']"));
    }

    [Fact]
    public async Task Puts_links_into_the_menu_and_keeps_those_at_the_foot()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        var page = guild.Path + "/manage/pages";

        (await owner.SubmitAsync(page, ("links", "Imprint https://example.org/imprint"))).ShouldBe(HttpStatusCode.SeeOther);
        var refused = await owner.SubmitAsync(page, ("menu", "Harm javascript:alert(1)"));
        var many = await owner.SubmitAsync(page, ("menu", string.Join('\n', Enumerable.Range(0, 7).Select(n => $"Link {n} https://example.org/{n}"))));
        (await owner.SubmitAsync(page, ("menu", "Source https://example.org/code\nPlans /c/x/plans"))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.Contains("is no link", refused.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-menu-error"));
        Assert.Contains("at most 6", many.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-menu-error"));
        await app.SettleAsync();
        var home = await app.Visitor().GetAsync(guild.Path);
        Assert.Equal(["Source", "Plans"], home.Document.QuerySelectorAll("[aria-labelledby=rail-links] a").Select(a => a.TextContent.Trim()));
        Assert.True(home.Has(".foot a[href='https://example.org/imprint']"));
    }

    [Fact]
    public async Task Programs_write_them_with_the_right_scope_only()
    {
        var guild = await Guild.OpenAsync(app);
        var path = guild.Api + "/pages/imprint";

        (await (await guild.TokenAsync("communities:write")).SendAsync(Guild.Json(HttpMethod.Put, path, """{"markdown": "We."}""")))
            .ShouldBe(HttpStatusCode.NoContent);
        (await (await guild.TokenAsync("communities:read")).SendAsync(Guild.Json(HttpMethod.Put, path, """{"markdown": "They."}""")))
            .ShouldBe(HttpStatusCode.Forbidden);
        (await (await guild.TokenAsync("communities:write")).SendAsync(Guild.Json(HttpMethod.Put, guild.Api + "/pages/terms", """{"markdown": "We."}""")))
            .ShouldBe(HttpStatusCode.NotFound);
        Assert.Contains("We.", (await app.Visitor().GetAsync(guild.Path + "/imprint")).TextOf(".prose"));
    }

    [Fact]
    public async Task The_community_gives_a_phone_its_own_name_colour_and_mark()
    {
        var guild = await Guild.OpenAsync(app);

        var page = await app.Visitor().GetAsync(guild.Path);
        var manifest = (await app.Visitor().GetAsync(page.Document.QuerySelector("link[rel=manifest]")!.GetAttribute("href")!)).Json;

        Assert.Equal((guild.Community.Name, guild.Path, "#1f5b5e"), (manifest.GetProperty("name").GetString(),
            manifest.GetProperty("start_url").GetString(), manifest.GetProperty("theme_color").GetString()));
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
            Assert.Equal("image/png", (await app.Visitor().GetAsync(icon.GetProperty("src").GetString()!)).ShouldBe(HttpStatusCode.OK)
                .Response.Content.Headers.ContentType!.MediaType);
    }

    [Theory, InlineData("/sign-in"), InlineData("/register"), InlineData("/sign-in/help")]
    public async Task Its_face_stays_where_it_sends_people_to_sign_in(string path)
    {
        var guild = await Guild.OpenAsync(app);

        var page = await app.Visitor().GetAsync($"{path}?returnUrl={Uri.EscapeDataString(guild.Path + "/plans?x=1")}");
        var plain = await app.Visitor().GetAsync(path + "?returnUrl=https%3A%2F%2Felsewhere.example%2Fc%2F" + guild.Community.Slug);

        Assert.Equal(guild.Community.Name, page.TextOf(".focus-head .brand-name"));
        Assert.True(page.Has(".focus[data-accent=teal]"));
        Assert.DoesNotContain(guild.Community.Name, plain.Text);
    }
}
