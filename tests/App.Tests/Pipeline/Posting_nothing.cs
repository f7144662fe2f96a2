using System.Net;
using System.Text;
using System.Text.Json;
using Guildhall.App.Tests.Communities;
using Guildhall.App.Tests.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>An empty POST to every address that takes one, found in the table of routes: refused with a code, and nobody's bug.</summary>
public class Posting_nothing(LoggedApp app) : IClassFixture<LoggedApp>
{
    private const string Form = "application/x-www-form-urlencoded";

    private List<RouteEndpoint> Posts => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
        // The last of them ends the session.
        .OrderBy(e => e.RoutePattern.RawText == "/sign-out")];

    [Theory]
    [InlineData(false, Form, "application/json"), InlineData(false, Form, "text/html"), InlineData(false, null, "application/json"),
        InlineData(false, "multipart/form-data; boundary=x", "application/json")]
    [InlineData(true, Form, "application/json"), InlineData(true, Form, "text/html"), InlineData(true, null, "application/json"),
        InlineData(true, "multipart/form-data; boundary=x", "text/html")]
    public async Task Is_refused_everywhere_and_is_nobodys_bug(bool signedIn, string? type, string accept)
    {
        var guild = await Guild.OpenAsync(app);
        using var browser = signedIn ? await app.SignInAsync(await app.MemberAsync(owner: true)) : app.Visitor();
        browser.Http.DefaultRequestHeaders.Accept.Clear();
        browser.Http.DefaultRequestHeaders.Accept.ParseAdd(accept);
        var before = app.Log.Count;
        var wrong = new List<string>();

        Assert.True(Posts.Count > 50, $"Only {Posts.Count} routes take a POST.");
        foreach (var post in Posts)
        {
            var answer = await browser.SendAsync(Nothing(PathOf(post, guild.Slug), type));
            if (!IsRight(post, answer, signedIn))
                wrong.Add($"{answer}: {answer.Text[..Math.Min(200, answer.Text.Length)]}");
        }

        Assert.Empty(wrong);
        Assert.DoesNotContain(app.Log.Skip(before), l => l.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task With_a_cookie_that_no_form_was_given_is_refused_as_well()
    {
        using var browser = app.Visitor();
        browser.Http.DefaultRequestHeaders.Add("Cookie", "__Host-form=garbage");

        (await browser.GetAsync("/sign-in")).ShouldBe(HttpStatusCode.OK);
        (await browser.SendAsync(Nothing("/sign-in", Form))).ShouldBe(HttpStatusCode.BadRequest);
        Assert.DoesNotContain(app.Log, l => l.Category.Contains("Antiforgery", StringComparison.Ordinal));
    }

    [Theory, InlineData("en", "This form has expired"), InlineData("zh", "表单已过期")]
    public async Task Is_told_in_both_languages(string language, string text)
    {
        using var browser = app.Visitor().Speaking(language);
        browser.Http.DefaultRequestHeaders.Accept.Clear();
        browser.Http.DefaultRequestHeaders.Accept.ParseAdd("application/json");

        var answer = await browser.SendAsync(Nothing("/sign-in/passkey", Form));

        answer.ShouldBeRefused(HttpStatusCode.BadRequest, "form_token_invalid");
        Assert.Contains(text, answer.Json.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    /// <summary>A form without a token is a 400; who may not come here at all is told that first.</summary>
    private static bool IsRight(RouteEndpoint post, Answer answer, bool signedIn)
    {
        var wantsJson = answer.Response.RequestMessage!.Headers.Accept.ToString() == "application/json"
            || answer.Path.StartsWith("/api/", StringComparison.Ordinal);
        var status = (int)answer.Status;
        if (status is >= 500 or < 200)
            return false;
        if (post.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true })
        {
            if (!signedIn && status is 302 or 303 or 401)
                return true;
            return status == 400 && (!wantsJson || CodeOf(answer) is "form_token_invalid" or "bad_request");
        }
        // What needs nothing to be said, like counting a reader, may succeed.
        return status < 400 || !wantsJson || CodeOf(answer) is { Length: > 0 };
    }

    private static string? CodeOf(Answer answer) =>
        answer.Header("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) == true ? answer.Json.GetProperty("code").GetString() : null;

    private static HttpRequestMessage Nothing(string path, string? type)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentType = type is null ? null : System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        return request;
    }

    private static string PathOf(RouteEndpoint post, string community) =>
        "/" + string.Join('/', post.RoutePattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { Name: "community" } => community,
            RoutePatternParameterPart { ParameterPolicies.Count: > 0 } => "1",
            RoutePatternParameterPart => "x",
            RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        }))));
}
