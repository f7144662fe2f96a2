using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Accounts;

public class Taking_a_handle(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static int _made;

    [Fact]
    public async Task Gives_a_page_to_who_agrees_and_404_to_others()
    {
        var library = await Library.OpenAsync(app);
        await library.BuysPremiumAsync("writer");
        var (member, handle) = (await library.SignedInAsync("writer"), Next());
        var page = $"{library.Path}/members/{handle}";

        (await PatchAsync(member, new { handle, bio = "I write **databases** <script>x</script> [here](https://example.org).", links = new[] { "https://example.org/me" } }))
            .ShouldBe(HttpStatusCode.OK);
        var hidden = await app.Visitor().GetAsync(page);
        var team = await (await library.SignedInAsync("owner")).GetAsync(page);
        await PatchAsync(member, new { shown = true });
        await app.SettleAsync();
        var shown = (await app.Visitor().GetAsync(page)).ShouldBe(HttpStatusCode.OK);
        var answer = (await app.Visitor().GetAsync($"{library.Api}/members/{handle.ToUpperInvariant()}")).ShouldBe(HttpStatusCode.OK).Json;

        hidden.ShouldBe(HttpStatusCode.NotFound);
        team.ShouldBe(HttpStatusCode.OK);
        Assert.Equal("databases", shown.TextOf(".profile strong"));
        Assert.False(shown.Has(".profile script"));
        Assert.All(shown.Document.QuerySelectorAll(".profile a[href^=http]"), a => Assert.Contains("nofollow ugc", a.GetAttribute("rel")));
        Assert.Equal(handle, answer.GetProperty("handle").GetString());
        (await app.Visitor().GetAsync($"{library.Path}/members/nobody-here")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync($"{(await Library.OpenAsync(app)).Path}/members/{handle}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Stands_under_the_articles_of_an_author_with_their_page()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Piece", "Everyone may read this.", slug: "piece");
        var (owner, handle) = (await library.SignedInAsync("owner"), Next());
        var before = await app.Visitor().GetAsync($"{library.Path}/articles/piece");

        (await PatchAsync(owner, new { handle, bio = "Twenty years of queues.", shown = true, listed = true })).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        var after = await app.Visitor().GetAsync($"{library.Path}/articles/piece");
        var page = await app.Visitor().GetAsync($"{library.Path}/members/{handle}");
        var wall = await app.Visitor().GetAsync($"{library.Path}/members");

        Assert.False(before.Has(".author-box"));
        Assert.Contains("Twenty years of queues.", after.TextOf(".author-box"));
        Assert.Contains("Piece", page.TextOf(".article-rows"));
        Assert.Contains(handle, wall.TextOf(".wall"));
    }

    [Theory, InlineData("аdmin-raft"), InlineData("ra\u200Bft"), InlineData("ra ft"), InlineData("12345"), InlineData("ab"), InlineData("-raft"),
        InlineData("admin"), InlineData("raft_x"), InlineData("鹰隼鹰隼")]
    public async Task Refuses_letters_of_other_alphabets_and_what_nobody_sees(string handle)
    {
        var member = await app.SignInAsync(await app.MemberAsync());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PatchAsync(member, new { handle })).Status);
    }

    [Fact]
    public async Task Refuses_what_looks_like_somebody_elses_and_what_was_theirs_a_short_while_ago()
    {
        var (first, name) = (await app.SignInAsync(await app.MemberAsync()), Next());
        var second = await app.SignInAsync(await app.MemberAsync());
        (await PatchAsync(first, new { handle = name + "-lilo" })).ShouldBe(HttpStatusCode.OK);

        foreach (var alike in new[] { name + "-lilo", name + "-1il0", name + "LILO", name + "-ＬＩＬＯ" })
            (await PatchAsync(second, new { handle = alike })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "handle_taken");
        (await PatchAsync(first, new { handle = name + "-other" })).ShouldBe(HttpStatusCode.OK);
        (await PatchAsync(second, new { handle = name + "-lilo" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "handle_rests");
        (await PatchAsync(first, new { handle = name + "-lilo" })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Gives_one_handle_to_one_of_those_who_want_it_at_once()
    {
        var handle = Next();
        var members = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => await app.SignInAsync(await app.MemberAsync())));

        var answers = await Task.WhenAll(members.Select(m => PatchAsync(m, new { handle })));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a.Status == HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Keeps_in_the_form_what_was_typed()
    {
        var member = await app.SignInAsync(await app.MemberAsync());

        var refused = await member.SubmitAsync("/account/settings", ("handle", "a b"),
            ("bio", "Long words."), ("links", "http://example.org"), ("sent", "true"));
        var saved = await member.SubmitAsync("/account/settings", ("handle", Next()),
            ("bio", "Long words."), ("links", "https://example.org"), ("sent", "true"));

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("Long words.", refused.TextOf("textarea[name=bio]"));
        Assert.Equal("a b", refused.Document.QuerySelector("input[name=handle]")!.GetAttribute("value"));
        saved.ShouldLeadTo("/account/settings?saved=page");
    }

    [Fact]
    public async Task Gives_it_up_by_emptying_the_field_unless_the_page_is_shown()
    {
        var (member, handle) = (await app.SignInAsync(await app.MemberAsync()), Next());
        await PatchAsync(member, new { handle, shown = true });

        var refused = await member.SubmitAsync("/account/settings", ("handle", ""), ("sent", "true"), ("shown", "true"));
        (await PatchAsync(member, new { shown = false })).ShouldBe(HttpStatusCode.OK);
        (await member.SubmitAsync("/account/settings", ("handle", ""), ("sent", "true"))).ShouldLeadTo("/account/settings?saved=page");

        Assert.True(refused.ShouldBe(HttpStatusCode.UnprocessableEntity).Has("[name=handle][aria-invalid=true]"), refused.Text);
        Assert.Equal("", (await member.GetAsync("/account/settings")).Document.QuerySelector("input[name=handle]")!.GetAttribute("value") ?? "");
        var other = await app.SignInAsync(await app.MemberAsync());
        (await PatchAsync(other, new { handle })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "handle_rests");
    }

    [Theory, InlineData("http://example.org"), InlineData("javascript:alert(1)"), InlineData("https://bank@evil.example"), InlineData("example.org")]
    public async Task Takes_secure_links_only(string link)
    {
        var member = await app.SignInAsync(await app.MemberAsync());

        (await PatchAsync(member, new { links = new[] { link } })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "link_malformed");
    }

    private static string Next() => $"person-{Interlocked.Increment(ref _made)}x{Guid.NewGuid():N}"[..20].TrimEnd('-');

    private static Task<Answer> PatchAsync(Client member, object change)
    {
        member.Http.DefaultRequestHeaders.Accept.Clear();
        member.Http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        return member.PatchAsync("/api/me", change);
    }
}
