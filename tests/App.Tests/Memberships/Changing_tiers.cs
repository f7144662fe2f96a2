using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Memberships;

/// <summary>A tier changes under those who hold it and beside those who change it too.</summary>
public class Changing_tiers(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_paid_tier_cannot_be_ranked_below_the_free_one_afterwards()
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "tiers:write");

        var refused = await program.SendAsync(TierInput.Put($"{academy.Api}/tiers/{academy.Premium.TierId}", TierInput.Body("Premium", academy.Free.Rank, 100)));

        refused.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "rank_not_above_free");
    }

    [Fact]
    public async Task Keeps_every_price_that_ever_was()
    {
        var academy = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");
        var edit = $"{academy.Path}/manage/tiers/{academy.Premium.TierId}";

        (await owner.SubmitAsync(edit, ("monthPrice", "25"), ("yearPrice", ""))).ShouldRedirect();
        (await owner.SubmitAsync(edit, ("monthPrice", "25.00"))).ShouldRedirect();

        var tier = (await TierInput.ListAsync(app, academy)).Single(t => t.TierId == academy.Premium.TierId);
        Assert.Equal(((long?)2500, (long?)null), (tier.PriceOf(Interval.Month)?.Amount, tier.PriceOf(Interval.Year)?.Amount));
        Assert.NotEqual(academy.Premium.PriceOf(Interval.Month)?.PriceId, tier.PriceOf(Interval.Month)?.PriceId);
        var prices = await academy.InAsync<AppDb, List<Price>>(db => db.Set<Price>().Where(p => p.TierId == tier.TierId).OrderBy(p => p.Id)
            .ToListAsync());
        Assert.Equal([academy.Premium.PriceOf(Interval.Month)?.Amount, academy.Premium.PriceOf(Interval.Year)?.Amount, 2500, null],
            prices.Select(p => p.Amount));
        Assert.Equal([null, null, academy.IdOf("owner"), academy.IdOf("owner")], prices.Select(p => p.SetBy));
    }

    [Fact]
    public async Task A_stale_form_brings_no_old_price_or_rank_back()
    {
        var academy = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");
        var edit = $"{academy.Path}/manage/tiers/{academy.Premium.TierId}";
        var (mine, theirs) = (await owner.GetAsync(edit), await owner.GetAsync(edit));
        (await owner.SubmitAsync(theirs, ("monthPrice", "25"), ("rank", academy.Premium.Rank + 1), ("benefits", "One"))).ShouldRedirect();

        (await owner.SubmitAsync(mine, ("description", "For readers."))).ShouldRedirect();

        var tier = (await TierInput.ListAsync(app, academy)).Single(t => t.TierId == academy.Premium.TierId);
        Assert.Equal(((long?)2500, academy.Premium.PriceOf(Interval.Year)?.Amount, academy.Premium.Rank + 1, "For readers."),
            (tier.PriceOf(Interval.Month)?.Amount, tier.PriceOf(Interval.Year)?.Amount, tier.Rank, tier.Description));
        Assert.Equal(["One"], tier.Benefits);
    }

    [Fact]
    public async Task Two_who_change_one_price_see_both()
    {
        var academy = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");
        var edit = $"{academy.Path}/manage/tiers/{academy.Premium.TierId}";
        var (mine, theirs) = (await owner.GetAsync(edit), await owner.GetAsync(edit));
        (await owner.SubmitAsync(theirs, ("monthPrice", "25"), ("yearPrice", "250"))).ShouldRedirect();

        var conflict = await owner.SubmitAsync(mine, ("monthPrice", "30"));

        conflict.ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal("25.00 CNY", conflict.TextOf("#theirs-value-0"));
        Assert.Equal("30.00", conflict.Document.QuerySelector("[name=monthPrice]")!.GetAttribute("value"));
        Assert.Equal("250.00", conflict.Document.QuerySelector("[name=yearPrice]")!.GetAttribute("value"));
        Assert.Equal(2500, (await TierInput.ListAsync(app, academy))
            .Single(t => t.TierId == academy.Premium.TierId).PriceOf(Interval.Month)?.Amount);
        (await owner.SubmitAsync(conflict, ("monthPrice", "30"))).ShouldRedirect();
        var tier = (await TierInput.ListAsync(app, academy)).Single(t => t.TierId == academy.Premium.TierId);
        Assert.Equal(((long?)3000, (long?)25_000), (tier.PriceOf(Interval.Month)?.Amount, tier.PriceOf(Interval.Year)?.Amount));
    }

    [Fact]
    public async Task Ranks_changed_at_once_never_put_the_free_tier_above_a_paid_one()
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "tiers:write");
        var free = new { name = academy.Free.Name, description = "", benefits = Array.Empty<string>(), rank = academy.Premium.Rank - 1,
            isFree = true };

        // Each is right by itself; together they would give joining what Premium sells.
        await Task.WhenAll(
            program.SendAsync(TierInput.Put($"{academy.Api}/tiers/{academy.Free.TierId}", free)),
            program.SendAsync(TierInput.Put($"{academy.Api}/tiers/{academy.Premium.TierId}", TierInput.Body("Premium", academy.Free.Rank + 1, 100))));

        var tiers = await TierInput.ListAsync(app, academy);
        var highestFree = tiers.Single(t => t.IsFree).Rank;
        Assert.All(tiers.Where(t => !t.IsFree), t => Assert.True(t.Rank > highestFree, $"{t.Name} has rank {t.Rank}"));
    }

    [Fact]
    public async Task Takes_a_tier_off_sale_without_taking_it_from_anybody()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));
        var owner = await academy.SignedInAsync("owner");
        var page = await owner.GetAsync(academy.Path + "/manage/tiers");
        var form = page.Document.Forms.Single(f => f.QuerySelector($"input[value='archive-{academy.Premium.TierId}']") is not null);

        (await owner.SendAsync(FormFilling.Request(form, new Uri(app.Address, page.Path), []))).ShouldRedirect();

        Assert.DoesNotContain(await TierInput.ListAsync(app, academy), t => t.TierId == academy.Premium.TierId);
        Assert.True(await academy.ReadsAsync("Lin", academy.Premium));
        Assert.Equal([academy.Partner.TierId], (await academy.DecideAsync("Wang", academy.Premium)).OpenedBy.Select(o => o.TierId));
        var archived = await academy.InAsync<AppDb, TierArchival>(db => db.Set<TierArchival>().SingleAsync());
        Assert.Equal((academy.IdOf("owner"), academy.Now), (archived.ArchivedBy, archived.At));

        var program = await academy.ProgramAsync("owner", "tiers:write");
        (await program.DeleteAsync($"{academy.Api}/tiers/{academy.Premium.TierId}/archival")).ShouldBe(HttpStatusCode.NoContent);
        Assert.Contains(await TierInput.ListAsync(app, academy), t => t.TierId == academy.Premium.TierId);
    }
}
