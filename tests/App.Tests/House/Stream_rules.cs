using System.Runtime.CompilerServices;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>A stream has no end, so a test that asks every route listens to it instead of waiting for it.</summary>
[Trait("Database", "none")]
public sealed class Stream_rules : IAsyncLifetime
{
    private readonly WebApplication _app = WebApplication.CreateSlimBuilder().Build();

    public async ValueTask InitializeAsync()
    {
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet("/marked", () => TypedResults.ServerSentEvents(SingAsync(default)));
        _app.MapGet("/forgotten", async (HttpContext http, CancellationToken cancel) =>
        {
            http.Response.ContentType = Listening.EventStream;
            await foreach (var word in SingAsync(cancel))
                await http.Response.WriteAsync($"data: {word}\n\n", cancel);
        });
        _app.MapGet("/page", () => "a page");
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    [Fact]
    public void A_stream_is_known_by_its_metadata()
    {
        var live = ((IEndpointRouteBuilder)_app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(LeakMatrix.IsLive);

        Assert.Equal(["/marked"], live.Select(e => e.RoutePattern.RawText));
    }

    [Fact]
    public async Task What_comes_on_it_is_gathered()
    {
        using var client = new Client(new Uri(_app.Urls.Single()));

        await using var heard = await client.ListenAsync("/marked");
        await heard.UntilAsync("two");

        Assert.Contains("data: one", heard.Text);
    }

    [Fact]
    public async Task One_without_a_mark_fails_the_test_that_asks_it()
    {
        using var client = new Client(new Uri(_app.Urls.Single()));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync("/forgotten"));

        Assert.Contains("/forgotten answers with a stream that has no end", refused.Message);
        Assert.Equal("a page", (await client.GetAsync("/page")).Text);
    }

    private static async IAsyncEnumerable<string> SingAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        yield return "one";
        yield return "two";
        await Task.Delay(Timeout.Infinite, cancel);
    }
}
