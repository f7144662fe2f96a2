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
    public async Task Nobody_registers_before_the_owner()
    {
        using var browser = _app.Visitor();
        var page = await browser.GetAsync("/register");
        Assert.Contains("Nobody can register yet", page.ShouldBe(HttpStatusCode.OK).Text);
        Assert.False(page.Has("input[name=password]"));

        // As somebody would who has the form from elsewhere.
        var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/register")
        {
            Content = new FormUrlEncodedContent(
            [
                new("_handler", "register"), new("name", "Early"), new("email", "early@example.org"), new("password", Person.Password),
                new("__RequestVerificationToken", page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
            ]),
        });

        answer.ShouldBe(HttpStatusCode.Conflict);
        Assert.False(await _app.WithAsync<AppDb, bool>(db => db.Members.AnyAsync()));
    }

    [Fact]
    public async Task The_link_opens_the_first_step()
    {
        var page = await _app.Visitor().GetAsync(await LinkAsync());

        page.ShouldBe(HttpStatusCode.OK);
        Assert.True(page.Has("input[name=email]"));
    }

    [Fact]
    public async Task The_database_alone_does_not_give_the_token_away()
    {
        var link = await LinkAsync();

        var token = link.Split('=')[1];
        var kept = await _app.WithAsync<AppDb, List<string>>(db => db.Database.SqlQueryRaw<string>("SELECT token_hash || sealed_token AS \"Value\" FROM setup_links").ToListAsync());
        Assert.NotEmpty(kept);
        Assert.All(kept, k => Assert.DoesNotContain(token, k));
    }

    [Theory]
    [InlineData("/setup")]
    [InlineData("/setup?token=")]
    [InlineData("/setup?token=nobodyprintedthis")]
    public async Task A_wrong_link_says_how_to_get_a_good_one(string link)
    {
        await LinkAsync();

        var page = await _app.Visitor().GetAsync(link);

        page.ShouldBe(HttpStatusCode.Gone);
        Assert.Contains("prints a new link", page.Text);
    }

    [Fact]
    public async Task A_link_expires_after_a_day()
    {
        var link = await LinkAsync();
        _app.Clock.Advance(TimeSpan.FromHours(24));

        var page = await _app.Visitor().GetAsync(link);

        page.ShouldBe(HttpStatusCode.Gone);
        Assert.Contains("has expired", page.TextOf("h1"));
    }

    [Fact]
    public async Task Every_node_and_every_start_prints_the_same_link_good_for_a_day_from_then_on()
    {
        var first = await LinkAsync();
        _app.Clock.Advance(TimeSpan.FromHours(23));
        var second = await LinkAsync();
        _app.Clock.Advance(TimeSpan.FromHours(23));

        var page = await _app.Visitor().GetAsync(first);

        Assert.Equal(first, second);
        page.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nodes_that_start_at_once_make_one_link()
    {
        // Others of this class may have made some.
        var before = await LinksAsync();

        var links = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(LinkAsync)));

        Assert.Single(links.Distinct());
        Assert.InRange(await LinksAsync() - before, 0, 1);
    }

    [Fact]
    public async Task After_it_has_expired_a_new_one_is_made()
    {
        var old = await LinkAsync();
        _app.Clock.Advance(TimeSpan.FromHours(24));

        var link = await LinkAsync();

        Assert.NotEqual(old, link);
        (await _app.Visitor().GetAsync(link)).ShouldBe(HttpStatusCode.OK);
        (await _app.Visitor().GetAsync(old)).ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_node_with_other_keys_makes_its_own_and_leaves_the_first_good()
    {
        var first = await LinkAsync();
        await _app.WithAsync<AppDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE setup_links SET sealed_token = 'with the keys of another data folder'"));

        var second = await LinkAsync();

        Assert.NotEqual(first, second);
        (await _app.Visitor().GetAsync(first)).ShouldBe(HttpStatusCode.OK);
        (await _app.Visitor().GetAsync(second)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_used_link_leads_to_sign_in_and_no_new_one_is_made()
    {
        var link = await LinkAsync();
        var wizard = await Wizard.AtReviewAsync(_app, link);
        (await wizard.CreateAsync()).ShouldBe(HttpStatusCode.SeeOther);

        var again = await _app.Visitor().GetAsync(link);

        again.ShouldBe(HttpStatusCode.Gone);
        Assert.True(again.Has("a[href='/sign-in']"));
        Assert.Null(await _app.WithAsync<ISetup, string?>(s => s.LinkPathAsync()));
    }

    [Fact]
    public async Task A_review_that_was_left_open_makes_no_second_owner()
    {
        var link = await LinkAsync();
        var slow = await Wizard.AtReviewAsync(_app, link, "slow@example.org");
        var quick = await Wizard.AtReviewAsync(_app, link, "quick@example.org");
        (await quick.CreateAsync()).ShouldBe(HttpStatusCode.SeeOther);

        var late = await slow.CreateAsync();

        late.ShouldBe(HttpStatusCode.Gone);
        Assert.Equal(1, await OwnersAsync());
    }

    [Fact]
    public async Task Of_many_who_submit_at_once_one_becomes_the_owner()
    {
        var link = await LinkAsync();
        var wizards = new List<Wizard>();
        for (var i = 0; i < 5; i++)
            wizards.Add(await Wizard.AtReviewAsync(_app, link, $"racer{i}@example.org"));

        var answers = await Task.WhenAll(wizards.Select(w => w.CreateAsync()));

        Assert.Single(answers, a => a.Status == HttpStatusCode.SeeOther);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.SeeOther), a => a.ShouldBe(HttpStatusCode.Gone));
        Assert.Equal(1, await OwnersAsync());
        Assert.Single(await _app.WithAsync<ICommunities, IReadOnlyList<CommunityInfo>>(c => c.ListAsync().AsTask()));
    }

    private async Task<string> LinkAsync() => (await _app.WithAsync<ISetup, string?>(s => s.LinkPathAsync()))!;

    private Task<long> LinksAsync() => _app.WithAsync<AppDb, long>(db => db.Database.SqlQueryRaw<long>("SELECT count(*) AS \"Value\" FROM setup_links").SingleAsync());

    private Task<int> OwnersAsync() => _app.WithAsync<AppDb, int>(db => db.Members.CountAsync(m => m.IsOwner));
}
