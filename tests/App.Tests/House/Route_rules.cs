using Guildhall.App.Tests.Hosting;
using Guildhall.Web.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Guildhall.App.Tests.House;

[Trait("Database", "none")]
public class Route_rules(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public void Every_route_says_who_may_ask_it()
    {
        var routes = RoutesVerb.All(new Sources(app.Services)).ToList();

        Assert.NotEmpty(routes);
        Assert.DoesNotContain(routes, r => r.Policy == "UNMARKED");
    }

    [Fact]
    public void The_rule_rejects_a_route_that_says_nothing()
    {
        var bare = WebApplication.CreateSlimBuilder().Build();
        bare.MapGet("/forgotten", () => "everyone may read this");

        Assert.Contains(RoutesVerb.All(bare), r => r.Policy == "UNMARKED");
    }

    [Fact]
    public void Pages_for_operators_ask_for_a_permission()
    {
        var managed = RoutesVerb.All(new Sources(app.Services)).Where(r => r.Path.Contains("/manage", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(managed);
        Assert.All(managed, r => Assert.True(r.Policy is not ("anonymous" or "signed in"), $"{r.Path} asks only: {r.Policy}"));
    }

    private sealed class Sources(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;
        public ICollection<EndpointDataSource> DataSources { get; } = [.. services.GetServices<EndpointDataSource>()];
        public IApplicationBuilder CreateApplicationBuilder() => throw new InvalidOperationException("Only lists routes.");
    }
}
