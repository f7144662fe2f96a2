using System.Net;
using System.Security.Cryptography;
using System.Text;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Files;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace Guildhall.App.Tests.Resources;

/// <summary>Uploads are small here: 1 MB a file, 2 MB a community.</summary>
public class Bad_uploads(Bad_uploads.SmallApp app) : IClassFixture<Bad_uploads.SmallApp>
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task Ten_gigabytes_are_refused_by_what_the_request_says_of_itself()
    {
        var shelf = await Shelf.OpenAsync(app);

        var file = await SendRawAsync(await shelf.TeamAsync(), $"POST {shelf.Api}/resources?space=open&title=x&name=x.bin");
        var face = await SendRawAsync(await shelf.ProgramAsync("owner", "account:write"), "PUT /api/me/avatar", "image/png");

        Assert.StartsWith("HTTP/1.1 413", file);
        Assert.StartsWith("HTTP/1.1 413", face);
    }

    [Fact]
    public async Task Ten_gigabytes_in_pieces_are_refused_and_not_kept()
    {
        var shelf = await Shelf.OpenAsync(app);
        var program = await shelf.TeamAsync();
        var endless = new Endless(10L * 1024 * Megabyte);

        var path = $"{shelf.Api}/resources?space=open&title=x&name=x.bin";
        try
        {
            (await Shelf.SendAsync(program, path, new StreamContent(endless))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        }
        catch (HttpRequestException)
        {
            // The server hung up while the client was still sending.
        }

        // Kestrel reads on for five seconds so that the client hears the refusal; none of it goes to the disk.
        Assert.True(endless.Given < 10L * 1024 * Megabyte, "All of it was read.");
        await NothingIsKeptAsync(shelf);
    }

    [Fact]
    public async Task A_form_says_which_file_is_too_large()
    {
        var shelf = await Shelf.OpenAsync(app);
        var member = await shelf.MemberAsync("Ada");

        var refused = await member.SubmitAsync($"{shelf.Path}/resources/new?space=open", ("title", "Typed"),
            ("file", new Upload("big.bin", new byte[Megabyte + 1])));

        refused.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("larger than 1 MB", refused.TextOf("#field-file-error"));
        Assert.Equal("Typed", refused.Document.QuerySelector("[name=title]")!.GetAttribute("value"));
        await NothingIsKeptAsync(shelf);
    }

    [Fact]
    public async Task A_quota_that_is_reached_in_the_middle_stops_the_upload()
    {
        var shelf = await Shelf.OpenAsync(app);
        await shelf.AddsAsync(Bytes(900_000, 1));
        await shelf.AddsAsync(Bytes(900_000, 2));
        var path = $"{shelf.Api}/resources?space=open&title=x&name=x.bin";

        var refused = await Shelf.SendAsync(await shelf.TeamAsync(), path, Bytes(900_000, 33));
        var small = await Shelf.SendAsync(await shelf.TeamAsync(), path, Bytes(100_000, 4));

        refused.ShouldBeRefused(HttpStatusCode.RequestEntityTooLarge, "quota_reached");
        Assert.False(File.Exists(FileOf(Bytes(900_000, 33))));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(app.DataFolder, "files", "incoming")));
        Assert.Equal(3, await shelf.InAsync<AppDb, int>(db => db.Set<OwnedFile>().CountAsync()));
        small.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_picture_for_which_there_is_no_room_leaves_nothing()
    {
        var shelf = await Shelf.OpenAsync(app);
        await shelf.AddsAsync(Bytes(1_040_000, 1));
        await shelf.AddsAsync(Bytes(1_040_000, 2));
        var before = KeptOnDisk();
        using var noise = new SKBitmap(1600, 900);
        new Random(3).NextBytes(noise.GetPixelSpan());
        await using var picture = new MemoryStream(TellingPicture.Encode(noise, SKEncodedImageFormat.Jpeg));

        var refused = await Assert.ThrowsAsync<Refused>(() => shelf.InAsync<IFiles, KeptFile>(files => files.KeepPictureAsync(
            new IncomingFile(shelf.Id, picture, "noise.jpg", shelf.IdOf("owner")), PictureShape.AsIs)));

        Assert.Equal(("quota_reached", "picture"), (refused.Code, refused.Field));
        Assert.Equal(before, KeptOnDisk());
    }

    [Fact]
    public async Task A_picture_that_unpacks_to_far_more_than_its_size_is_read_as_far_as_its_size()
    {
        var program = await app.TokenAsync(await app.MemberAsync(), "account:write");
        byte[] head = [.. TestPng.Big(100), .. TestPng.Big(100), 8, 0, 0, 0, 0];
        byte[] bomb =
        [
            0x89, .. "PNG\r\n\x1A\n"u8, .. TestPng.Chunk("IHDR", head), .. TestPng.Chunk("IDAT", TestPng.Pack(new byte[100 * Megabyte])),
            .. TestPng.Chunk("IEND", []),
        ];

        var answer = await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/me/avatar")
        {
            Content = new ByteArrayContent(bomb) { Headers = { ContentType = new("image/png") } },
        });

        Assert.True(bomb.Length < Megabyte, "It is no bomb.");
        var path = answer.ShouldBe(HttpStatusCode.OK).Json.GetProperty("path").GetString()!;
        using var shown = SKBitmap.Decode((await app.Visitor().GetAsync(path)).Body);
        Assert.Equal((100, 100), (shown.Width, shown.Height));
    }

    [Fact]
    public async Task Uploads_at_once_do_not_share_the_last_room()
    {
        var shelf = await Shelf.OpenAsync(app);
        await shelf.AddsAsync(Bytes(900_000, 1));
        var program = await shelf.TeamAsync();

        var answers = await Task.WhenAll(Enumerable.Range(2, 4).Select(n =>
            Shelf.SendAsync(program, $"{shelf.Api}/resources?space=open&title=x&name=x.bin", Bytes(900_000, (byte)n))));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created),
            a => a.ShouldBeRefused(HttpStatusCode.RequestEntityTooLarge, "quota_reached"));
    }

    [Theory]
    [InlineData("report.pdf"), InlineData("photo.png"), InlineData("clip.mp4"), InlineData("book.zip")]
    public async Task A_name_that_lies_is_refused(string name)
    {
        var shelf = await Shelf.OpenAsync(app);

        var refused = await Shelf.SendAsync(await shelf.TeamAsync(), $"{shelf.Api}/resources?space=open&title=x&name={name}",
            "MZ\x90\0\x03 a program"u8.ToArray());

        refused.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "file_type_differs");
        await NothingIsKeptAsync(shelf);
    }

    [Theory]
    [InlineData("drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("page.html", "<!doctype html><script>alert(1)</script>")]
    public async Task What_could_run_is_handed_out_as_text_to_be_saved(string name, string text)
    {
        var shelf = await Shelf.OpenAsync(app);
        var id = await shelf.AddsAsync(Encoding.UTF8.GetBytes(text), name: name);

        foreach (var path in new[] { $"{shelf.Path}/resources/{id}/file", await shelf.FileAsync(id) })
        {
            var got = (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.OK);
            Assert.Equal("text/plain; charset=utf-8", got.Header("Content-Type"));
            Assert.StartsWith("attachment", got.Header("Content-Disposition"));
            Assert.Contains("sandbox", got.Header("Content-Security-Policy"));
            Assert.Equal("nosniff", got.Header("X-Content-Type-Options"));
        }
    }

    [Fact]
    public async Task An_empty_file_and_none_are_told()
    {
        var shelf = await Shelf.OpenAsync(app);
        var member = await shelf.MemberAsync("Ada");

        var empty = await Shelf.SendAsync(await shelf.TeamAsync(), $"{shelf.Api}/resources?space=open&title=x&name=x.bin", []);
        var none = await member.SubmitAsync($"{shelf.Path}/resources/new?space=open", ("title", "x"));

        empty.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "file_missing");
        Assert.Contains("Choose a file", none.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-file-error"));
    }

    private static byte[] Bytes(int count, byte seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        bytes[0] = 0;
        return bytes;
    }

    private string FileOf(byte[] bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return Path.Combine(app.DataFolder, "files", "kept", hash[..2], hash[2..]);
    }

    private int KeptOnDisk() => Directory.EnumerateFiles(Path.Combine(app.DataFolder, "files", "kept"), "*", SearchOption.AllDirectories).Count();

    private async Task NothingIsKeptAsync(Shelf shelf)
    {
        Assert.Equal(0, await shelf.InAsync<AppDb, int>(db => db.Set<OwnedFile>().CountAsync()));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(app.DataFolder, "files", "incoming")));
    }

    /// <summary>The first line of the answer to a head that promises 10 GB, of which nothing is sent.</summary>
    private async Task<string> SendRawAsync(Client program, string what, string type = "application/octet-stream")
    {
        var key = program.Http.DefaultRequestHeaders.Authorization!.ToString();
        using var tcp = new System.Net.Sockets.TcpClient();
        await tcp.ConnectAsync(app.Address.Host, app.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = tcp.GetStream();
        var head = $"{what} HTTP/1.1\r\nHost: {app.Address.Authority}\r\nAuthorization: {key}\r\nContent-Type: {type}\r\n"
            + "Accept: application/json\r\nContent-Length: 10737418240\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
    }

    public sealed class SmallApp : GuildhallApp
    {
        protected override IEnumerable<string> Settings => ["--Guildhall:Files:Megabytes=1", "--Guildhall:Files:CommunityMegabytes=2"];
    }

    /// <summary>So many zeros, made as they are asked for.</summary>
    private sealed class Endless(long length) : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var given = (int)Math.Min(count, length - Given);
            Array.Clear(buffer, offset, given);
            Given += given;
            return given;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
