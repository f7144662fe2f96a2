using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Communities;

public class Opening_the_set_up_link(UntouchedApp untouched) : IClassFixture<UntouchedApp>, IAsyncLifetime
{
    private GuildhallApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await untouched.GetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_front_page_says_what_to_do_before_the_set_up()
    {
        var page = await _app.Visitor().GetAsync("/");

        page.ShouldBe(HttpStatusCode.OK);
        Assert.Contains("has not been set up", page.Text);
    }

    [Fact]
    public async Task The_newest_link_opens_the_first_step()
    {
        var page = await _app.Visitor().GetAsync(await NewLinkAsync());

        page.ShouldBe(HttpStatusCode.OK);
        Assert.True(page.Has("input[name=email]"));
    }

    [Fact]
    public async Task Only_the_hash_of_the_token_is_kept()
    {
        var link = await NewLinkAsync();

        var token = link.Split('=')[1];
        var kept = await _app.WithAsync<AppDb, List<string>>(db => db.Database.SqlQueryRaw<string>("SELECT token_hash AS \"Value\" FROM setup_links").ToListAsync());
        Assert.NotEmpty(kept);
        Assert.All(kept, k => Assert.DoesNotContain(token, k));
    }

    [Theory]
    [InlineData("/setup")]
    [InlineData("/setup?token=")]
    [InlineData("/setup?token=nobodyprintedthis")]
    public async Task A_wrong_link_says_how_to_get_a_good_one(string link)
    {
        await NewLinkAsync();

        var page = await _app.Visitor().GetAsync(link);

        page.ShouldBe(HttpStatusCode.Gone);
        Assert.Contains("prints a new link", page.Text);
    }

    [Fact]
    public async Task A_link_expires_after_a_day()
    {
        var link = await NewLinkAsync();
        _app.Clock.Advance(TimeSpan.FromHours(24));

        var page = await _app.Visitor().GetAsync(link);

        page.ShouldBe(HttpStatusCode.Gone);
        Assert.Contains("has expired", page.TextOf("h1"));
    }

    [Fact]
    public async Task A_newer_link_replaces_the_older()
    {
        var older = await NewLinkAsync();
        var newer = await NewLinkAsync();

        (await _app.Visitor().GetAsync(older)).ShouldBe(HttpStatusCode.Gone);
        (await _app.Visitor().GetAsync(newer)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_used_link_leads_to_sign_in_and_no_new_one_is_made()
    {
        var link = await NewLinkAsync();
        var wizard = await Wizard.AtReviewAsync(_app, link);
        (await wizard.CreateAsync()).ShouldBe(HttpStatusCode.Found);

        var again = await _app.Visitor().GetAsync(link);

        again.ShouldBe(HttpStatusCode.Gone);
        Assert.True(again.Has("a[href='/sign-in']"));
        Assert.Null(await _app.WithAsync<ISetup, string?>(s => s.NewLinkPathAsync()));
    }

    [Fact]
    public async Task A_review_that_was_left_open_makes_no_second_owner()
    {
        var link = await NewLinkAsync();
        var slow = await Wizard.AtReviewAsync(_app, link, "slow@example.org");
        var quick = await Wizard.AtReviewAsync(_app, link, "quick@example.org");
        (await quick.CreateAsync()).ShouldBe(HttpStatusCode.Found);

        var late = await slow.CreateAsync();

        late.ShouldBe(HttpStatusCode.Gone);
        Assert.Equal(1, await OwnersAsync());
    }

    [Fact]
    public async Task Of_many_who_submit_at_once_one_becomes_the_owner()
    {
        var link = await NewLinkAsync();
        var wizards = new List<Wizard>();
        for (var i = 0; i < 5; i++)
            wizards.Add(await Wizard.AtReviewAsync(_app, link, $"racer{i}@example.org"));

        var answers = await Task.WhenAll(wizards.Select(w => w.CreateAsync()));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Found);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Found), a => a.ShouldBe(HttpStatusCode.Gone));
        Assert.Equal(1, await OwnersAsync());
        Assert.Single(await _app.WithAsync<ICommunities, IReadOnlyList<CommunityInfo>>(c => c.ListAsync().AsTask()));
    }

    private async Task<string> NewLinkAsync() => (await _app.WithAsync<ISetup, string?>(s => s.NewLinkPathAsync()))!;

    private Task<int> OwnersAsync() => _app.WithAsync<AppDb, int>(db => db.Members.CountAsync(m => m.IsOwner));
}
