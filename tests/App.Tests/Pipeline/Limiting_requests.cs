using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>The program with a limit that a test can reach.</summary>
public sealed class LimitedApp : GuildhallApp
{
    public const int Searches = 3;

    protected override IEnumerable<string> Settings => [$"--Guildhall:Limits:SearchesPerMinute={Searches}", $"--Guildhall:Limits:PreviewsPerMinute={Searches}"];
}

/// <summary>Who asks too often is told to wait; what costs more may be asked less often.</summary>
[Trait("Database", "sqlite")]
public class Limiting_requests(LimitedApp app) : IClassFixture<LimitedApp>
{
    [Fact]
    public async Task Counts_searches_however_the_address_is_written()
    {
        var library = await Library.OpenAsync(app);
        var searcher = await library.SignedInAsync("searcher");
        string[] spellings = ["/search?q=a", "/Search?q=b", "/SEARCH/?q=c"];
        for (var i = 0; i < LimitedApp.Searches; i++)
            (await searcher.GetAsync(library.Path + spellings[i])).ShouldBe(HttpStatusCode.OK);

        foreach (var spelling in spellings)
            Assert.Equal("10", (await searcher.GetAsync(library.Path + spelling)).ShouldBe(HttpStatusCode.TooManyRequests).Header("Retry-After"));
        (await searcher.GetAsync(library.Api + "/search?q=d")).ShouldBeRefused(HttpStatusCode.TooManyRequests, "too_many_requests");

        (await searcher.GetAsync(library.Path)).ShouldBe(HttpStatusCode.OK);
        for (var i = 0; i < LimitedApp.Searches; i++)
            (await searcher.PostAsync("/api/preview", new { markdown = "x" })).ShouldBe(HttpStatusCode.OK);
        (await searcher.PostAsync("/api/preview", new { markdown = "x" })).ShouldBeRefused(HttpStatusCode.TooManyRequests, "too_many_requests");
        (await searcher.DeleteAsync(library.Api + "/articles/999999/bookmark")).ShouldBe(HttpStatusCode.NotFound);

        (await (await library.SignedInAsync("another")).GetAsync(library.Path + "/search?q=e")).ShouldBe(HttpStatusCode.OK);
    }
}
