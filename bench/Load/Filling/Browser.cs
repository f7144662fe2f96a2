using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Guildhall.Load.Filling;

/// <summary>A person at a browser without scripts: keeps cookies, fills forms, follows nothing.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient _http;
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public Browser(Uri address)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
    }

    /// <summary>For the header of that name.</summary>
    public string Cookies => string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"));

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path));
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    /// <summary>Fills the form that has a field of the first name and sends it.</summary>
    /// <returns>The next page; empty after a redirect.</returns>
    public async Task<string> SubmitAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        using var document = new HtmlParser().ParseDocument(page);
        var form = document.Forms.FirstOrDefault(f => NamesOf(f).Contains(fields[0].Name))
            ?? throw new InvalidOperationException($"{path} has no form with a field {fields[0].Name}:\n{page[..Math.Min(page.Length, 2000)]}");
        var values = Defaults(form).Where(d => fields.All(f => f.Name != d.Key))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await SendAsync(
            new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action") is { Length: > 0 } action ? action : path)
        {
            Content = new FormUrlEncodedContent(values),
        });
        var next = await answer.Content.ReadAsStringAsync();
        if ((int)answer.StatusCode >= 400)
            throw new InvalidOperationException($"{path} was refused with {(int)answer.StatusCode}:\n{next}");
        return next;
    }

    /// <summary>Asks the API with a token.</summary>
    public async Task<JsonElement> AskAsync(HttpMethod method, string path, string? token = null, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Accept.ParseAdd("application/json");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"{method} {path} was refused with {(int)answer.StatusCode}: {text}");
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        // Cookies here are secure, and browsers send those to localhost without TLS too; the platform's container does not.
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", Cookies);
        var answer = await _http.SendAsync(request);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            if (cookie.Split(';')[0].Split('=', 2) is [var name, var value])
                _cookies[name] = value;
        return answer;
    }

    private static HashSet<string> NamesOf(IHtmlFormElement form) => [.. form.Elements.Select(e => e.GetAttribute("name")).OfType<string>()];

    private static IEnumerable<KeyValuePair<string, string>> Defaults(IHtmlFormElement form) => form.Elements
        .Select(element => element switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "submit" or "button" or "file" } => null,
            IHtmlInputElement { Name: { Length: > 0 } name } input => (KeyValuePair<string, string>?)KeyValuePair.Create(name, input.Value),
            IHtmlTextAreaElement { Name: { Length: > 0 } name } area => KeyValuePair.Create(name, area.Value),
            IHtmlSelectElement { Name: { Length: > 0 } name } select => KeyValuePair.Create(name, select.Value ?? ""),
            _ => null,
        })
        .OfType<KeyValuePair<string, string>>();
}
