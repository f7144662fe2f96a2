using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Memberships;

/// <summary>Tiers are their own community's matter.</summary>
public class Who_manages_tiers(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory]
    [InlineData("moderator"), InlineData("author"), InlineData("paying"), InlineData("registered")]
    public async Task Is_refused_to(string who)
    {
        var academy = await Academy.OpenAsync(app);
        if (who is "moderator" or "author")
            await academy.AppointAsync(who, who);
        if (who == "paying")
            await academy.BuysAsync(who, academy.Partner, academy.Now, null);
        var browser = await academy.SignedInAsync(who);
        var program = await academy.ProgramAsync(who, "tiers:write", "communities:write");

        (await browser.GetAsync(academy.Path + "/manage/tiers")).ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync(academy.Path + "/manage/tiers/new")).ShouldBe(HttpStatusCode.NotFound);
        (await program.PostAsync(academy.Api + "/tiers", TierInput.Body("Fellow", 40, 100))).ShouldBe(HttpStatusCode.NotFound);
        (await program.SendAsync(TierInput.Put($"{academy.Api}/tiers/{academy.Premium.TierId}/archival", new { }))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Is_refused_to_a_token_without_its_scope()
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "tiers:read", "communities:write");

        (await program.PostAsync(academy.Api + "/tiers", TierInput.Body("Fellow", 40, 100))).ShouldBeRefused(HttpStatusCode.Forbidden, "scope_missing");
    }

    [Fact]
    public async Task Never_reaches_into_another_community()
    {
        var academy = await Academy.OpenAsync(app);
        var other = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");
        var program = await academy.ProgramAsync("owner", "tiers:write");

        (await owner.GetAsync($"{academy.Path}/manage/tiers/{other.Premium.TierId}")).ShouldBe(HttpStatusCode.NotFound);
        (await owner.GetAsync($"{other.Path}/manage/tiers")).ShouldBe(HttpStatusCode.NotFound);
        (await program.GetAsync($"{academy.Api}/tiers/{other.Premium.TierId}")).ShouldBe(HttpStatusCode.NotFound);
        (await program.SendAsync(TierInput.Put($"{academy.Api}/tiers/{other.Premium.TierId}", TierInput.Body("Stolen", 40, 100)))).ShouldBe(HttpStatusCode.NotFound);
        (await program.SendAsync(TierInput.Put($"{academy.Api}/tiers/{other.Premium.TierId}/archival", new { }))).ShouldBe(HttpStatusCode.NotFound);
    }
}
