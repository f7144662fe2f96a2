using System.Net;
using System.Net.Sockets;
using System.Text;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Pipeline;

[Trait("Database", "none")]
public class Odd_requests(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory]
    [InlineData("TRACE", "/"), InlineData("DELETE", "/"), InlineData("PUT", "/api/communities")]
    public async Task Of_an_unknown_method_are_told_so_without_signing_in(string method, string path)
    {
        var answer = await app.Visitor().SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        answer.ShouldBe(HttpStatusCode.MethodNotAllowed);
        Assert.NotNull(answer.Header("Allow"));
        Assert.Contains("script-src 'self'", answer.Header("Content-Security-Policy"));
    }

    [Theory, InlineData("/sign-in"), InlineData("/no/such/page"), InlineData("/api/communities"), InlineData("/health/live")]
    public async Task For_the_head_alone_are_answered_like_any_other(string path)
    {
        var page = await app.Visitor().GetAsync(path);

        var head = await app.Visitor().SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        Assert.Equal((page.Status, page.Header("Content-Type"), page.Header("Content-Security-Policy")),
            (head.Status, head.Header("Content-Type"), head.Header("Content-Security-Policy")));
    }

    [Theory]
    [InlineData("/account/orders?before=x"), InlineData("/account/bookmarks?before=0001-01-01"), InlineData("/account/gifts?before=1,5&before=2")]
    [InlineData("/account/invoices?before=9223372036854775808"), InlineData("/account/orders?BEFORE=%F0%9F%98%80&other=1")]
    public async Task With_a_value_that_is_no_number_lead_to_the_page_without_it(string path)
    {
        using var browser = await app.SignInAsync(await app.MemberAsync());

        (await browser.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory, InlineData("utf-7"), InlineData("klingon"), InlineData("\"x y\"")]
    public async Task In_an_unknown_encoding_are_refused(string charset)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/preview") { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");

        (await app.Visitor().SendAsync(request)).ShouldBeRefused(HttpStatusCode.UnsupportedMediaType, "charset_unknown");
    }

    [Theory, InlineData("/c/x/search?q="), InlineData("/")]
    public async Task With_an_endless_address_are_told_so_on_a_page(string path)
    {
        var answer = await app.Visitor().GetAsync(path + new string('a', 9_000));

        Assert.Contains("too long", answer.ShouldBe(HttpStatusCode.RequestUriTooLong).TextOf("main"));
    }

    [Theory]
    [InlineData("GET / HTTP/1.0\r\n\r\n"), InlineData("GET / HTTP/1.1\r\nHost:\r\n\r\n"), InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n"), InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("POST /webhooks/test HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n")]
    public async Task Without_a_host_or_with_a_foreign_one_are_refused(string raw)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(app.Address.Host, app.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(raw), TestContext.Current.CancellationToken);

        var status = await new StreamReader(stream).ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 400", status);
    }

    /// <summary>The server lets these through; no page can be made for them, not even one that says so.</summary>
    [Theory]
    [InlineData("localhost:99999"), InlineData("localhost:65536"), InlineData("[::1]:70000"), InlineData("127.0.0.1:0"), InlineData("localhost:99999999999999999999")]
    [InlineData("[::1"), InlineData("localhost:8o"), InlineData("localhost:-1"), InlineData("localhost:80:80"), InlineData("[::1]x"),
        InlineData("a@localhost"), InlineData("localhost/x")]
    public async Task With_a_malformed_host_are_refused_before_anything_else(string host)
    {
        foreach (var path in new[] { "/", "/sign-in", "/no/such/page", "/api/communities", "/assets/x", "/health/live" })
            Assert.StartsWith("HTTP/1.1 400", await SendRawAsync($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await SendRawAsync($"POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory, InlineData("en", "The host of this request"), InlineData("zh", "请求中的主机")]
    public async Task With_a_malformed_port_are_told_why(string language, string text)
    {
        var answer = await SendRawAsync($"GET / HTTP/1.1\r\nHost: localhost:99999\r\nAccept-Language: {language}\r\nConnection: close\r\n\r\n");

        Assert.Contains("\"bad_host\"", answer, StringComparison.Ordinal);
        Assert.Contains(text, System.Text.RegularExpressions.Regex.Unescape(answer), StringComparison.Ordinal);
        Assert.Contains("Content-Security-Policy:", answer, StringComparison.Ordinal);
    }

    [Theory, InlineData("localhost"), InlineData("LOCALHOST:5080"), InlineData("[::1]:65535"), InlineData("127.0.0.1:1")]
    public async Task With_any_port_that_there_can_be_are_answered(string host) =>
        Assert.StartsWith("HTTP/1.1 200", await SendRawAsync($"GET /sign-in HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

    private async Task<string> SendRawAsync(string raw)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(app.Address.Host, app.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(raw), TestContext.Current.CancellationToken);
        return await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("text/plain", "lang=zh"), InlineData(null, ""), InlineData("multipart/form-data", "x"), InlineData("multipart/form-data; boundary=x", "--x\r\ncut off")]
    public async Task To_keep_a_language_without_a_form_are_refused(string? type, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/preferences") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = type is null ? null : System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        (await app.Visitor().SendAsync(request)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public void From_a_proxy_name_only_hosts_that_this_site_answers_to()
    {
        var options = Guildhall.Web.Hosting.Pipeline.ProxyOptions(new Guildhall.Web.Hosting.SiteOptions { TrustedProxies = "10.0.0.1" }, "guild.example; www.guild.example");

        Assert.Equal(["guild.example", "www.guild.example"], options.AllowedHosts);
    }
}

/// <summary>The same of a host and a scheme that a proxy passes on from whoever it was told them by.</summary>
public class Odd_requests_through_a_proxy(Accounts.ProxiedApp app) : IClassFixture<Accounts.ProxiedApp>
{
    [Theory]
    [InlineData("X-Forwarded-Host", "localhost:99999"), InlineData("X-Forwarded-Host", "[::1]:70000"),
        InlineData("X-Forwarded-Proto", "ht tp"), InlineData("X-Forwarded-Proto", "1://")]
    public async Task Never_break_a_page(string header, string value)
    {
        foreach (var path in new[] { "/", "/sign-in", "/no/such/page", "/api/communities" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", "198.51.100.1");
            request.Headers.TryAddWithoutValidation(header, value);

            Assert.InRange((int)(await app.Visitor().SendAsync(request)).Status, 200, 499);
        }
        Assert.DoesNotContain(app.Log, l => l.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }
}
