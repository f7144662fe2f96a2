using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>
/// Odd requests to every route that the program has, found in its table: none is a bug, and every refusal says why. Set GUILDHALL_FUZZ to
/// a number of requests for each route to look longer.
/// </summary>
[Trait("Modules", "all")]
public class Fuzzing_every_route(LoggedApp app) : IClassFixture<LoggedApp>
{
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("GUILDHALL_FUZZ"), out var rounds) ? rounds : 3;

    private const int MaxTold = 100;

    private readonly List<string> _wrong = [];

    [Theory]
    [InlineData("visitor", 1), InlineData("member", 2), InlineData("owner", 3), InlineData("operator", 4)]
    public async Task Finds_no_bug(string who, int seed)
    {
        var matrix = new LeakMatrix(app);
        await matrix.PlantAsync();
        var odd = new OddInput(seed, matrix.Values);
        var before = app.Log.Count;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var session = await SessionAsync(matrix, who);
        for (var round = 0; round < Rounds && (Rounds > 3 || watch.Elapsed < TimeSpan.FromMinutes(2)); round++)
            foreach (var route in Routes())
            {
                using var request = odd.Request(route, session.Token);
                var asked = await DescribeAsync(request);
                var answer = await session.Browser.SendAsync(request);
                Judge(route, asked, answer);
                // Some of them end the session, or the member.
                if (request.Method != HttpMethod.Get && who != "visitor" && (int)answer.Status is >= 200 and < 400)
                    session = await RenewAsync(matrix, who, session);
            }

        Assert.True(_wrong.Count == 0, string.Join('\n', _wrong.Distinct().Take(MaxTold)));
        Assert.Empty(app.Log.Skip(before).Where(l => l.Level >= LogLevel.Error).Select(l => l.ToString()).Distinct());
    }

    private static async Task<(Client Browser, string? Token)> RenewAsync(
        LeakMatrix matrix, string who, (Client Browser, string? Token) session)
    {
        var page = await session.Browser.GetAsync("/account/settings");
        return page.Status == HttpStatusCode.OK ? session : await SessionAsync(matrix, who);
    }

    private static async Task<(Client Browser, string? Token)> SessionAsync(LeakMatrix matrix, string who)
    {
        var name = who == "owner" ? "owner" : $"{who} {Guid.NewGuid():N}"[..30];
        if (who == "operator")
            await matrix.Library.PersonAsync(name, ownsInstallation: true);
        var browser = who == "visitor" ? matrix.Visitor() : await matrix.Library.SignedInAsync(name);
        var page = await browser.GetAsync(who == "visitor" ? "/sign-in" : "/account/settings");
        return (browser, page.Document.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value"));
    }

    private IEnumerable<RouteEndpoint> Routes() => app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints)
        .OfType<RouteEndpoint>().Where(e => !LeakMatrix.IsLive(e) && !e.RoutePattern.RawText!.Contains("{**", StringComparison.Ordinal));

    private void Judge(RouteEndpoint route, string asked, Answer answer)
    {
        var status = (int)answer.Status;
        if (status >= 500)
            _wrong.Add($"{status} from {route.RoutePattern.RawText}: {asked}");
        else if (status >= 400 && route.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal)
            && answer.Response.RequestMessage!.Method != HttpMethod.Head && !HasCode(answer))
            _wrong.Add($"{status} without a code from {route.RoutePattern.RawText}: {asked}");
        else if (status >= 400 && answer.Body.Length == 0 && answer.Response.RequestMessage!.Method == HttpMethod.Get)
            _wrong.Add($"{status} without a word from {route.RoutePattern.RawText}: {asked}");
    }

    private static bool HasCode(Answer answer) =>
        answer.Header("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) == true
        && answer.Json.TryGetProperty("code", out var code) && code.GetString() is { Length: > 0 };

    private static async Task<string> DescribeAsync(HttpRequestMessage request)
    {
        var body = request.Content is null ? "" : System.Text.Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync());
        return $"{request.Method} {request.RequestUri} {request.Content?.Headers.ContentType} {(body.Length <= 500 ? body : body[..500])}";
    }
}
