using System.Globalization;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Pipeline;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>What modules declare for their pages lets in nothing but what is named, and is declared for pages that there are.</summary>
[Trait("Database", "none")]
public class Policy_rules(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Route = "/c/{community}/articles/{slug}";

    [Fact]
    public void Every_declaration_is_safe_and_for_a_route_that_there_is()
    {
        var catalogue = app.Services.GetRequiredService<ModuleCatalogue>();

        Assert.NotEmpty(catalogue.Modules.SelectMany(m => m.ContentSources(app.Services)));
        new PagePolicies(catalogue, app.Services).CheckRoutes(Endpoints);
    }

    [Fact]
    public void The_rule_rejects_a_route_that_nothing_has()
    {
        const string Misspelt = "/c/{community}/artikles/{slug}";
        var policies = Policies(new PageSources(Misspelt) { Frames = [PageSources.Self] });

        Assert.Contains(Misspelt, Told(() => policies.CheckRoutes(Endpoints)));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https:")]
    [InlineData("https://*")]
    [InlineData("https://*.example.org")]
    [InlineData("player.example.org")]
    [InlineData("http://player.example.org")]
    [InlineData("http://192.168.1.7:8080")]
    [InlineData("https://player.example.org/path")]
    [InlineData("https://player.example.org?x=1")]
    [InlineData("https://user@player.example.org")]
    [InlineData("https://player.example.org; script-src *")]
    [InlineData("https://a.example.org https://b.example.org")]
    [InlineData("https://[2001:db8::1]")]
    [InlineData("ws://player.example.org")]
    [InlineData("'unsafe-inline'")]
    [InlineData("'unsafe-eval'")]
    [InlineData("'none'")]
    [InlineData("self")]
    [InlineData("data:")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public void The_rule_rejects_a_source_that_is_unknown_or_opens_too_much(string source)
    {
        Assert.All<PageSources>(
            [
                new(Route) { FormTargets = [source] },
                new(Route) { Frames = [source] },
                new(Route) { FrameAncestors = [source] },
                new(Route) { Images = [source] },
                new(Route) { Connections = [source] },
                new(Route) { Media = [source] },
                new(Route) { Workers = [source] },
                new(Route) { Microphone = [source] },
                new(Route) { Camera = [source] },
                new(Route) { Fullscreen = [source] },
                new(PageSources.EveryPage) { Images = [source] },
            ],
            bad =>
            {
                var told = Told(() => Policies(bad));
                Assert.Contains(bad.Route, told);
                Assert.Contains($"\"{source}\"", told);
                Assert.Contains("e.g. https://media.example.org", told);
            });
    }

    [Fact]
    public void The_rule_rejects_what_fits_in_one_place_and_stands_in_another() => Assert.All<PageSources>(
        [
            new(Route) { Frames = [PageSources.Blob] },
            new(Route) { FormTargets = [PageSources.Blob] },
            new(Route) { Microphone = [PageSources.Blob] },
            new(Route) { Workers = ["https://player.example.org"] },
            new(PageSources.EveryPage) { FrameAncestors = [PageSources.Self] },
            new(PageSources.EveryPage) { Frames = ["https://player.example.org"] },
            new(PageSources.EveryPage) { Camera = [PageSources.Self] },
            new(PageSources.EveryPage) { OpensPopups = true },
            new(PageSources.EveryPage) { IsSandboxed = true },
            new(Route) { IsSandboxed = true, Connections = [PageSources.Self] },
        ],
        bad => Told(() => Policies(bad)));

    [Theory]
    [InlineData("https://player.example.org")]
    [InlineData("https://player.example.org:8443/")]
    [InlineData("https://例子.example.org")]
    [InlineData("http://localhost:9000")]
    [InlineData("http://127.0.0.1:9000")]
    public void The_rule_lets_one_origin_pass(string source) =>
        Policies(new PageSources(Route) { Frames = [source] }).CheckRoutes(Endpoints);

    private IEnumerable<Endpoint> Endpoints => app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints);

    private PagePolicies Policies(PageSources sources) => new(new ModuleCatalogue([new AskingModule(sources)]), app.Services);

    private static string Told(Action act)
    {
        var refused = Assert.Throws<Refused>(act);
        return string.Format(CultureInfo.InvariantCulture, refused.Text, refused.Args);
    }
}
