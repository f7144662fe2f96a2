using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Members;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Memberships;

/// <summary>Operators of a community learn nothing about people of the installation who are not of their community.</summary>
public class Naming_members(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory]
    [InlineData("moderator"), InlineData("owner")]
    public async Task A_number_means_only_who_belongs_here(string who)
    {
        var (academy, other) = (await Academy.OpenAsync(app), await Academy.OpenAsync(app));
        await other.BuysAsync("Alice", other.Free, other.Now, null);
        if (who == "moderator")
            await academy.AppointAsync("moderator", "moderator");
        var program = await academy.ProgramAsync(who, "members:read", "members:write", "communities:write");
        var article = await PublishAsync(academy);

        var (alice, nobody) = (other.IdOf("Alice"), 999_999);

        foreach (var id in (long[])[alice, nobody])
        {
            var gift = await program.PostAsync($"{academy.Api}/members/{id}/gifts", new { tierId = academy.Free.TierId });
            gift.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "member_unknown");
            (await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{academy.Api}/members/{id}/roles/author"))).ShouldBe(HttpStatusCode.NotFound);
            (await program.GetAsync($"{academy.Api}/members/{id}/grants")).ShouldBe(HttpStatusCode.NotFound);
            (await program.GetAsync($"{academy.Api}/access?member={id}&thing=article:{article}")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "member_unknown");
        }
        Assert.Equal(0, await academy.InAsync<AppDb, int>(db => db.Set<Gift>().CountAsync()));
    }

    [Fact]
    public async Task A_moderator_cannot_tell_a_registered_address_from_any_other()
    {
        var (academy, other) = (await Academy.OpenAsync(app), await Academy.OpenAsync(app));
        await other.PersonAsync("Alice");
        await academy.AppointAsync("moderator", "moderator");
        await PublishAsync(academy);
        var browser = (await academy.SignedInAsync("moderator")).Speaking("en");
        var program = await academy.ProgramAsync("moderator", "members:read");

        var answers = new List<string>();
        foreach (var email in (string[])[other.EmailOf("Alice"), "nobody-has-this@example.org"])
        {
            var gift = await browser.SubmitAsync(academy.Path + "/manage/members/new", ("member", email), ("tier", academy.Free.TierId));
            var page = await browser.GetAsync($"{academy.Path}/manage/access?member={email}&thing=consensus");
            var api = await program.GetAsync($"{academy.Api}/access?member={email}&thing=consensus");
            answers.Add(string.Join('\n',
                gift.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-member-error"),
                page.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-member-error"),
                api.ShouldBe(HttpStatusCode.UnprocessableEntity).Json.GetProperty("title").GetString())
                    .Replace(email, "…", StringComparison.Ordinal));
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(0, await academy.InAsync<AppDb, int>(db => db.Set<Gift>().CountAsync()));
    }

    [Fact]
    public async Task An_owner_gives_by_address_and_guesses_no_oftener_than_at_sign_in()
    {
        app.Clock.Advance(TimeSpan.FromHours(2));
        var academy = await Academy.OpenAsync(app);
        await academy.PersonAsync("Lin");
        var owner = (await academy.SignedInAsync("owner")).Speaking("en");
        var path = academy.Path + "/manage/members/new";

        (await owner.SubmitAsync(path, ("member", academy.EmailOf("Lin")), ("tier", academy.Premium.TierId))).ShouldRedirect();
        var tries = new List<HttpStatusCode>();
        for (var i = 0; i < 7; i++)
            tries.Add((await owner.SubmitAsync(path, ("member", "nobody@example.org"), ("tier", academy.Free.TierId))).Status);

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.UnprocessableEntity, 6), HttpStatusCode.TooManyRequests], tries);
    }

    [Fact]
    public async Task Addresses_are_shown_of_who_came_by_themselves_and_all_to_the_owner_of_the_installation()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.PersonAsync("root", ownsInstallation: true);
        await academy.PersonAsync("Gifted");
        await academy.AppointAsync("Appointed", "author");
        await academy.BuysAsync("Buyer", academy.Premium, academy.Now, null);
        var joined = await academy.PersonAsync("Joined");
        await academy.WriteAsync(g =>
            g.GrantTierAsync(academy.Id, joined, academy.Free.TierId, academy.Now, null, new("join", joined), joined, academy.Now));
        var root = await academy.ProgramAsync("root", "members:read", "members:write");
        (await root.PostAsync($"{academy.Api}/members/{academy.IdOf("Gifted")}/gifts", new { tierId = academy.Premium.TierId })).ShouldBe(HttpStatusCode.Created);
        var owner = await academy.ProgramAsync("owner", "members:read");

        async Task<string?> EmailAsync(Client program, string name) =>
            (await program.GetAsync($"{academy.Api}/members/{academy.IdOf(name)}/grants")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("member").GetProperty("email").GetString();

        Assert.Equal("", await EmailAsync(owner, "Gifted"));
        Assert.Equal("", await EmailAsync(owner, "Appointed"));
        Assert.Equal(academy.EmailOf("Buyer"), await EmailAsync(owner, "Buyer"));
        Assert.Equal(academy.EmailOf("Joined"), await EmailAsync(owner, "Joined"));
        Assert.Equal(academy.EmailOf("Gifted"), await EmailAsync(root, "Gifted"));
        var page = await (await academy.SignedInAsync("owner")).GetAsync($"{academy.Path}/manage/members/{academy.IdOf("Gifted")}");
        Assert.DoesNotContain(academy.EmailOf("Gifted"), page.ShouldBe(HttpStatusCode.OK).Text);
    }

    private static async Task<long> PublishAsync(Academy academy)
    {
        var space = academy.Community.Spaces.Single(s => s.TierId == academy.Premium.TierId);
        var article = new NewArticle(academy.Id, space.Id, academy.IdOf("owner"), "consensus", "Consensus by hand", "Free.\n\nPaid.", "en", academy.Now);
        return await academy.InAsync<IArticles, long>(a => a.PublishAsync(article));
    }
}
