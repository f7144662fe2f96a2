using Guildhall.Accounts.Tokens;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Opening;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Memberships;

/// <summary>A community with a free, a premium and a partner tier, and people who are known by their first names.</summary>
internal sealed class Academy
{
    private const string Password = "correct horse 电池 staple";
    private static int _documents = 1000;

    private readonly GuildhallApp _app;
    private readonly string _mark = Guid.NewGuid().ToString("N")[..8];
    private readonly Dictionary<string, long> _people = [];

    private Academy(GuildhallApp app) => _app = app;

    public CommunityInfo Community { get; private set; } = null!;
    public TierOffer Free { get; private set; } = null!;
    public TierOffer Premium { get; private set; } = null!;
    public TierOffer Partner { get; private set; } = null!;
    public long Id => Community.Id;
    public string Path => "/c/" + Community.Slug;
    public string Api => "/api/communities/" + Community.Slug;
    public DateTime Now => _app.Clock.Now;

    /// <summary>Opened by "owner".</summary>
    public static async Task<Academy> OpenAsync(GuildhallApp app)
    {
        var academy = new Academy(app);
        var owner = await academy.PersonAsync("owner");
        var wanted = new NewCommunity("书院", "academy-" + academy._mark, "", CommunityKind.Technical, "indigo", "zh", "Asia/Shanghai", "CNY").Check();
        academy.Community = await app.WithAsync<OpenCommunity, CommunityInfo>(open => open.RunAsync(wanted, owner, app.Clock.Now, default));
        await app.SettleAsync();
        var tiers = await app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(academy.Id));
        (academy.Free, academy.Premium, academy.Partner) = (tiers[0], tiers[1], tiers[2]);
        return academy;
    }

    public string EmailOf(string name) => $"{name.ToLowerInvariant().Replace(' ', '.')}-{_mark}@example.org";

    public long IdOf(string name) => _people[name];

    /// <summary>Somebody with an account; the same name is the same person.</summary>
    public async Task<long> PersonAsync(string name, bool ownsInstallation = false)
    {
        if (!_people.TryGetValue(name, out var id))
            _people[name] = id = await _app.WithAsync<IMembers, long>(m => m.CreateAsync(new NewMember(name, EmailOf(name), Password, "en", "Asia/Shanghai", ownsInstallation)));
        return id;
    }

    /// <summary>Works with services inside the community, as a request or a job there does.</summary>
    public async Task<T> InAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = _app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(Community);
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task InAsync<TService>(Func<TService, Task> act) where TService : notnull => InAsync<TService, bool>(async service =>
    {
        await act(service);
        return true;
    });

    /// <summary>What a paid order does; gives the order.</summary>
    public async Task<Thing> BuysAsync(string name, TierOffer tier, DateTime from, DateTime? until)
    {
        var order = new Thing("order", Interlocked.Increment(ref _documents));
        await GrantAsync(name, tier, from, until, order);
        return order;
    }

    public async Task GrantAsync(string name, TierOffer tier, DateTime from, DateTime? until, Thing source)
    {
        var member = await PersonAsync(name);
        await WriteAsync(grants => grants.GrantTierAsync(Id, member, tier.TierId, from, until, source, member, Now));
    }

    public Task RefundAsync(Thing order) => WriteAsync(grants =>
        grants.RevokeAsync(Id, order, "The order was refunded.", new Thing("refund", order.Id), by: null, Now));

    public async Task AppointAsync(string name, string role)
    {
        var member = await PersonAsync(name);
        await WriteAsync(grants => grants.GrantRoleAsync(Id, member, role, new Thing("test", Interlocked.Increment(ref _documents)), by: null, Now));
    }

    public async Task WriteAsync(Func<IGrants, Task> act)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(Community);
        await act(scope.ServiceProvider.GetRequiredService<IGrants>());
        await scope.ServiceProvider.GetRequiredService<AppDb>().SaveChangesAsync();
    }

    public async Task<bool> ReadsAsync(string name, TierOffer tier, DateTime? at = null) => (await DecideAsync(name, tier, at)).Allowed;

    public async Task<Decision> DecideAsync(string name, TierOffer tier, DateTime? at = null)
    {
        var viewer = new Viewer(await PersonAsync(name));
        var need = Need.ToRead(Id, new Thing("article", 1), new Requirement.Tier(tier.TierId));
        return await _app.WithAsync<IAccess, Decision>(gate => gate.DecideAsync(viewer, need, at ?? Now).AsTask());
    }

    public async Task<Holdings> HoldsAsync(string name, DateTime? at = null)
    {
        var viewer = new Viewer(await PersonAsync(name));
        return await _app.WithAsync<IAccess, Holdings>(gate => gate.HoldingsAsync(viewer, Id, at ?? Now).AsTask());
    }

    /// <summary>A browser in which the person has signed in.</summary>
    public async Task<Client> SignedInAsync(string name)
    {
        await PersonAsync(name);
        var browser = _app.Visitor();
        (await browser.SubmitAsync("/sign-in", ("email", EmailOf(name)), ("password", Password))).ShouldGoOn();
        return browser;
    }

    /// <summary>A program that acts for the person within these scopes.</summary>
    public async Task<Client> ProgramAsync(string name, params string[] scopes)
    {
        var member = await PersonAsync(name);
        var key = await _app.WithAsync<IssueToken, string>(async issue => (await issue.RunAsync(member, "test", scopes, null, default)).Key);
        return _app.Visitor().WithToken(key);
    }
}

internal static class AcademyAnswers
{
    /// <summary>A form that was accepted leads elsewhere.</summary>
    public static Answer ShouldGoOn(this Answer answer)
    {
        Assert.True((int)answer.Status is 302 or 303, $"Expected a redirect, got {answer}:\n{(answer.Text.Length > 3000 ? answer.Text[^3000..] : answer.Text)}");
        return answer;
    }

    public static void ShouldGoTo(this Answer answer, string path) => Assert.Equal(path, answer.ShouldGoOn().Location);
}
