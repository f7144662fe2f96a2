using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Guildhall.App.Tests.Hosting;

/// <summary>
/// A browser without scripts, or a program, on the other side of a real connection. It keeps cookies, follows no redirect,
/// and fills the forms that a page really has.
/// </summary>
public sealed class Client : IDisposable
{
    private readonly HttpClient _http;
    private readonly CookieJar _cookies = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    internal Client(Uri address)
    {
#pragma warning disable RS0030 // The program's own factory would share connections between browsers.
        _http = new HttpClient(_cookies) { BaseAddress = address };
#pragma warning restore RS0030
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    /// <summary>For headers, methods and bodies that the other members do not offer.</summary>
    public HttpClient Http => _http;

    /// <summary>Has these cookies from now on, each as a Set-Cookie header gives it.</summary>
    internal Client Keeping(IEnumerable<string?> cookies)
    {
        foreach (var cookie in cookies)
            _cookies.Keep(cookie!);
        return this;
    }

    /// <summary>Reads in Chinese or English from now on.</summary>
    public Client Speaking(string language)
    {
        _http.DefaultRequestHeaders.AcceptLanguage.Clear();
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return this;
    }

    /// <summary>Sends an API token and asks for JSON from now on.</summary>
    public Client WithToken(string token)
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.Accept.Clear();
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        return this;
    }

    public async Task<Answer> GetAsync(string path) => await SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<Answer> PostAsync(string path, object json) =>
        await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(json) });

    public async Task<Answer> PatchAsync(string path, object json) =>
        await SendAsync(new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(json) });

    public async Task<Answer> DeleteAsync(string path) => await SendAsync(new HttpRequestMessage(HttpMethod.Delete, path));

    /// <summary>
    /// Opens the page, fills the form that has a field or button of the first given name, and sends it as a browser would.
    /// </summary>
    public async Task<Answer> SubmitAsync(string path, params (string Name, object Value)[] fields)
    {
        var page = await GetAsync(path);
        page.ShouldBe(HttpStatusCode.OK);
        return await SubmitAsync(page, fields);
    }

    /// <summary>The same on a page that was answered before, for instance with what was typed and a message at its field.</summary>
    public async Task<Answer> SubmitAsync(Answer page, params (string Name, object Value)[] fields) =>
        await SendAsync(FormFilling.Request(FormFilling.Find(page.Document, fields), new Uri(_http.BaseAddress!, page.Path), fields));

    /// <summary>Presses the only form whose action is this path, e.g. "/sign-out".</summary>
    public async Task<Answer> PressAsync(Answer page, string action, params (string Name, object Value)[] fields)
    {
        var form = page.Document.Forms.Single(f => f.GetAttribute("action") == action);
        return await SendAsync(FormFilling.Request(form, new Uri(_http.BaseAddress!, page.Path), fields));
    }

    /// <summary>Goes where a redirect points.</summary>
    public async Task<Answer> FollowAsync(Answer redirect) =>
        await GetAsync(redirect.Location ?? throw new InvalidOperationException($"{redirect} leads nowhere."));

    /// <summary>Opens a stream of events and gathers what comes until it is disposed.</summary>
    /// <param name="after">The id of the last event that is known; with <c>null</c> only new ones come.</param>
    public async Task<Listening> ListenAsync(string path, string? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", Listening.EventStream } } };
        if (after is not null)
            request.Headers.Add("Last-Event-ID", after);
        return new Listening(
            await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken));
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        // Browsers say this with everything that their own pages send; programs with a token do not.
        if (request.Method != HttpMethod.Get && _http.DefaultRequestHeaders.Authorization is null
            && !request.Headers.Contains("Sec-Fetch-Site") && !request.Headers.Contains("Origin"))
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        if (Listening.IsStream(response))
            throw new InvalidOperationException($"{request.RequestUri} answers with a stream that has no end: use ListenAsync.");
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new Answer(response, body);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Like a browser on localhost it keeps secure cookies without TLS, which the platform's container does not.</summary>
    private sealed class CookieJar(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly Dictionary<string, string> _cookies = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            if (_cookies.Count > 0)
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
            var response = await base.SendAsync(request, cancel);
            foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
                Keep(cookie);
            return response;
        }

        public void Keep(string cookie)
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0)
                _cookies.Remove(pair[0]);
            else
                _cookies[pair[0]] = pair[1];
        }
    }
}
