using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Opening;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.App.Tests.Communities;

/// <summary>A community to be arranged and managed.</summary>
internal sealed class Guild : TestCommunity
{
    private Guild(GuildhallApp app) : base(app) { }

    public long OwnerId => IdOf("owner");

    public static async Task<Guild> OpenAsync(GuildhallApp app, CommunityKind kind = CommunityKind.PaidKnowledge, string language = "en")
    {
        var (guild, number) = (new Guild(app), Next());
        await guild.OpenAsync(new NewCommunity($"Guild {number}", $"guild-{number}", "", kind, "teal", language, "Asia/Shanghai", "CNY"));
        return guild;
    }

    public Task<Client> OwnerAsync() => SignedInAsync("owner");

    /// <summary>Somebody signed in who holds this role here, or none.</summary>
    public async Task<Client> MemberAsync(string? role = null)
    {
        var name = role is null ? "somebody" : "the " + role;
        var member = await PersonAsync(name);
        if (role is not null)
            await WriteAsync(grants => grants.GrantRoleAsync(Id, member, role, new Thing("community", Id), by: null, Now));
        return await SignedInAsync(name);
    }

    /// <summary>A program of the owner's.</summary>
    public Task<Client> TokenAsync(params string[] scopes) => ProgramAsync("owner", scopes);

    /// <summary>What a form of this community is sent with, when somebody else's page never showed it.</summary>
    public static HttpRequestMessage Json(HttpMethod method, string path, string json) =>
        new(method, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };

    public static void ShouldBeHidden(Answer answer) => answer.ShouldBe(HttpStatusCode.NotFound);
}
