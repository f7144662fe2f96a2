using System.Data.Common;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Access;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Memberships;

public class The_access_ledger(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory]
    [InlineData("UPDATE grants SET ends_at = NULL")]
    [InlineData("UPDATE grants SET member_id = member_id")]
    [InlineData("DELETE FROM grants")]
    [InlineData("UPDATE revocations SET reason = ''")]
    [InlineData("DELETE FROM revocations")]
    [InlineData("UPDATE prices SET amount = 1")]
    [InlineData("DELETE FROM prices")]
    public async Task Refuses_to_be_changed(string statement)
    {
        var academy = await Academy.OpenAsync(app);
        var order = await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));
        await academy.RefundAsync(order);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => app.WithAsync<AppDb>(db => db.Database.ExecuteSqlRawAsync(statement)));

        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_one_grant_however_often_its_source_is_told()
    {
        var academy = await Academy.OpenAsync(app);
        var order = new Thing("order", 7);

        for (var i = 0; i < 3; i++)
            await academy.GrantAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30), order);
        await academy.WriteAsync(async grants =>
        {
            for (var i = 0; i < 2; i++)
                await grants.GrantTierAsync(academy.Id, academy.IdOf("Lin"), academy.Partner.TierId, academy.Now, null, order,
                    academy.IdOf("Lin"), academy.Now);
        });

        Assert.Equal([academy.Free.TierId, academy.Premium.TierId, academy.Partner.TierId], await TiersAsync(academy, "Lin"));
    }

    [Fact]
    public async Task Lets_the_database_decide_between_two_that_tell_at_once()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.PersonAsync("Lin");
        var order = new Thing("order", 8);

        var tries = Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                await academy.GrantAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30), order);
            }
            catch (DbUpdateException failure) when (failure.IsCollision())
            {
                // Another one was first.
            }
        });
        await Task.WhenAll(tries);

        Assert.Equal([academy.Free.TierId, academy.Premium.TierId], await TiersAsync(academy, "Lin"));
    }

    [Fact]
    public async Task Gives_many_members_a_tier_from_one_source()
    {
        var academy = await Academy.OpenAsync(app);
        var import = new Thing("import", 1);

        await academy.GrantAsync("Lin", academy.Premium, academy.Now, null, import);
        await academy.GrantAsync("Wang", academy.Premium, academy.Now, null, import);

        Assert.True(await academy.ReadsAsync("Lin", academy.Premium));
        Assert.True(await academy.ReadsAsync("Wang", academy.Premium));
    }

    [Fact]
    public async Task Is_revoked_once_and_keeps_the_first_reason()
    {
        var academy = await Academy.OpenAsync(app);
        var order = await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));
        await academy.RefundAsync(order);
        var first = academy.Now;
        app.Clock.Advance(TimeSpan.FromDays(1));

        await academy.RefundAsync(order);
        await academy.WriteAsync(async grants =>
        {
            await grants.RevokeAsync(academy.Id, order, "again", new Thing("refund", 2), by: null, academy.Now);
            await grants.RevokeAsync(academy.Id, order, "and again", new Thing("refund", 3), by: null, academy.Now);
        });

        var revocation = await academy.InAsync<AppDb, Revocation>(db => db.Set<Revocation>().SingleAsync());
        Assert.Equal((first, "The order was refunded."), (revocation.EffectiveAt, revocation.Reason));
    }

    [Fact]
    public async Task Holds_one_grant_of_a_thing_and_ends_it_with_its_source()
    {
        var academy = await Academy.OpenAsync(app);
        var (lin, source, article) = (await academy.PersonAsync("Lin"), new Thing("order", 9), new Thing("article", 17));

        for (var i = 0; i < 2; i++)
            await academy.WriteAsync(async grants =>
            {
                for (var j = 0; j < 2; j++)
                    await grants.GrantThingAsync(academy.Id, lin, article, academy.Now, null, source, lin, academy.Now);
            });
        await academy.WriteAsync(g => g.GrantThingAsync(academy.Id, lin, new("article", 18), academy.Now, null, source, lin, academy.Now));

        Assert.Equal([article, new Thing("article", 18)], (await academy.HoldsAsync("Lin")).Things.OrderBy(t => t.Id));
        var told = await academy.InAsync<IGrants, IReadOnlyList<GrantInfo>>(g => g.OfSourcesAsync(academy.Id, "order", [9]));
        Assert.Equal([(null, article), (null, new Thing("article", 18))], told.Select(g => (g.TierId, g.Thing!.Value)));
        await academy.RefundAsync(source);
        Assert.Empty((await academy.HoldsAsync("Lin")).Things);
        var happened = await academy.InAsync<AppDb, List<string>>(db => db.Activities.Where(a => a.CommunityId == academy.Id)
            .OrderBy(a => a.Id).Select(a => a.Kind).ToListAsync());
        Assert.Equal(["memberships.thing_granted", "memberships.thing_granted", "memberships.membership_revoked",
            "memberships.membership_revoked"], happened[^4..]);
    }

    [Theory]
    [InlineData("NULL, NULL, NULL, NULL")]
    [InlineData("NULL, 'author', 'article', 1")]
    [InlineData("NULL, NULL, 'article', NULL")]
    [InlineData("NULL, NULL, NULL, 1")]
    [InlineData("(SELECT MIN(id) FROM tiers), NULL, 'article', 1")]
    [InlineData("(SELECT MIN(id) FROM tiers), 'author', NULL, NULL")]
    public async Task Refuses_a_row_that_gives_not_exactly_one(string entitlement)
    {
        var academy = await Academy.OpenAsync(app);
        var lin = await academy.PersonAsync("Lin");
        var now = academy.Now;

        var insert =
            "INSERT INTO grants (tier_id, role, thing_kind, thing_id, community_id, member_id, starts_at, source_kind, source_id, created_at) "
            + "VALUES (" + entitlement + ", {0}, {1}, {2}, 'test', 1, {2})";
        await Assert.ThrowsAnyAsync<DbException>(() =>
            app.WithAsync<AppDb>(db => db.Database.ExecuteSqlRawAsync(insert, academy.Id, lin, now)));
    }

    [Fact]
    public async Task Refuses_a_tier_of_another_community()
    {
        var academy = await Academy.OpenAsync(app);
        var other = await Academy.OpenAsync(app);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            academy.GrantAsync("Lin", other.Premium, academy.Now, null, new Thing("order", 1)));
    }

    [Fact]
    public async Task Refuses_to_end_before_it_starts()
    {
        var academy = await Academy.OpenAsync(app);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            academy.GrantAsync("Lin", academy.Premium, academy.Now, academy.Now, new Thing("order", 1)));
    }

    [Fact]
    public async Task Is_invisible_from_another_community()
    {
        var academy = await Academy.OpenAsync(app);
        var other = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, null);

        Assert.Empty(await other.InAsync<AppDb, List<Grant>>(db => db.Set<Grant>().Where(g => g.TierId != null).ToListAsync()));
    }

    private static Task<List<long>> TiersAsync(Academy academy, string name) => academy.InAsync<AppDb, List<long>>(db =>
        db.Set<Grant>().Where(g => g.MemberId == academy.IdOf(name)).OrderBy(g => g.Id).Select(g => g.TierId!.Value).ToListAsync());
}
