using Guildhall.Accounts.Verbs;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Http;

namespace Guildhall.App.Tests.Accounts;

[Trait("Database", "sqlite")]
public class Account_verbs(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private Cli Cli => new(_ => Task.FromResult(app.Services));

    private Task<int> MemberAsync(params string[] args) => MemberVerb.Command(Cli).Parse(args).InvokeAsync();

    private Task<int> TokenAsync(params string[] args) => TokenVerb.Command(Cli).Parse(args).InvokeAsync();

    [Fact]
    public async Task Make_a_member_and_a_token()
    {
        var member = await MemberAsync("create", "--name", "Ada", "--email", "ada@example.org", "--password", Person.Password, "--owner",
            "--language", "zh");
        var token = await TokenAsync("create", "--member", "ada@example.org", "--scopes", "users:read articles:read", "--days", "30", "--json");
        var link = await MemberAsync("link", "--member", "ada@example.org");

        Assert.Equal((0, 0, 0), (member, token, link));
        var ada = await app.WithAsync<IMembers, MemberInfo?>(members => members.FindAsync("ADA@example.org"));
        Assert.True(ada!.IsOwner);
    }

    [Fact]
    public async Task Refuse_with_1_what_the_pages_refuse()
    {
        Assert.Equal(1, await MemberAsync("create", "--name", "Bob", "--email", "bob", "--password", Person.Password));
        Assert.Equal(1, await MemberAsync("create", "--name", "Bob", "--email", "bob@example.org", "--password", "password"));
        Assert.Equal(1, await MemberAsync("create", "--name", "Bob", "--email", "bob@example.org", "--password", Person.Password,
            "--time-zone", "Mars/Olympus"));
        Assert.Equal(1, await TokenAsync("create", "--member", "nobody@example.org", "--scopes", "users:read"));
        Assert.Equal(1, await MemberAsync("link", "--member", "424242"));
        Assert.Null(await app.WithAsync<IMembers, MemberInfo?>(members => members.FindAsync("bob@example.org")));
    }

    [Fact]
    public async Task Refuse_wrong_usage() => Assert.NotEqual(0, await MemberAsync("create", "--nam", "Bob"));
}
