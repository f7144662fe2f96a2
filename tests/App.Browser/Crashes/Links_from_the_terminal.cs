using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Crashes;

/// <summary>A verb is another process than the server that its links lead to.</summary>
public sealed class Links_from_the_terminal(GuildhallServer server) : IClassFixture<GuildhallServer>
{
    [Fact]
    public async Task Lead_to_the_address_that_is_served()
    {
        await server.TryVerbAsync("member", "create", "--name", "Ada", "--email", "ada@example.org", "--password", "marble kites at noon");

        var (code, output, _) = await server.TryVerbAsync("member", "link", "--member", "ada@example.org");

        Assert.Equal(0, code);
        Assert.StartsWith(server.Address.ToString().TrimEnd('/') + "/", output, StringComparison.Ordinal);
    }
}
