using System.IO.Compression;
using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Ui;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Pipeline;

[Trait("Database", "none")]
public class Serving_assets(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private string Script => app.Services.GetRequiredService<Assets>().App!;

    private byte[] Built(string address) => File.ReadAllBytes(app.Services.GetRequiredService<IWebHostEnvironment>().WebRootPath + address);

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    public async Task Sends_the_form_that_the_browser_reads(string accepted, string encoding)
    {
        var answer = await AskAsync(Script, accepted);

        answer.ShouldBe(HttpStatusCode.OK);
        Assert.Equal(encoding, answer.Header("Content-Encoding"));
        Assert.Equal("text/javascript", answer.Header("Content-Type"));
        Assert.Equal("Accept-Encoding", answer.Header("Vary"));
        Assert.Equal(Built(Script), Unpack(answer.Body, encoding));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("identity")]
    [InlineData("zstd")]
    public async Task Sends_the_file_itself_to_who_reads_nothing_else(string? accepted)
    {
        var answer = await AskAsync(Script, accepted);

        Assert.Null(answer.Header("Content-Encoding"));
        Assert.Equal(Built(Script), answer.Body);
    }

    [Fact]
    public async Task Lets_a_browser_keep_what_carries_its_hash_in_its_name()
    {
        var first = await AskAsync(Script, "br");
        Assert.Equal("public, max-age=31536000, immutable", first.Header("Cache-Control"));
        Assert.Equal("*", first.Header("Access-Control-Allow-Origin"));

        var visitor = app.Visitor();
        using var again = new HttpRequestMessage(HttpMethod.Get, Script);
        again.Headers.Add("Accept-Encoding", "br");
        again.Headers.Add("If-None-Match", first.Header("ETag"));
        using var answer = await visitor.Http.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
    }

    [Theory]
    [InlineData("/assets/no-such-file.js")]
    [InlineData("/assets/../appsettings.json")]
    [InlineData("/assets/%2e%2e/appsettings.json")]
    [InlineData("/assets/")]
    public async Task Has_nothing_else(string path)
    {
        var answer = await AskAsync(path, "br");

        answer.ShouldBe(HttpStatusCode.NotFound);
        Assert.Contains("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task Has_no_address_for_the_compressed_file() =>
        (await AskAsync(Script + ".br", "br")).ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Does_not_keep_the_icon_for_ever() =>
        Assert.Null((await AskAsync("/favicon.svg", "br")).ShouldBe(HttpStatusCode.OK).Header("Cache-Control"));

    private async Task<Answer> AskAsync(string path, string? accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted is not null)
            request.Headers.Add("Accept-Encoding", accepted);
        var response = await app.Visitor().Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(response, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static byte[] Unpack(byte[] packed, string encoding)
    {
        using var from = new MemoryStream(packed);
        using Stream plain = encoding == "br" ? new BrotliStream(from, CompressionMode.Decompress)
            : new GZipStream(from, CompressionMode.Decompress);
        using var to = new MemoryStream();
        plain.CopyTo(to);
        return to.ToArray();
    }
}
