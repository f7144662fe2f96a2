using System.Net;
using System.Text;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>A field is text in memory, several times over while it is decoded: a form is read to its limits and no further.</summary>
public class Sending_a_form_that_is_too_large(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const int Megabyte = 1024 * 1024;
    private const string Long = "A long text that nobody wants to type a second time.";

    [Fact]
    public async Task Is_read_no_further_than_its_limit()
    {
        var body = new Endless("--boundary\r\nContent-Disposition: form-data; name=title\r\n\r\nKept\r\n--boundary\r\nContent-Disposition: form-data; name=markdown\r\n\r\n", 50 * Megabyte);
        var form = Form(body, new FormLimits(4 * Megabyte, 5 * Megabyte, 100 * Megabyte));

        var refused = await Assert.ThrowsAsync<Refused>(() => form.ReadFormAsync(TestContext.Current.CancellationToken));

        Assert.Equal((413, "too_large", "markdown"), (refused.Status, refused.Code, refused.Field));
        Assert.InRange(body.Taken, 4 * Megabyte, 4 * Megabyte + 64 * 1024);
        Assert.Equal("Kept", form.ReadSoFar["title"]);
        Assert.Null(form.Form);
    }

    [Fact]
    public async Task Counts_all_fields_together()
    {
        var fields = string.Concat(Enumerable.Range(0, 8).Select(n => $"--boundary\r\nContent-Disposition: form-data; name=f{n}\r\n\r\n{new string('a', Megabyte)}\r\n"));
        var body = new Endless(fields, 50 * Megabyte);
        var form = Form(body, new FormLimits(4 * Megabyte, 5 * Megabyte, 100 * Megabyte));

        var refused = await Assert.ThrowsAsync<Refused>(() => form.ReadFormAsync(TestContext.Current.CancellationToken));

        Assert.Null(refused.Field);
        Assert.InRange(body.Taken, 5 * Megabyte, 5 * Megabyte + 64 * 1024);
    }

    [Fact]
    public async Task Counts_fields_and_files()
    {
        var fields = Form(new Endless(
            string.Concat(Enumerable.Repeat("--boundary\r\nContent-Disposition: form-data; name=f\r\n\r\n\r\n", 2000)) + "--boundary--\r\n", 0), new FormLimits(Megabyte, Megabyte, Megabyte));
        var file = new Endless("--boundary\r\nContent-Disposition: form-data; name=picture; filename=a.png\r\n\r\n", 50 * Megabyte);
        var files = Form(file, new FormLimits(Megabyte, Megabyte, 2 * Megabyte));

        Assert.Equal("too_large", (await Assert.ThrowsAsync<Refused>(() => fields.ReadFormAsync(TestContext.Current.CancellationToken))).Code);
        Assert.Equal("picture", (await Assert.ThrowsAsync<Refused>(() => files.ReadFormAsync(TestContext.Current.CancellationToken))).Field);
        Assert.InRange(file.Taken, 2 * Megabyte, 2 * Megabyte + 64 * 1024);
    }

    [Fact]
    public async Task Reads_what_is_within_them_as_it_was_sent()
    {
        var content = new MultipartFormDataContent("boundary") { { new StringContent("第一行。\r\n第二行。"), "text" },
            { new StringContent("a"), "twice" }, { new StringContent("b"), "twice" }, { new ByteArrayContent([1, 2, 3]), "file", "图.png" } };
        var form = Form(await content.ReadAsStreamAsync(TestContext.Current.CancellationToken), new FormLimits(100, 200, 10));

        var read = await form.ReadFormAsync(TestContext.Current.CancellationToken);

        Assert.Equal("第一行。\r\n第二行。", read["text"]);
        Assert.Equal("a,b", read["twice"].ToString());
        var file = Assert.Single(read.Files);
        Assert.Equal(("file", 3), (file.Name, file.Length));
        Assert.Same(read, await form.ReadFormAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("en", "That is too large", "Go back in your browser"), InlineData("zh", "内容过大", "请在浏览器中返回上一页")]
    public async Task Is_told_so_and_gets_back_what_was_read(string language, string title, string text)
    {
        var library = await Library.OpenAsync(app);
        using var owner = await (await library.SignedInAsync("owner")).ChoosesAsync(language);

        var answer = await owner.SubmitAsync(library.Path + "/manage/articles/new", ("title", Long),
            ("markdown", new string('`', 50 * Megabyte)), ("do", "preview-visitor"));

        answer.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(title, answer.TextOf("h1"));
        Assert.Contains(text, answer.Text, StringComparison.Ordinal);
        Assert.Equal(Long, answer.TextOf("textarea"));
        Assert.True(answer.Body.Length < 100_000);
        Assert.Equal(0, await library.CountAsync());
    }

    [Fact]
    public async Task Of_a_longest_text_and_a_little_more_is_answered_at_the_field()
    {
        var library = await Library.OpenAsync(app);
        using var owner = await library.SignedInAsync("owner");
        var tooLong = new string('文', 1_000_001);

        var answer = await owner.SubmitAsync(library.Path + "/manage/articles/new", ("title", "Title"), ("markdown", tooLong), ("do", "save"));

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(tooLong, answer.TextOf("#field-markdown"));
    }

    [Fact]
    public async Task Of_the_other_kind_is_held_to_them_as_well()
    {
        var library = await Library.OpenAsync(app);
        using var owner = await library.SignedInAsync("owner");
        owner.Http.DefaultRequestHeaders.Accept.Clear();
        owner.Http.DefaultRequestHeaders.Accept.ParseAdd("application/json");

        var many = await owner.SendAsync(UrlEncoded(library.Path + "/manage/articles/new", Enumerable.Range(0, 30).Select(n => $"f{n}={new string('a', Megabyte)}")));
        var one = await owner.SendAsync(UrlEncoded(library.Path + "/manage/articles/new", [$"markdown={new string('a', 13 * Megabyte)}"]));
        var usual = await owner.SendAsync(UrlEncoded("/account/password", [$"name={new string('a', 5 * Megabyte)}"]));
        var language = await owner.SendAsync(UrlEncoded("/preferences", [$"lang={new string('a', 5 * Megabyte)}"]));

        foreach (var answer in new[] { many, one, usual, language })
            answer.ShouldBeRefused(HttpStatusCode.RequestEntityTooLarge, "too_large");
    }

    private static HttpRequestMessage UrlEncoded(string path, IEnumerable<string> fields)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(string.Join('&', fields)));
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        // Else the server would close the connection while this still writes.
        request.Headers.ExpectContinue = true;
        return request;
    }

    private static MultipartForm Form(Stream body, FormLimits limits)
    {
        var http = new DefaultHttpContext();
        (http.Request.Body, http.Request.ContentType) = (body, "multipart/form-data; boundary=boundary");
        return new MultipartForm(http.Request, limits);
    }

    /// <summary>A beginning, then so many backticks, and a count of what was read.</summary>
    private sealed class Endless(string start, long length) : MemoryStream
    {
        private readonly byte[] _start = Encoding.ASCII.GetBytes(start);

        public long Taken { get; private set; }

        // As bodies of requests are: the reader would skip parts of one that is.
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, _start.Length + length - Taken);
            for (var i = 0; i < count; i++)
                buffer.Span[i] = Taken + i < _start.Length ? _start[Taken + i] : (byte)'`';
            Taken += count;
            return ValueTask.FromResult(count);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
