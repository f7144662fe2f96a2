using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Talking;

/// <summary>A community with some channels and people who may write there, each with a token.</summary>
/// <param name="Channels">Their ids.</param>
/// <param name="Tokens">One for each person.</param>
internal sealed record Crowd(IReadOnlyList<long> Channels, IReadOnlyList<string> Tokens)
{
    public const string Api = $"/api/communities/{NewCommunity.Slug}";

    private const string Scopes = "posts:write articles:read events:read account:read account:write";

    /// <summary>Variables for an installation in which so many register, and talk faster than people do.</summary>
    public static IReadOnlyList<(string Name, string Value)> Settings { get; } =
    [
        ("Guildhall__Accounts__Registrations__PerMinute", "100000"), ("Guildhall__Accounts__Registrations__PerHour", "100000"),
        ("Guildhall__Chat__MessagesAtOnce", "10000"), ("Guildhall__Chat__MessagesPerMinute", "100000"),
        ("Guildhall__Limits__SignalsPerMinute", "1000000"),
    ];

    /// <summary>The installation serves, before and afterwards.</summary>
    public static async Task<Crowd> GatherAsync(Installation guildhall, int people, int channels)
    {
        await NewCommunity.SetUpAsync(guildhall);
        var owner = await NewCommunity.TokenAsync(guildhall, "communities:write members:write members:read " + Scopes);
        using var browser = new Browser(guildhall.Address);
        await browser.AskAsync(HttpMethod.Post, $"{Api}/spaces", owner, new { name = "Lounge", slug = "lounge", kind = "chat", posting = "readers" });
        var ids = new List<long>();
        for (var i = 0; i < channels; i++)
            ids.Add((await browser.AskAsync(HttpMethod.Post, $"{Api}/channels", owner, new { space = "lounge", name = $"channel {i}" }))
                .GetProperty("id").GetInt64());
        var tier = (await browser.AskAsync(HttpMethod.Get, $"{Api}/tiers")).EnumerateArray().First().GetProperty("tierId").GetInt64();
        Report.Progress($"Registering {people} people …");
        var tokens = new string[people];
        await Parallel.ForAsync(0, people, new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, _) => tokens[i] = await JoinAsync(guildhall, owner, tier, i));
        return new Crowd(ids, tokens);
    }

    public static HttpRequestMessage Request(HttpMethod method, string path, string token, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static async Task<string> JoinAsync(Installation guildhall, string owner, long tier, int number)
    {
        using var browser = new Browser(guildhall.Address);
        await browser.SubmitAsync(await browser.ReadAsync("/register"), "/register",
            ("name", $"Talker {number}"), ("email", $"talker{number}@bench.example"), ("password", "lantern-quarry-violet-84-harbour"));
        var made = await browser.SubmitAsync(await browser.ReadAsync("/account/tokens"), "/account/tokens",
            [.. Scopes.Split(' ').Select(s => ("scopes", s)), ("name", "bench")]);
        using var document = new HtmlParser().ParseDocument(made);
        var token = document.GetElementById("token")?.GetAttribute("value")
            ?? throw new InvalidOperationException($"No token was shown:\n{made}");
        var me = (await browser.AskAsync(HttpMethod.Get, "/api/me", token)).GetProperty("id").GetInt64();
        await browser.AskAsync(HttpMethod.Post, $"{Api}/members/{me}/gifts", owner, new { tierId = tier, until = (DateTimeOffset?)null, note = "bench" });
        return token;
    }
}

/// <summary>A message as it stood in a channel.</summary>
internal readonly record struct Stood(int Number, long Author, string Key)
{
    public static Stood Of(JsonElement message) => new(
        message.GetProperty("number").GetInt32(), message.GetProperty("author").GetProperty("id").GetInt64(), message.GetProperty("key")
            .GetString()!);
}
