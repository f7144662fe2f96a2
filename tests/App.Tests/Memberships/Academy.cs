using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Opening;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Memberships;

/// <summary>A community with a free, a premium and a partner tier, to test the gate with.</summary>
internal sealed class Academy : TestCommunity
{
    private Academy(GuildhallApp app) : base(app) { }

    public TierOffer Free { get; private set; } = null!;
    public TierOffer Premium { get; private set; } = null!;
    public TierOffer Partner { get; private set; } = null!;

    public static async Task<Academy> OpenAsync(GuildhallApp app)
    {
        var academy = new Academy(app);
        await academy.OpenAsync(new NewCommunity("书院", $"academy-{Next()}", "", CommunityKind.Technical, "indigo", "zh", "Asia/Shanghai", "CNY"));
        var tiers = await app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(academy.Id));
        (academy.Free, academy.Premium, academy.Partner) = (tiers[0], tiers[1], tiers[2]);
        return academy;
    }

    /// <summary>What a paid order does; gives the order.</summary>
    public async Task<Thing> BuysAsync(string name, TierOffer tier, DateTime from, DateTime? until)
    {
        var order = new Thing("order", Next());
        await GrantAsync(name, tier, from, until, order);
        return order;
    }

    public async Task GrantAsync(string name, TierOffer tier, DateTime from, DateTime? until, Thing source)
    {
        var member = await PersonAsync(name);
        await WriteAsync(grants => grants.GrantTierAsync(Id, member, tier.TierId, from, until, source, member, Now));
    }

    /// <summary>What a paid order of a single thing does; gives the order.</summary>
    public async Task<Thing> BuysAsync(string name, Thing thing, DateTime from, DateTime? until)
    {
        var (order, member) = (new Thing("order", Next()), await PersonAsync(name));
        await WriteAsync(grants => grants.GrantThingAsync(Id, member, thing, from, until, order, member, Now));
        return order;
    }

    public Task RefundAsync(Thing order) => WriteAsync(grants =>
        grants.RevokeAsync(Id, order, "The order was refunded.", new Thing("refund", order.Id), by: null, Now));

    public async Task AppointAsync(string name, string role)
    {
        var member = await PersonAsync(name);
        await WriteAsync(grants => grants.GrantRoleAsync(Id, member, role, new Thing("test", Next()), by: null, Now));
    }

    public async Task<bool> ReadsAsync(string name, TierOffer tier, DateTime? at = null) => (await DecideAsync(name, tier, at)).Allowed;

    public Task<Decision> DecideAsync(string name, TierOffer tier, DateTime? at = null) =>
        DecideAsync(name, new Requirement.Tier(tier.TierId), at);

    /// <summary>The decision with its reasons; that without them must be the same.</summary>
    public async Task<Decision> DecideAsync(string name, Requirement requirement, DateTime? at = null, params string[]? scopes)
    {
        var viewer = new Viewer(await PersonAsync(name), scopes is { Length: > 0 } ? scopes.ToHashSet() : null);
        var need = Need.ToRead(Id, new Thing("article", 1), requirement);
        var told = await App.WithAsync<IAccess, Decision>(gate => gate.ExplainAsync(viewer, need, at ?? Now).AsTask());
        var decided = await App.WithAsync<IAccess, Decision>(gate => gate.DecideAsync(viewer, need, at ?? Now).AsTask());
        Assert.Equal(told.Allowed, decided.Allowed);
        Assert.Equal(told.OpenedBy.Select(o => o.TierId), decided.OpenedBy.Select(o => o.TierId));
        Assert.Empty(decided.Reasons);
        Assert.NotEmpty(told.Reasons);
        await AskForManyAsync([Viewer.Visitor, new Viewer(long.MaxValue), viewer], need, at ?? Now);
        return told;
    }

    /// <summary>Many at once must hear what each hears alone.</summary>
    private Task AskForManyAsync(Viewer[] viewers, Need need, DateTime at) => App.WithAsync<IServiceProvider>(async services =>
    {
        var together = await App.WithAsync<IAccess, IReadOnlyList<Viewer>>(gate => gate.WhoMayAsync(viewers, need, at).AsTask());
        var alone = new List<Viewer>();
        foreach (var viewer in viewers)
            if ((await services.GetRequiredService<IAccess>().DecideAsync(viewer, need, at)).Allowed)
                alone.Add(viewer);
        Assert.Equal(alone, together);
    });

    public async Task<Holdings> HoldsAsync(string name, DateTime? at = null, string[]? scopes = null)
    {
        var viewer = new Viewer(await PersonAsync(name), scopes?.ToHashSet());
        return await App.WithAsync<IAccess, Holdings>(gate => gate.HoldingsAsync(viewer, Id, at ?? Now).AsTask());
    }
}
