using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Content;

[Trait("Modules", "all")]
public class Leaking_nothing(Leaking_nothing.PlantedApp app) : IClassFixture<Leaking_nothing.PlantedApp>
{
    [Fact]
    public async Task No_route_tells_who_may_not_know()
    {
        var matrix = await app.PlantedAsync();
        var told = new List<string>();

        foreach (var (role, reader) in await OutsidersAsync(matrix.Library, matrix.Article))
            told.AddRange((await matrix.MeetsOfWhatIsThereAsync(reader)).Select(place => $"{role}: {place}"));
        told.AddRange((await matrix.MeetsAsync(app.Visitor())).Select(place => $"visitor: {place}"));

        Assert.True(told.Count == 0, string.Join('\n', told));
        Assert.True(matrix.Addresses().Count > 150);
    }

    [Fact]
    public async Task Who_paid_meets_it_where_it_belongs_and_nothing_unpublished()
    {
        var matrix = await app.PlantedAsync();
        await matrix.Library.BuysPremiumAsync("member");
        await matrix.EnrollsAsync("member");

        var met = await matrix.MeetsOfWhatIsThereAsync(await matrix.Library.SignedInAsync("member"));

        Assert.DoesNotContain(met, m => m.EndsWith(LeakMatrix.Unpublished, StringComparison.Ordinal));
        foreach (var place in (string[])["/articles/closed", "/articles/closed.md", "/search?q=sings", "/files/", "/resources/", "/lessons/"])
            Assert.Contains(met, m => m.StartsWith(matrix.Library.Path + place, StringComparison.Ordinal));
        Assert.Contains(met, m => m.StartsWith("/files/", StringComparison.Ordinal));
        Assert.Contains(met, m => m.StartsWith(matrix.Library.Api + "/articles/closed:", StringComparison.Ordinal));
        // A token that may read what its member may read does, and no more.
        var token = await KeyAsync(matrix.Library, "member", "articles:read");
        var program = await matrix.MeetsOfWhatIsThereAsync(app.Visitor().WithToken(token));
        Assert.Contains(program, m => m.StartsWith(matrix.Library.Api + "/articles/closed:", StringComparison.Ordinal));
        Assert.DoesNotContain(program, m => m.EndsWith(LeakMatrix.Unpublished, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_bought_the_article_alone_meets_it_and_no_other()
    {
        var matrix = await app.PlantedAsync();
        await matrix.Library.BuysAsync("reader", new Thing("article", matrix.Article));

        var met = await matrix.MeetsOfWhatIsThereAsync(await matrix.Library.SignedInAsync("reader"));

        Assert.DoesNotContain(met, m => m.EndsWith(LeakMatrix.Unpublished, StringComparison.Ordinal));
        foreach (var place in (string[])["/articles/closed", "/articles/closed.md", "/search?q=sings", "/files/"])
            Assert.Contains(met, m => m.StartsWith(matrix.Library.Path + place, StringComparison.Ordinal));
        Assert.Contains(met, m => m.StartsWith(matrix.Library.Api + "/articles/closed:", StringComparison.Ordinal));
        Assert.Contains(met, m => m.StartsWith(matrix.Library.Api + "/search?q=sings", StringComparison.Ordinal));
        Assert.DoesNotContain(met, m => m.Contains("/articles/more-", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Database", "sqlite")]
    public async Task Who_writes_meets_what_is_unpublished()
    {
        var matrix = await app.PlantedAsync();

        var met = await matrix.MeetsAsync(await matrix.Library.SignedInAsync("owner"));

        foreach (var place in (string[])["/articles/draft", "/articles/gone", "/manage/articles", "/manage/articles/"])
            Assert.Contains(
                met, m => m.StartsWith(matrix.Library.Path + place, StringComparison.Ordinal)
                    && m.EndsWith(LeakMatrix.Unpublished, StringComparison.Ordinal));
    }

    private async Task<List<(string Role, Client Reader)>> OutsidersAsync(Library library, long article)
    {
        await library.RefundAsync(await library.BuysPremiumAsync("former"));
        await library.BuysPremiumAsync("lapsed", TimeSpan.FromMinutes(1));
        app.Clock.Advance(TimeSpan.FromHours(1));
        var other = await Library.OpenAsync(app);
        await other.BuysPremiumAsync("member");
        await library.BuysPremiumAsync("payer");
        await library.BuysAsync("buyer of another article", new Thing("article", long.MaxValue));
        await library.BuysAsync("buyer of another kind", new Thing("course", article));
        await library.RefundAsync(await library.BuysAsync("former buyer", new Thing("article", article)));
        List<(string Role, Client Reader)> some =
        [
            ("registered", await library.SignedInAsync("registered")),
            ("lapsed", await library.SignedInAsync("lapsed")),
            ("former buyer", await library.SignedInAsync("former buyer")),
            ("member of another community", await other.SignedInAsync("member")),
        ];
        // What sets the others apart is decided by code, whatever the database, and each of them asks every address.
        if (TestDatabase.OnPostgres)
            return some;
        return
        [
            .. some,
            ("former", await library.SignedInAsync("former")),
            ("buyer of another article", await library.SignedInAsync("buyer of another article")),
            ("buyer of a course of the same number", await library.SignedInAsync("buyer of another kind")),
            ("owner of another community", await other.SignedInAsync("owner")),
            ("payer's token without the scope", app.Visitor().WithToken(await KeyAsync(library, "payer", "users:read"))),
            ("owner's token without the scope", app.Visitor().WithToken(await KeyAsync(library, "owner", "users:read"))),
        ];
    }

    private async Task<string> KeyAsync(Library library, string name, params string[] scopes)
    {
        var member = await library.PersonAsync(name);
        return await app.WithAsync<Guildhall.Accounts.Tokens.IssueToken, string>(async issue =>
            (await issue.RunAsync(member, "test", scopes, null, default)).Key);
    }

    /// <summary>Planted once for all scenarios, whose people have names of their own.</summary>
    public sealed class PlantedApp : GuildhallApp
    {
        private LeakMatrix? _matrix;

        internal async Task<LeakMatrix> PlantedAsync()
        {
            if (_matrix is null)
                await (_matrix = new LeakMatrix(this)).PlantAsync();
            return _matrix;
        }
    }
}

/// <summary>The bad specimen: a program whose gate lets everybody in. The matrix must see it.</summary>
[Trait("Database", "sqlite")]
public class Leaking_through_an_open_gate(
    Leaking_through_an_open_gate.OpenGateApp app) : IClassFixture<Leaking_through_an_open_gate.OpenGateApp>
{
    [Fact]
    public async Task Is_noticed()
    {
        var matrix = new LeakMatrix(app);
        await matrix.PlantAsync();

        var met = await matrix.MeetsAsync(app.Visitor());

        foreach (var place in (string[])["/articles/closed:", "/articles/closed.md", "/search?q=sings", "/files/"])
            Assert.Contains(met, m => m.StartsWith(matrix.Library.Path + place, StringComparison.Ordinal));
        Assert.Contains(met, m => m.StartsWith(matrix.Library.Api + "/articles/closed:", StringComparison.Ordinal));
    }

    public sealed class OpenGateApp : GuildhallApp
    {
        protected override void Arrange(IServiceCollection services)
        {
            var gate = services.Single(s => s.ServiceType == typeof(IAccess));
            services.AddScoped<IAccess>(s =>
                new OpenGate((IAccess)ActivatorUtilities.CreateInstance(s, gate.ImplementationType!), s.GetRequiredService<ITiers>()));
        }
    }

    private sealed class OpenGate(IAccess gate, ITiers tiers) : IAccess
    {
        public async ValueTask<Decision> DecideAsync(Viewer viewer, Need need, DateTime at, CancellationToken cancel = default) =>
            await gate.DecideAsync(viewer, need, at, cancel) with { Allowed = true };

        public ValueTask<IReadOnlyList<Viewer>> WhoMayAsync(
            IReadOnlyCollection<Viewer> viewers, Need need, DateTime at, CancellationToken cancel = default) => new([.. viewers]);

        public async ValueTask<Decision> ExplainAsync(Viewer viewer, Need need, DateTime at, CancellationToken cancel = default) =>
            await gate.ExplainAsync(viewer, need, at, cancel) with { Allowed = true };

        public async ValueTask<Holdings> HoldingsAsync(Viewer viewer, long communityId, DateTime at, CancellationToken cancel = default) =>
            await gate.HoldingsAsync(viewer, communityId, at,
                cancel) with { TierIds = (await tiers.ListAsync(communityId, cancel)).Select(t => t.TierId).ToHashSet() };
    }
}
