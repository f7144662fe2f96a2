using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Guildhall.App.Tests.Hosting;

/// <summary>What came back: status, headers, and the body as text, page or JSON.</summary>
public sealed partial class Answer(HttpResponseMessage response, byte[] body)
{
    private IHtmlDocument? _document;

    public HttpStatusCode Status => response.StatusCode;

    public HttpResponseMessage Response => response;

    public byte[] Body => body;

    public string Text => Encoding.UTF8.GetString(body);

    public string Path => response.RequestMessage!.RequestUri!.PathAndQuery;

    /// <summary>Path and query that a redirect points at; <c>null</c> without one.</summary>
    public string? Location => response.Headers.Location is { } to ? new Uri(response.RequestMessage!.RequestUri!, to).PathAndQuery : null;

    /// <summary>The header's values joined by commas; <c>null</c> without it.</summary>
    public string? Header(string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
        ? string.Join(", ", values) : null;

    public IHtmlDocument Document => _document ??= new HtmlParser().ParseDocument(Text);

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(body);

    /// <summary>The text of the first element that matches; fails where there is none.</summary>
    public string TextOf(string selector) =>
        (Document.QuerySelector(selector) ?? throw new InvalidOperationException($"{this} has no {selector}:\n{Text}")).TextContent.Trim();

    public bool Has(string selector) => Document.QuerySelector(selector) is not null;

    public Answer ShouldBe(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status}, got {this}:\n{(Text.Length > 4000 ? Text[..4000] : Text)}");
        return this;
    }

    /// <summary>A form that was accepted leads on to another page; one that was not says why.</summary>
    public Answer ShouldRedirect()
    {
        var faults = Document.QuerySelectorAll(".field-error, .error-list").Select(e => e.TextContent.Trim());
        Assert.True(Status is HttpStatusCode.Found or HttpStatusCode.SeeOther, $"Expected a redirect, got {this}:\n{string.Join('\n', faults)}");
        return this;
    }

    /// <summary>The same, to this path, whether or not the page there will say that it was saved.</summary>
    public Answer ShouldLeadTo(string path)
    {
        var location = ShouldRedirect().Location;
        Assert.Equal(path, path.Contains("said=", StringComparison.Ordinal) ? location : Said().Replace(location ?? "", ""));
        return this;
    }

    [GeneratedRegex("[?&]said=(saved|done)")]
    private static partial Regex Said();

    /// <summary>A refusal with this stable code, in problem details.</summary>
    public Answer ShouldBeRefused(HttpStatusCode status, string code)
    {
        ShouldBe(status);
        Assert.Equal(code, Json.GetProperty("code").GetString());
        return this;
    }

    public override string ToString() => $"{(int)Status} for {response.RequestMessage?.Method} {Path}{(Location is { } to ? $" → {to}" : "")}";
}
