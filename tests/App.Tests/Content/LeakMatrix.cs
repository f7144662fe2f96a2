using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Things;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Content;

/// <summary>
/// Two words planted in a community: one wherever a paid article holds something closed (text, heading, link, the bytes and the name
/// of its picture, an earlier revision), one in what nobody published (a draft, a withdrawn article, a picture that nothing shows).
/// Every GET route of the program is asked for them, and every stream is listened to; routes are found by themselves, so that a new
/// one is asked the day it is written. A stream says what it is in its metadata: <c>text/event-stream</c>.
/// </summary>
internal sealed partial class LeakMatrix(GuildhallApp app)
{
    public const string Paid = "ambercanary", Unpublished = "graycanary";

    private readonly Dictionary<string, string[]> _values = [];
    private IReadOnlyList<string>? _found;
    private int _more;

    public Client Visitor() => app.Visitor();

    /// <summary>What may stand for each parameter of a route, once planted.</summary>
    public IReadOnlyDictionary<string, string[]> Values => _values;

    /// <summary>Every kind of thing that some module owns: a new one is asked for the day it is written.</summary>
    private string[] Kinds()
    {
        using var scope = app.Services.CreateScope();
        return [.. scope.ServiceProvider.GetServices<IOwnThings>().SelectMany(o => o.Kinds).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Asks for these articles too.</summary>
    public void Also(IEnumerable<string> slugs) => _values["slug"] = [.. _values["slug"], .. slugs];

    /// <summary>Where the reader meets the words, as "address: word", of all addresses that could mean something.</summary>
    public Task<IReadOnlyList<string>> MeetsAsync(Client reader) => MeetsAsync(reader, Addresses());

    /// <summary>
    /// The same of the addresses at which the community's owner finds something: nine of ten are the number of something else, and ask
    /// what a visitor asks by <see cref="MeetsAsync(Client)"/>.
    /// </summary>
    public async Task<IReadOnlyList<string>> MeetsOfWhatIsThereAsync(Client reader) =>
        await MeetsAsync(reader, _found ??= await FoundAsync());

    private async Task<IReadOnlyList<string>> FoundAsync()
    {
        var owner = await _library.SignedInAsync("owner");
        var found = new List<string>();
        foreach (var address in Addresses())
        {
            if ((await owner.GetAsync(address)).Status != HttpStatusCode.NotFound)
                found.Add(address);
        }
        return found;
    }

    private async Task<IReadOnlyList<string>> MeetsAsync(Client reader, IReadOnlyList<string> addresses)
    {
        var met = new List<string>();
        var streams = new List<(string Address, Listening Heard)>();
        foreach (var address in Routes(app.Services, live: true).SelectMany(Fill))
            streams.Add((address, await reader.ListenAsync(address, after: "0")));
        await PublishMoreAsync();

        foreach (var address in addresses)
        {
            var answer = await reader.GetAsync(address);
            Assert.True((int)answer.Status < 500, $"{answer}");
            met.AddRange(Told(address, Encoding.Latin1.GetString(answer.Body) + answer.Response.Headers + answer.Response.Content.Headers));
        }
        // Open while all that was asked: what happened before has long come.
        foreach (var (address, heard) in streams)
        {
            Assert.True((int)heard.Status < 500, $"{(int)heard.Status} for {address}");
            met.AddRange(Told(address, heard.Text));
            await heard.DisposeAsync();
        }
        return met;
    }

    private static IEnumerable<string> Told(string address, string answer) => new[] { Paid, Unpublished }
        .Where(word => answer.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(word => $"{address}: {word}");

    /// <summary>Something for those who listen.</summary>
    private async Task PublishMoreAsync()
    {
        if (Routes(app.Services, live: true).Count == 0)
            return;
        await _library.PublishesAsync("More", $"Everyone may read this.\n\n<!-- paywall -->\n\nSings {Paid} again.", "deep-dives", $"more-{++_more}");
    }

    /// <summary>Every GET route with every value that could mean something in it, plainly and as a search or an earlier version.</summary>
    public IReadOnlyList<string> Addresses() =>
    [
        .. Routes(app.Services).SelectMany(Fill)
            .SelectMany(path => path.Contains("search", StringComparison.Ordinal) || path.EndsWith("/articles", StringComparison.Ordinal)
            ? [path + "?q=sings", path + "?q=sings%20on", path + "?q=draft", path + "?limit=100", path]
            : path.EndsWith("/revisions", StringComparison.Ordinal) ? [path + "?version=1", path] : new[] { path }),
        $"{_library.Path}/manage/articles?state=draft",
    ];

    /// <param name="live">Whether streams are wanted, which have no end, or all the others.</param>
    public static IReadOnlyList<RoutePattern> Routes(IServiceProvider services, bool live = false) =>
    [
        .. services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => IsLive(e) == live)
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>() is not { HttpMethods: { Count: > 0 } methods } || methods.Contains("GET"))
            .Select(e => e.RoutePattern.RawText!).Distinct().Select(r => new RoutePattern(r)),
    ];

    public static bool IsLive(Endpoint endpoint) =>
        endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(m => m.ContentTypes.Contains(Listening.EventStream));

    /// <exception cref="KeyNotFoundException">A route has a parameter that this test knows no value for: give it one in
    /// <see cref="PlantAsync"/>.</exception>
    private IEnumerable<string> Fill(RoutePattern route)
    {
        IEnumerable<string> filled = ["/" + route.Text.TrimStart('/')];
        foreach (Match parameter in Parameter().Matches(route.Text))
        {
            var values = _values.GetValueOrDefault(parameter.Groups[1].Value)
                ?? throw new KeyNotFoundException($"What may stand for {parameter.Value} in {route.Text}? The leak matrix must know, or it cannot ask.");
            filled = [.. filled.SelectMany(f => values.Select(v => f.Replace(parameter.Value, v)))];
        }
        return filled;
    }

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();

    internal sealed record RoutePattern(string Text);
}
