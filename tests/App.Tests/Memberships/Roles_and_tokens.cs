using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Memberships;

/// <summary>The truth tables of the gate, with every "no" written out.</summary>
[Trait("Database", "sqlite")]
public class Roles_and_tokens(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    public static TheoryData<string, string> MayDo => new()
    {
        { "visitor", "" },
        { "registered", "" },
        { "joined", "" },
        { "paying", "" },
        { "author", "content.write content.read_all courses.write sessions.host" },
        { "moderator", "members.manage topics.moderate screening.manage moderation.handle chat.moderate content.read_all" },
        { "owner", "bots.manage community.manage content.write members.manage roles.manage money.read money.refund money.keep_books insights.read topics.moderate screening.manage moderation.handle chat.moderate content.read_all courses.write courses.enroll sessions.host draws.hold points.manage" },
        { "installation owner", "bots.manage community.manage content.write members.manage roles.manage money.read money.refund money.keep_books insights.read topics.moderate screening.manage moderation.handle chat.moderate installation.operate content.read_all courses.write courses.enroll sessions.host draws.hold points.manage" },
        { "former owner", "" },
    };

    [Theory]
    [MemberData(nameof(MayDo))]
    public async Task Each_may_do_exactly_this(string who, string permissions)
    {
        var academy = await Academy.OpenAsync(app);
        var viewer = await ViewerAsync(academy, who);
        var expected = permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();

        var holdings = await app.WithAsync<IAccess, Holdings>(gate => gate.HoldingsAsync(viewer, academy.Id, academy.Now).AsTask());

        Assert.Equal(expected.Order(), holdings.Permissions.Order());
        foreach (var permission in Web.Modules.All.Permissions.All.Select(p => p.Name).Append("invented.permission"))
            Assert.Equal(expected.Contains(permission), (await AskAsync(academy, viewer, Need.Permission(academy.Id, permission))).Allowed);
    }

    [Theory]
    [InlineData("visitor", "")]
    [InlineData("registered", "")]
    [InlineData("joined", "free")]
    [InlineData("paying", "free premium")]
    [InlineData("author", "free premium partner")]
    [InlineData("moderator", "free premium partner")]
    [InlineData("owner", "free premium partner")]
    [InlineData("installation owner", "free premium partner")]
    [InlineData("former owner", "")]
    public async Task Each_may_read_exactly_this(string who, string tiers)
    {
        var academy = await Academy.OpenAsync(app);
        var viewer = await ViewerAsync(academy, who);
        var expected = tiers.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        foreach (var (name, tier) in ((string, TierOffer)[])[("free", academy.Free), ("premium", academy.Premium), ("partner", academy.Partner)])
        {
            var need = Need.ToRead(academy.Id, new Thing("article", 1), new Requirement.Tier(tier.TierId));
            Assert.Equal(expected.Contains(name), (await AskAsync(academy, viewer, need)).Allowed);
        }
        Assert.True((await AskAsync(academy, viewer, Need.ToRead(academy.Id, new Thing("article", 1), new Requirement.Open()))).Allowed);
        Assert.False(
            (await AskAsync(academy, viewer, Need.ToRead(academy.Id, new Thing("article", 1), new Requirement.Tier(int.MaxValue)))).Allowed);
    }

    public static TheoryData<string, string> ScopesOf => new()
    {
        { "community.manage", "communities:write tiers:write members:write" },
        { "content.write", "articles:write" },
        { "members.manage", "members:read members:write" },
        { "roles.manage", "members:read members:write" },
        { "money.read", "orders:read orders:write" },
        { "money.refund", "orders:write" },
        { "money.keep_books", "orders:write" },
        { "insights.read", "insights:read" },
        { "screening.manage", "screening:read screening:write" },
        { "installation.operate", "operate" },
        { "content.read_all", "articles:read" },
    };

    [Theory]
    [MemberData(nameof(ScopesOf))]
    public async Task A_token_of_an_almighty_member_is_held_to_its_scopes(string permission, string scopes)
    {
        var academy = await Academy.OpenAsync(app);
        var member = (await ViewerAsync(academy, "installation owner")).MemberId;
        var expected = scopes.Split(' ');

        foreach (var scope in Web.Modules.All.Permissions.Scopes.Select(s => s.Name).Append("invented:scope"))
        {
            var decision = await AskAsync(academy, new Viewer(member, new HashSet<string> { scope }),
                Need.Permission(academy.Id, permission));
            Assert.True(expected.Contains(scope) == decision.Allowed, $"{permission} with {scope}: {decision.Allowed}");
        }
        Assert.False((await AskAsync(academy, new Viewer(member, new HashSet<string>()), Need.Permission(academy.Id, permission))).Allowed);
    }

    [Fact]
    public async Task A_token_without_the_scope_to_read_reads_what_a_visitor_reads()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("paying", academy.Premium, academy.Now, null);
        var need = Need.ToRead(academy.Id, new Thing("article", 1), new Requirement.Tier(academy.Premium.TierId));

        async Task<bool> ReadsAsync(params string[] scopes) =>
            (await AskAsync(academy, new Viewer(academy.IdOf("paying"), scopes.ToHashSet()), need)).Allowed;

        Assert.True(await ReadsAsync("articles:read"));
        Assert.False(await ReadsAsync("articles:write", "orders:read", "members:read", "operate"));
        Assert.False(await ReadsAsync());
    }

    [Fact]
    public async Task The_machine_belongs_to_the_owner_of_the_installation_alone()
    {
        var academy = await Academy.OpenAsync(app);
        Task<Holdings> AskAsync(Viewer viewer) =>
            app.WithAsync<IAccess, Holdings>(gate => gate.HoldingsAsync(viewer, 0, academy.Now).AsTask());

        Assert.Equal([Permissions.Operate], (await AskAsync(await ViewerAsync(academy, "installation owner"))).Permissions);
        Assert.Empty((await AskAsync(new Viewer(academy.IdOf("owner")))).Permissions);
        Assert.Empty((await AskAsync(new Viewer(99_999))).Permissions);
    }

    [Fact]
    public async Task A_tier_without_its_scope_is_refused_with_the_scope_named()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("paying", academy.Premium, academy.Now, null);
        var need = Need.ToRead(academy.Id, new Thing("article", 1), new Requirement.Tier(academy.Premium.TierId));

        var decision = await AskAsync(academy, new Viewer(academy.IdOf("paying"), new HashSet<string> { "orders:read" }), need);

        Assert.Contains(decision.Reasons, r => !r.Holds && r.Text == "The API token lacks the scope {0}." && r.Args.Contains("articles:read"));
    }

    private Task<Decision> AskAsync(Academy academy, Viewer viewer, Need need) =>
        app.WithAsync<IAccess, Decision>(gate => gate.ExplainAsync(viewer, need, academy.Now).AsTask());

    private async Task<Viewer> ViewerAsync(Academy academy, string who)
    {
        switch (who)
        {
            case "visitor":
                return Viewer.Visitor;
            case "joined":
                await academy.BuysAsync(who, academy.Free, academy.Now, null);
                break;
            case "paying":
                await academy.BuysAsync(who, academy.Premium, academy.Now, academy.Now.AddDays(30));
                break;
            case "author" or "moderator":
                await academy.AppointAsync(who, who);
                break;
            case "former owner":
                await academy.PersonAsync(who);
                await academy.WriteAsync(g =>
                    g.GrantRoleAsync(academy.Id, academy.IdOf(who), "owner", new Thing("test", 1), by: null, academy.Now));
                await academy.WriteAsync(g =>
                    g.RevokeAsync(academy.Id, new Thing("test", 1), "gone", new Thing("test", 2), by: null, academy.Now));
                break;
            case "installation owner":
                await academy.PersonAsync(who, ownsInstallation: true);
                break;
        }
        return new Viewer(await academy.PersonAsync(who));
    }
}
