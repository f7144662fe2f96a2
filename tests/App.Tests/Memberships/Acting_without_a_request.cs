using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Members;
using Guildhall.Memberships.Tiers;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Memberships;

/// <summary>A bot or a command says for whom it acts, and operations refuse as they would at a browser.</summary>
[Trait("Database", "sqlite")]
public class Acting_without_a_request(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task An_operation_refuses_whoever_may_not_and_nobody_at_all()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.AppointAsync("moderator", "moderator");
        await academy.BuysAsync("Lin", academy.Free, academy.Now, null);

        Task ArchiveAsync(string name) => academy.AsAsync<ArchiveTier>(name, a => a.RunAsync(academy.Premium.TierId, academy.IdOf(name)));

        foreach (var name in (string[])["Lin", "moderator"])
            Assert.Equal(404, (await Assert.ThrowsAsync<Refused>(() => ArchiveAsync(name))).Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refused>(() =>
            academy.InAsync<ArchiveTier>(a => a.RunAsync(academy.Premium.TierId, academy.IdOf("owner"))))).Status);
        await ArchiveAsync("owner");
        Assert.DoesNotContain(
            await academy.InAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(academy.Id)), t => t.TierId == academy.Premium.TierId);
    }

    [Fact]
    public async Task Whoever_gives_a_role_to_themselves_is_refused()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.AppointAsync("Lin", "moderator");

        var refused = await Assert.ThrowsAsync<Refused>(() =>
            academy.AsAsync<AppointMember>("Lin", a => a.RunAsync(academy.IdOf("Lin"), "owner")));

        Assert.Equal(404, refused.Status);
        Assert.Equal(["moderator"], (await academy.HoldsAsync("Lin")).Roles);
    }

    [Fact]
    public async Task What_is_held_is_asked_once_for_each_viewer_and_community()
    {
        var (academy, other) = (await Academy.OpenAsync(app), await Academy.OpenAsync(app));
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, null);
        await using var scope = app.Services.CreateAsyncScope();
        var member = scope.ServiceProvider.GetRequiredService<CurrentMember>();
        var community = scope.ServiceProvider.GetRequiredService<CommunityScope>();
        var held = scope.ServiceProvider.GetRequiredService<CurrentHoldings>();

        community.Enter(academy.Id);
        var visitor = await held.GetAsync();
        member.Enter(new Viewer(academy.IdOf("Lin")));
        var lin = await held.GetAsync();
        var again = await held.GetAsync();
        community.Enter(other.Id);
        var elsewhere = await held.GetAsync();

        Assert.Same(Holdings.None, visitor);
        Assert.Equal(academy.Premium.TierId, lin.HighestTierId);
        Assert.Same(lin, again);
        Assert.Null(elsewhere.HighestTierId);
    }
}
