using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Communities;

public class Working_through_the_set_up(UntouchedApp untouched) : IClassFixture<UntouchedApp>, IAsyncLifetime
{
    private GuildhallApp _app = null!;
    private string _link = "";

    public async ValueTask InitializeAsync()
    {
        _app = await untouched.GetAsync();
        _link = (await _app.WithAsync<ISetup, string?>(s => s.LinkPathAsync()))!;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("name", "")]
    [InlineData("email", "not an address")]
    [InlineData("password", "short")]
    [InlineData("timeZone", "Mars/Olympus")]
    [InlineData("timeZone", "China Standard Time")]
    [InlineData("timeZone", "../../etc/passwd")]
    [InlineData("currency", "XXX")]
    [InlineData("language", "fr")]
    public async Task A_wrong_account_field_is_told_at_the_field_and_the_rest_stays(string field, string value)
    {
        var wizard = await Wizard.OpenAsync(_app, _link);

        var page = await wizard.AccountAsync((field, value));

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(page.Has($"#field-{field}[aria-invalid=true]"), page.Text);
        foreach (var (name, typed) in new[] { ("name", "Ada"), ("email", "owner@example.org"), ("timeZone", "Europe/Berlin") })
            Assert.Equal(name == field ? value : typed, page.Document.QuerySelector($"[name={name}]")!.GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var wizard = await Wizard.OpenAsync(_app, _link);

        var page = await wizard.AccountAsync(("name", ""), ("email", "x"), ("password", "short"), ("currency", "XXX"));

        foreach (var field in (string[])["name", "email", "password", "currency"])
            Assert.True(page.ShouldBe(HttpStatusCode.UnprocessableEntity).Has($"#field-{field}[aria-invalid=true]"), field);
        Assert.Equal(4, page.Document.QuerySelectorAll(".error-list li").Length);
        await wizard.AccountAsync(("name", "Ada"), ("email", "owner@example.org"), ("password", Person.Password), ("currency", "EUR"));
        page = await wizard.CommunityAsync(("communityName", ""), ("slug", "Not A Slug"), ("accent", "pink"));
        Assert.Equal(3, page.ShouldBe(HttpStatusCode.UnprocessableEntity).Document.QuerySelectorAll(".error-list li").Length);
    }

    [Theory]
    [InlineData("communityName", "", "communityName")]
    [InlineData("slug", "Not A Slug", "slug")]
    [InlineData("slug", "setup", "slug")]
    [InlineData("slug", "书院", "slug")]
    [InlineData("slug", "x", "slug")]
    [InlineData("kind", "casino", "kind")]
    [InlineData("accent", "pink", "accent")]
    public async Task A_wrong_community_field_is_told_at_the_field_and_the_rest_stays(string field, string value, string marked)
    {
        var wizard = await Wizard.OpenAsync(_app, _link);
        await wizard.AccountAsync();

        var page = await wizard.CommunityAsync((field, value));

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(page.Has($"#field-{marked}[aria-invalid=true], #field-{marked} .field-error"), page.Text);
        Assert.Equal("The layer below.", page.Document.QuerySelector("[name=description]")!.GetAttribute("value"));
        Assert.Equal("owner@example.org", page.Document.QuerySelector("[name=email]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Going_back_keeps_everything_the_password_included()
    {
        var wizard = await Wizard.AtReviewAsync(_app, _link);
        await wizard.BackAsync();
        var account = await wizard.BackAsync();
        Assert.Equal("Ada", account.Document.QuerySelector("[name=name]")!.GetAttribute("value"));
        Assert.DoesNotContain(Person.Password, account.Text);

        (await wizard.AccountAsync(("name", "Ada Lovelace"), ("password", ""))).ShouldBe(HttpStatusCode.OK);
        (await wizard.CommunityAsync()).ShouldBe(HttpStatusCode.OK);
        (await wizard.CreateAsync()).ShouldBe(HttpStatusCode.SeeOther);

        await _app.SignInByPageAsync(new Person(0, "Ada Lovelace", "owner@example.org"));
    }

    [Fact]
    public async Task The_address_is_made_from_the_name_where_none_is_given()
    {
        var wizard = await Wizard.OpenAsync(_app, _link);
        await wizard.AccountAsync();

        var review = await wizard.CommunityAsync(("communityName", "Café des Compilateurs"), ("slug", ""));

        Assert.Equal("cafe-des-compilateurs", review.Document.QuerySelector("[name=slug]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Nothing_is_written_before_the_last_step_or_when_it_is_refused()
    {
        var wizard = await Wizard.AtReviewAsync(_app, _link);
        Assert.Equal(0, await _app.WithAsync<AppDb, int>(db => db.Members.CountAsync()));

        // A review page that was tampered with after it was checked.
        var refused = await wizard.Browser.SubmitAsync(wizard.Page, ("slug", "admin"), ("go", "next"));

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(refused.Has("#field-slug[aria-invalid=true]"));
        Assert.Equal(0, await _app.WithAsync<AppDb, int>(db => db.Members.CountAsync()));
        Assert.Equal(0, await _app.WithAsync<AppDb, int>(db => db.Activities.CountAsync()));
    }

    [Theory]
    [InlineData("technical", "en", CommunityKind.Technical, "Deep dives", "Premium")]
    [InlineData("technical", "zh", CommunityKind.Technical, "源码与原理", "高级会员")]
    [InlineData("paid_knowledge", "en", CommunityKind.PaidKnowledge, "Members' column", "Premium")]
    [InlineData("paid_knowledge", "zh", CommunityKind.PaidKnowledge, "会员专栏", "高级会员")]
    [InlineData("shop", "en", CommunityKind.Shop, "Customer library", "Premium")]
    [InlineData("shop", "zh", CommunityKind.Shop, "客户资料库", "高级会员")]
    public async Task The_kind_sets_spaces_tiers_rules_and_checklist(
        string kind, string language, CommunityKind expected, string lockedSpace, string tierName)
    {
        var wizard = await Wizard.AtReviewAsync(_app, _link, kind: kind, language: language);

        (await wizard.CreateAsync()).ShouldBe(HttpStatusCode.SeeOther);
        Assert.Equal("/c/systems/manage/checklist", wizard.Page.Location);

        var community = (await _app.WithAsync<ICommunities, CommunityInfo?>(c => c.FindAsync("systems").AsTask()))!;
        var tiers = await _app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(community.Id));
        Assert.Equal((expected, language, "Europe/Berlin", "EUR"), (community.Kind, community.Language, community.TimeZone, community.Currency));
        Assert.Equal([0, 10, 20], tiers.Select(t => t.Rank));
        Assert.True(tiers[0].IsFree);
        Assert.All(tiers.Skip(1), t => Assert.True(t.Currency == "EUR" && t.PriceOf(Interval.Month) is not null
            && t.PriceOf(Interval.Year) is not null));
        Assert.Equal(tierName, tiers[1].Name);
        Assert.Equal(tiers[1].TierId, community.Spaces.Single(s => s.Name == lockedSpace).TierId);
        Assert.Contains(community.Spaces, s => s.TierId == tiers[2].TierId);
        Assert.Contains(community.Spaces, s => s.TierId is null);

        var manage = (await wizard.Browser.GetAsync("/c/systems/manage/checklist")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(6, manage.Document.QuerySelectorAll(".guide-step").Length);
        var rules = (await _app.Visitor().GetAsync("/c/systems/rules")).ShouldBe(HttpStatusCode.OK);
        Assert.True(rules.Document.QuerySelectorAll(".prose li").Length >= 5);
    }

    [Fact]
    public async Task The_owner_is_signed_in_and_holds_every_permission()
    {
        var wizard = await Wizard.AtReviewAsync(_app, _link);
        await wizard.CreateAsync();

        (await wizard.Browser.GetAsync("/c/systems/manage/settings")).ShouldBe(HttpStatusCode.OK);
        (await wizard.Browser.GetAsync("/communities/new")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("/c/systems", (await _app.Visitor().GetAsync("/")).Location);
    }
}
