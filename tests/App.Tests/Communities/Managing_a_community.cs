using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Communities;

public class Managing_a_community(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    public static TheoryData<string> Pages => ["/manage", "/manage/checklist", "/manage/settings", "/manage/spaces", "/manage/rules"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_owner_opens_every_page(string page)
    {
        var guild = await Guild.OpenAsync(app);

        (await (await guild.OwnerAsync()).GetAsync(guild.Path + page)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Members_authors_and_moderators_find_nothing_there(string page)
    {
        var guild = await Guild.OpenAsync(app);

        foreach (var role in new[] { null, "author", "moderator" })
            Guild.ShouldBeHidden(await (await guild.MemberAsync(role)).GetAsync(guild.Path + page));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Owners_of_another_community_find_nothing_there(string page)
    {
        var theirs = await Guild.OpenAsync(app);
        var mine = await Guild.OpenAsync(app);

        Guild.ShouldBeHidden(await (await mine.OwnerAsync()).GetAsync(theirs.Path + page));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Visitors_are_asked_to_sign_in(string page)
    {
        var guild = await Guild.OpenAsync(app);

        var answer = await app.Visitor().GetAsync(guild.Path + page);

        answer.ShouldBe(HttpStatusCode.Found);
        Assert.StartsWith("/sign-in", answer.Location);
    }

    [Fact]
    public async Task Only_the_owner_of_the_installation_opens_another_community()
    {
        var guild = await Guild.OpenAsync(app);
        var installer = await app.SignInAsync(await app.MemberAsync("Installer", owner: true));

        Guild.ShouldBeHidden(await (await guild.OwnerAsync()).GetAsync("/communities/new"));
        var opened = await installer.SubmitAsync("/communities/new", ("name", "Second Home"), ("kind", "shop"), ("slug", "second-home"));

        opened.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Visitor().GetAsync("/c/second-home")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_taken_address_is_refused_and_what_was_typed_stays()
    {
        var guild = await Guild.OpenAsync(app);
        var installer = await app.SignInAsync(await app.MemberAsync("Installer", owner: true));

        var page = await installer.SubmitAsync("/communities/new", ("name", "Copycat"), ("kind", "shop"), ("slug", guild.Community.Slug));

        page.ShouldBe(HttpStatusCode.Conflict);
        Assert.True(page.Has("#field-slug[aria-invalid=true]"));
        Assert.Equal("Copycat", page.Document.QuerySelector("[name=name]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("书院", "en", "lower-case letters a to z, digits and single hyphens")]
    [InlineData("书院", "zh", "小写字母 a–z、数字和单个连字符")]
    [InlineData("Java书院", "zh", "小写字母 a–z、数字和单个连字符")]
    public async Task An_address_in_Chinese_is_refused_by_the_rule_that_the_hint_gave(string slug, string language, string rule)
    {
        var installer = await app.SignInAsync(await app.MemberAsync("Installer", owner: true, language));

        var page = await installer.SubmitAsync("/communities/new", ("name", "书院"), ("kind", "shop"), ("slug", slug), ("description", "一起读源码"));

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(rule, page.TextOf("#field-slug-error"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(rule, page.TextOf("#field-slug-hint"), StringComparison.OrdinalIgnoreCase);
        foreach (var (name, typed) in new[] { ("name", "书院"), ("slug", slug), ("description", "一起读源码") })
            Assert.Equal(typed, page.Document.QuerySelector($"[name={name}]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Settings_show_at_once_and_leave_a_trace()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();

        var saved = await owner.SubmitAsync(guild.Path + "/manage/settings",
            ("name", "Renamed Guild"), ("positioning", "For people who measure."), ("goals", "Fifty members."), ("timeZone", "Europe/Paris"), ("currency", "EUR"));

        saved.ShouldBe(HttpStatusCode.SeeOther);
        var now = await guild.NowAsync();
        Assert.Equal(("Renamed Guild", "Europe/Paris", "EUR"), (now.Name, now.TimeZone, now.Currency));
        var home = await app.Visitor().GetAsync(guild.Path);
        Assert.Contains("For people who measure.", home.Text);
        Assert.DoesNotContain("Fifty members.", home.Text);
        var changed = Activity.KindOf(typeof(Guildhall.Kernel.Contracts.Communities.CommunityChanged));
        Assert.Equal(guild.OwnerId,
            await app.WithAsync<AppDb, long?>(db => db.Activities.Where(a => a.CommunityId == guild.Id && a.Kind == changed)
                .Select(a => a.ActorId).SingleAsync()));
    }

    [Theory]
    [InlineData("name", " ")]
    [InlineData("timeZone", "Middle/Earth")]
    [InlineData("currency", "BTC")]
    [InlineData("accent", "pink")]
    public async Task Bad_settings_are_told_at_the_field(string field, string value)
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();

        var page = await owner.SubmitAsync(guild.Path + "/manage/settings", ("description", "Typed and kept"), (field, value));

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(page.Has($"#field-{field}[aria-invalid=true], #field-{field} .field-error"), page.Text);
        Assert.Equal("Typed and kept", page.Document.QuerySelector("[name=description]")!.GetAttribute("value"));
        Assert.Equal(guild.Community.Name, (await guild.NowAsync()).Name);
    }

    [Fact]
    public async Task Rules_are_rendered_without_what_could_harm()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();

        var saved = await owner.SubmitAsync(guild.Path + "/manage/rules", ("rules", "1. **Be kind**\n2. [link](javascript:alert(1)) ![p](https://elsewhere.example/p.png)"));

        saved.ShouldBe(HttpStatusCode.SeeOther);
        Assert.Equal("Saved.", (await owner.GetAsync(guild.Path + "/rules?said=saved")).TextOf(".said"));
        var page = await app.Visitor().GetAsync(guild.Path + "/rules");
        Assert.False(page.Has(".said"));
        Assert.Equal("Be kind", page.TextOf(".prose strong"));
        Assert.DoesNotContain("javascript:", page.Text);
        Assert.DoesNotContain("elsewhere.example", page.Text);
    }

    [Fact]
    public async Task Empty_rules_are_refused()
    {
        var guild = await Guild.OpenAsync(app);

        var page = await (await guild.OwnerAsync()).SubmitAsync(guild.Path + "/manage/rules", ("rules", "  \n "));

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(page.Has("#field-rules[aria-invalid=true]"));
    }

    [Fact]
    public async Task The_rail_shows_the_way_to_manage_only_to_who_may()
    {
        var guild = await Guild.OpenAsync(app);

        Assert.True((await (await guild.OwnerAsync()).GetAsync(guild.Path)).Has($".rail a[href='{guild.Path}/manage']"));
        Assert.False((await (await guild.MemberAsync()).GetAsync(guild.Path)).Has($".rail a[href^='{guild.Path}/manage']"));
        Assert.False((await app.Visitor().GetAsync(guild.Path)).Has($"a[href^='{guild.Path}/manage']"));
    }
}
