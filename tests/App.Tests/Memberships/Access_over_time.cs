using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Memberships;

public class Access_over_time(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly TimeSpan Instant = TimeSpan.FromMicroseconds(1);

    [Fact]
    public async Task Begins_with_its_first_instant_and_ends_before_its_last()
    {
        var academy = await Academy.OpenAsync(app);
        var (from, until) = (academy.Now.AddDays(1), academy.Now.AddDays(31));
        await academy.BuysAsync("Lin", academy.Premium, from, until);

        Assert.False(await academy.ReadsAsync("Lin", academy.Premium, from - Instant));
        Assert.True(await academy.ReadsAsync("Lin", academy.Premium, from));
        Assert.True(await academy.ReadsAsync("Lin", academy.Premium, until - Instant));
        Assert.False(await academy.ReadsAsync("Lin", academy.Premium, until));
    }

    [Fact]
    public async Task Opens_what_lower_ranks_open_and_nothing_above()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));

        Assert.True(await academy.ReadsAsync("Lin", academy.Free));
        Assert.True(await academy.ReadsAsync("Lin", academy.Premium));
        Assert.False(await academy.ReadsAsync("Lin", academy.Partner));
    }

    [Fact]
    public async Task Ends_with_the_refund_and_stays_true_before_it()
    {
        var academy = await Academy.OpenAsync(app);
        var bought = academy.Now;
        var order = await academy.BuysAsync("Lin", academy.Premium, bought, bought.AddDays(30));
        app.Clock.Advance(TimeSpan.FromDays(3));
        var refunded = academy.Now;

        await academy.RefundAsync(order);

        Assert.False(await academy.ReadsAsync("Lin", academy.Premium));
        Assert.False(await academy.ReadsAsync("Lin", academy.Premium, refunded.AddDays(1)));
        Assert.True(await academy.ReadsAsync("Lin", academy.Premium, refunded - Instant));
    }

    [Fact]
    public async Task Outlives_the_refund_of_another_order()
    {
        var academy = await Academy.OpenAsync(app);
        var first = await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));
        await academy.BuysAsync("Lin", academy.Partner, academy.Now, academy.Now.AddDays(10));

        await academy.RefundAsync(first);

        Assert.True(await academy.ReadsAsync("Lin", academy.Premium));
        Assert.False(await academy.ReadsAsync("Lin", academy.Premium, academy.Now.AddDays(10)));
    }

    [Fact]
    public async Task Runs_on_without_a_gap_when_it_is_prolonged()
    {
        var academy = await Academy.OpenAsync(app);
        var end = academy.Now.AddDays(30);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, end);
        var runsUntil = await academy.InAsync<IGrants, DateTime?>(g =>
            g.RunsUntilAsync(academy.Id, academy.IdOf("Lin"), academy.Premium.TierId, academy.Now));
        Assert.Equal(end, runsUntil);

        await academy.BuysAsync("Lin", academy.Premium, end, end.AddDays(30));

        Assert.True(await academy.ReadsAsync("Lin", academy.Premium, end - Instant));
        Assert.True(await academy.ReadsAsync("Lin", academy.Premium, end));
        Assert.False(await academy.ReadsAsync("Lin", academy.Premium, end.AddDays(30)));
        Assert.Equal(end.AddDays(30), (await academy.HoldsAsync("Lin")).Until);
    }

    [Fact]
    public async Task Counts_only_what_runs_now_as_what_can_be_prolonged()
    {
        var academy = await Academy.OpenAsync(app);
        var later = academy.Now.AddDays(10);
        await academy.BuysAsync("Lin", academy.Premium, later, later.AddDays(30));

        Task<DateTime?> EndAsync(DateTime now) =>
            academy.InAsync<IGrants, DateTime?>(g => g.RunsUntilAsync(academy.Id, academy.IdOf("Lin"), academy.Premium.TierId, now));

        Assert.Equal(academy.Now, await EndAsync(academy.Now));
        Assert.Equal(later.AddDays(30), await EndAsync(later));
    }

    [Fact]
    public async Task Without_an_end_there_is_nothing_to_prolong()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Partner, academy.Now, null);

        Assert.Null(await academy.InAsync<IGrants, DateTime?>(g =>
            g.RunsUntilAsync(academy.Id, academy.IdOf("Lin"), academy.Partner.TierId, academy.Now)));
        Assert.True(await academy.ReadsAsync("Lin", academy.Partner, academy.Now.AddYears(50)));
    }

    [Fact]
    public async Task Falls_back_to_free_membership_when_the_paid_time_is_over()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));

        Assert.True(await academy.ReadsAsync("Lin", academy.Free, academy.Now.AddDays(31)));
        Assert.Equal(academy.Free.TierId, (await academy.HoldsAsync("Lin", academy.Now.AddDays(31))).HighestTierId);
    }

    [Fact]
    public async Task Of_a_free_tier_is_closed_to_who_never_joined()
    {
        var academy = await Academy.OpenAsync(app);

        Assert.False(await academy.ReadsAsync("Lin", academy.Free));
    }

    [Fact]
    public async Task Ends_at_the_border_of_its_community()
    {
        var academy = await Academy.OpenAsync(app);
        var other = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Partner, academy.Now, null);
        await academy.AppointAsync("Lin", "owner");
        var lin = new Viewer(academy.IdOf("Lin"));

        Task<Decision> AskAsync(long community, long tier) => app.WithAsync<IAccess, Decision>(gate =>
            gate.DecideAsync(lin, Need.ToRead(community, new Thing("article", 1), new Requirement.Tier(tier)), academy.Now).AsTask());

        Assert.False((await AskAsync(other.Id, other.Free.TierId)).Allowed);
        Assert.False((await AskAsync(other.Id, academy.Free.TierId)).Allowed);
        Assert.False((await AskAsync(academy.Id, other.Free.TierId)).Allowed);
        Assert.True((await AskAsync(academy.Id, academy.Partner.TierId)).Allowed);
    }

    [Fact]
    public async Task Bought_a_moment_ago_is_seen_by_the_same_request()
    {
        var academy = await Academy.OpenAsync(app);
        var lin = await academy.PersonAsync("Lin");
        await using var scope = app.Services.CreateAsyncScope();
        T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
        Task<Holdings> AskAsync() => Get<IAccess>().HoldingsAsync(new Viewer(lin), academy.Id, academy.Now).AsTask();
        Assert.Empty((await AskAsync()).TierIds);

        await Get<IGrants>().GrantTierAsync(academy.Id, lin, academy.Premium.TierId, academy.Now, null, new Thing("order", 1), lin, academy.Now);
        await Get<AppDb>().SaveChangesAsync();

        Assert.Contains(academy.Premium.TierId, (await AskAsync()).TierIds);
    }
}
