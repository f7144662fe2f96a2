using System.Net;
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

namespace Guildhall.App.Tests.Communities;

/// <summary>A community with its owner, who owns this community only and not the installation.</summary>
internal sealed class Guild
{
    public const string Password = "quiet lantern over basalt";
    private static int _made;

    private readonly GuildhallApp _app;

    private Guild(GuildhallApp app, CommunityInfo community, long ownerId, string ownerEmail) =>
        (_app, Community, OwnerId, OwnerEmail) = (app, community, ownerId, ownerEmail);

    public CommunityInfo Community { get; }
    public long OwnerId { get; }
    public string OwnerEmail { get; }
    public long Id => Community.Id;
    public string Path => "/c/" + Community.Slug;
    public string Api => "/api/communities/" + Community.Slug;

    public static async Task<Guild> OpenAsync(GuildhallApp app, CommunityKind kind = CommunityKind.PaidKnowledge, string language = "en")
    {
        var number = Interlocked.Increment(ref _made);
        var (ownerId, email) = await MemberAsync(app, "Owner");
        var wanted = new NewCommunity($"Guild {number}", $"guild-{number}", "", kind, "teal", language, "Asia/Shanghai", "CNY").Check();
        var community = await app.WithAsync<OpenCommunity, CommunityInfo>(open => open.RunAsync(wanted, ownerId, app.Clock.Now, default));
        return new Guild(app, community, ownerId, email);
    }

    public static async Task<(long Id, string Email)> MemberAsync(GuildhallApp app, string name, bool owner = false)
    {
        var email = $"guild-member{Interlocked.Increment(ref _made)}@example.org";
        var id = await app.WithAsync<IMembers, long>(m => m.CreateAsync(new NewMember(name, email, Password, "en", "Asia/Shanghai", owner)));
        return (id, email);
    }

    public static async Task<Client> SignInAsync(GuildhallApp app, string email)
    {
        var browser = app.Visitor();
        var answer = await browser.SubmitAsync("/sign-in", ("email", email), ("password", Password));
        Assert.True((int)answer.Status is 302 or 303, answer.ToString());
        return browser;
    }

    public Task<Client> OwnerAsync() => SignInAsync(_app, OwnerEmail);

    /// <summary>Somebody signed in who holds this role here, or none.</summary>
    public async Task<Client> MemberAsync(string? role = null)
    {
        var (id, email) = await MemberAsync(_app, role ?? "Member");
        if (role is not null)
        {
            await InAsync<AppDb>(async (db, services) =>
            {
                await services.GetRequiredService<IGrants>().GrantRoleAsync(Id, id, role, new Thing("community", Id), by: null, _app.Clock.Now);
                await db.SaveChangesAsync();
            });
        }
        return await SignInAsync(_app, email);
    }

    public async Task<Client> TokenAsync(params string[] scopes) =>
        _app.Visitor().WithToken(await _app.WithAsync<IssueToken, string>(async issue => (await issue.RunAsync(OwnerId, "test", scopes, null, default)).Key));

    /// <summary>The community as it is now, answered like everybody's question.</summary>
    public async Task<CommunityInfo> NowAsync() => (await _app.WithAsync<ICommunities, CommunityInfo?>(c => c.FindAsync(Id).AsTask()))!;

    public async Task InAsync<TService>(Func<TService, IServiceProvider, Task> act) where TService : notnull
    {
        await using var scope = _app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(Community);
        await act(scope.ServiceProvider.GetRequiredService<TService>(), scope.ServiceProvider);
    }

    /// <summary>What a form of this community is sent with, when somebody else's page never showed it.</summary>
    public static HttpRequestMessage Json(HttpMethod method, string path, string json) =>
        new(method, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };

    public static void ShouldBeHidden(Answer answer) => answer.ShouldBe(HttpStatusCode.NotFound);
}
