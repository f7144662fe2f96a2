using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Gifts;

/// <summary>A link gives once: at the same time, late, after a refund, to whom it is of use.</summary>
public class Claiming_a_gift(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task By_fifty_at_once_gives_it_to_one()
    {
        var shop = await Shop.OpenAsync(app);
        var gift = await shop.GiveAsync(await shop.BuyerAsync());
        var claimers = new List<Buyer>();
        for (var i = 0; i < 10; i++)
            claimers.Add(await shop.BuyerAsync());
        var programs = await Task.WhenAll(claimers.Select(c => app.TokenAsync(c.Person, "orders:write")));
        var path = $"{shop.Api}/gifts/{gift.Link.Split('/')[^1]}/claim";

        var answers = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(async i => (Who: i % 10, Answer: await programs[i % 10].PostAsync(path, new { }))));

        var winner = Assert.Single(answers.Where(a => a.Answer.Status == HttpStatusCode.NoContent).Select(a => a.Who).Distinct());
        Assert.Equal(5, answers.Count(a => a.Answer.Status == HttpStatusCode.NoContent));
        Assert.All(answers.Where(a => a.Who != winner), a => a.Answer.ShouldBeRefused(HttpStatusCode.Conflict, "gift_claimed"));
        var grant = Assert.Single(await shop.GrantsAsync(gift.Purchase));
        Assert.Equal(claimers[winner].Person.Id, grant.MemberId);
        await shop.LedgerShouldBeSoundAsync();
        var loser = claimers[(winner + 1) % 10].Browser.Speaking("en");
        Assert.Contains("Already claimed", (await loser.GetAsync(gift.Link)).ShouldBe(HttpStatusCode.OK).TextOf("main"));
    }

    [Fact]
    public async Task Of_each_others_at_once_does_not_block()
    {
        var shop = await Shop.OpenAsync(app);
        var (lin, wang) = (await shop.BuyerAsync(), await shop.BuyerAsync());
        var (toWang, toLin) = (await shop.GiveAsync(lin), await shop.GiveAsync(wang));
        var (linsProgram, wangsProgram) = (await app.TokenAsync(lin.Person, "orders:write"), await app.TokenAsync(wang.Person, "orders:write"));
        string Path(Given gift) => $"{shop.Api}/gifts/{gift.Link.Split('/')[^1]}/claim";

        var answers = await Task.WhenAll(linsProgram.PostAsync(Path(toLin), new { }), wangsProgram.PostAsync(Path(toWang), new { }));

        Assert.All(answers, a => a.ShouldBe(HttpStatusCode.NoContent));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(lin)).HighestTierId);
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(wang)).HighestTierId);
    }

    [Fact]
    public async Task After_a_refund_is_refused_and_says_so()
    {
        var shop = await Shop.OpenAsync(app);
        var gift = await shop.GiveAsync(await shop.BuyerAsync());
        await shop.RefundAsync(gift);
        await app.SettleAsync();
        var mei = await shop.BuyerAsync();
        var program = await app.TokenAsync(mei.Person, "orders:write");

        Assert.Contains("refunded", (await mei.Browser.Speaking("en").GetAsync(gift.Link)).ShouldBe(HttpStatusCode.OK).TextOf("main"));
        (await program.PostAsync($"{shop.Api}/gifts/{gift.Link.Split('/')[^1]}/claim", new { })).ShouldBeRefused(HttpStatusCode.Conflict, "gift_taken_back");

        Assert.Empty(await shop.GrantsAsync(gift.Purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Before_a_refund_ends_with_it_and_the_receiver_is_told()
    {
        var shop = await Shop.OpenAsync(app);
        var gift = await shop.GiveAsync(await shop.BuyerAsync());
        var mei = await shop.BuyerAsync();
        await mei.Browser.SubmitAsync(gift.Link, ("_handler", "claim"));

        await shop.RefundAsync(gift);
        await app.SettleAsync();

        Assert.NotNull(Assert.Single(await shop.GrantsAsync(gift.Purchase)).RevokedAt);
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(mei)).HighestTierId);
        Assert.Contains("was refunded, so you no longer have it", (await mei.Browser.Speaking("en").GetAsync("/notifications")).Text);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task After_a_year_is_too_late_and_the_last_second_is_not()
    {
        var shop = await Shop.OpenAsync(app);
        var (early, late) = (await shop.GiveAsync(await shop.BuyerAsync()), await shop.GiveAsync(await shop.BuyerAsync()));
        var (first, last) = ((await shop.ClaimAsync(early)).ExpiresAt!.Value, (await shop.ClaimAsync(late)).ExpiresAt!.Value);
        Assert.Equal(365, Math.Round((first - app.Clock.Now).TotalDays));

        app.Clock.Advance(first - app.Clock.Now - TimeSpan.FromSeconds(1));
        var mei = await shop.BuyerAsync();
        (await mei.Browser.SubmitAsync(early.Link, ("_handler", "claim"))).ShouldLeadTo(early.Link);
        app.Clock.Advance(last - app.Clock.Now);

        Assert.Contains("Link expired", (await mei.Browser.Speaking("en").GetAsync(late.Link)).ShouldBe(HttpStatusCode.OK).TextOf("main"));
        Assert.Empty(await shop.GrantsAsync(late.Purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task By_somebody_who_holds_it_for_good_leaves_it_to_others()
    {
        var shop = await Shop.OpenAsync(app);
        var gift = await shop.GiveAsync(await shop.BuyerAsync());
        var mei = await shop.BuyerAsync();
        await shop.InScopeAsync(async services =>
        {
            await ((IGrants)services.GetService(typeof(IGrants))!).GrantTierAsync(shop.Community.Id, mei.Person.Id, shop.Premium.TierId,
                app.Clock.Now, null, new Kernel.Contracts.Thing("gift", mei.Person.Id), null, app.Clock.Now);
            return await ((AppDb)services.GetService(typeof(AppDb))!).SaveChangesAsync();
        });

        var answer = await mei.Browser.Speaking("en").SubmitAsync(gift.Link, ("_handler", "claim"));

        Assert.Contains("Leave it for someone else", answer.ShouldBe(HttpStatusCode.Conflict).TextOf("main"));
        Assert.Empty(await shop.GrantsAsync(gift.Purchase));
        var other = await shop.BuyerAsync();
        (await other.Browser.SubmitAsync(gift.Link, ("_handler", "claim"))).ShouldLeadTo(gift.Link);
    }

    [Fact]
    public async Task Joins_on_to_what_the_receiver_holds()
    {
        var shop = await Shop.OpenAsync(app);
        var gift = await shop.GiveAsync(await shop.BuyerAsync());
        var mei = await shop.BuyerAsync();
        var own = await shop.BuyAndPayAsync(mei);

        await mei.Browser.SubmitAsync(gift.Link, ("_handler", "claim"));

        Assert.Equal((await shop.GrantsAsync(own)).Single().Until, (await shop.GrantsAsync(gift.Purchase)).Single().From);
    }

    [Fact]
    public async Task With_a_wrong_link_finds_nothing_and_needs_somebody_signed_in()
    {
        var shop = await Shop.OpenAsync(app);
        var gift = await shop.GiveAsync(await shop.BuyerAsync());
        var other = await Shop.OpenAsync(app);
        var secret = gift.Link.Split('/')[^1];
        var program = await app.TokenAsync(await app.MemberAsync(), "orders:write");
        var reader = await app.TokenAsync(await app.MemberAsync(), "orders:read");

        var turned = secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A');
        foreach (var wrong in new[] { turned, secret.ToUpperInvariant(), "x", ClaimLinks.HashOf(secret) })
        {
            (await app.Visitor().GetAsync($"{shop.Path}/gift/{wrong}")).ShouldBe(HttpStatusCode.NotFound);
            (await program.PostAsync($"{shop.Api}/gifts/{wrong}/claim", new { })).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        }
        (await app.Visitor().GetAsync($"{other.Path}/gift/{secret}")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().PostAsync($"{shop.Api}/gifts/{secret}/claim", new { })).ShouldBe(HttpStatusCode.Unauthorized);
        (await reader.PostAsync($"{shop.Api}/gifts/{secret}/claim", new { })).ShouldBe(HttpStatusCode.Forbidden);
        var stored = await shop.ClaimAsync(gift);
        Assert.DoesNotContain(secret, stored.TokenHash + stored.SealedToken);
        Assert.Empty(await shop.GrantsAsync(gift.Purchase));
    }
}
