using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Crashes;

/// <summary>An article planned for a second appears within five, by a real clock: also when the program was killed before it.</summary>
public sealed class Published_in_time(GuildhallServer server) : IClassFixture<GuildhallServer>
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Also_after_a_stop()
    {
        var (api, token) = await FillAsync();
        using var http = Browser(token);

        var soon = await PlanAsync(http, api, "in-time", TimeSpan.FromSeconds(4));
        await WaitAsync(soon);
        Assert.InRange(await AppearsAsync(http, api, "in-time"), TimeSpan.Zero, Promised);

        var missed = await PlanAsync(http, api, "after-a-crash", TimeSpan.FromSeconds(4));
        await server.CrashAsync();
        await WaitAsync(missed + TimeSpan.FromSeconds(1));
        await server.StartAsync();
        Assert.InRange(await AppearsAsync(http, api, "after-a-crash"), TimeSpan.Zero, Promised);

        var planned = await PlanAsync(http, api, "after-a-restart", TimeSpan.FromSeconds(12));
        Assert.Equal(0, await server.StopAsync());
        await server.StartAsync();
        Assert.False(await IsPublicAsync(http, api, "after-a-restart"));
        await WaitAsync(planned);
        Assert.InRange(await AppearsAsync(http, api, "after-a-restart"), TimeSpan.Zero, Promised);
    }

    private async Task<(string Api, string Token)> FillAsync()
    {
        var demo = JsonSerializer.Deserialize<JsonElement>(await server.RunVerbAsync("demo", "--json"));
        var token = JsonSerializer.Deserialize<JsonElement>(await server.RunVerbAsync(
            "token", "create", "--member", "demo@example.org", "--scopes", "articles:read articles:write", "--days", "30", "--json"));
        var community = demo.GetProperty("communities")[0].GetString()!.Split('/')[^1];
        return ($"/api/communities/{community}", token.GetProperty("token").GetString()!);
    }

    private HttpClient Browser(string token)
    {
#pragma warning disable RS0030 // There is no factory: the program under test is another process.
        var http = new HttpClient { BaseAddress = server.Address };
#pragma warning restore RS0030
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <returns>The planned instant, a whole second.</returns>
    private static async Task<DateTime> PlanAsync(HttpClient http, string api, string slug, TimeSpan ahead)
    {
        using var made = await http.PostAsJsonAsync($"{api}/articles",
            new { title = slug, slug, space = "announcements", access = "open", markdown = $"Words of {slug}." });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        var at = TimeProvider.System.GetUtcNow().UtcDateTime + ahead;
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
        using var planned = await http.PutAsJsonAsync($"{api}/articles/{id}/publication",
            new { at = at.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), zone = "Etc/UTC" });
        Assert.True(planned.StatusCode == HttpStatusCode.NoContent, await planned.Content.ReadAsStringAsync());
        return at;
    }

    private static Task WaitAsync(DateTime until) =>
        until - TimeProvider.System.GetUtcNow().UtcDateTime is var left && left > TimeSpan.Zero ? Task.Delay(left) : Task.CompletedTask;

    private static async Task<TimeSpan> AppearsAsync(HttpClient http, string api, string slug)
    {
        var watch = Stopwatch.StartNew();
        while (!await IsPublicAsync(http, api, slug) && watch.Elapsed < 4 * Promised)
            await Task.Delay(50);
        return watch.Elapsed;
    }

    private static async Task<bool> IsPublicAsync(HttpClient http, string api, string slug)
    {
        // As a visitor, at an address that was never asked: pages are kept for visitors.
#pragma warning disable RS0030 // There is no factory: the program under test is another process.
        using var visitor = new HttpClient { BaseAddress = http.BaseAddress };
#pragma warning restore RS0030
        using var answer = await visitor.GetAsync($"{api.Replace("/api/communities/", "/c/", StringComparison.Ordinal)}/articles/{slug}?t={Guid.NewGuid():N}");
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
