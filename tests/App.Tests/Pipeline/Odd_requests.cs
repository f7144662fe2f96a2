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

        Assert.Equal((page.Status, page.Header("Content-Type"), page.Header("Content-Security-Policy")), (head.Status, head.Header("Content-Type"), head.Header("Content-Security-Policy")));
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
