using System.Net;
using System.Net.Http.Headers;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using SkiaSharp;

namespace Guildhall.App.Tests.Files;

/// <summary>The picture across the top of a member's page: drawn, until they choose one.</summary>
public class Covering_ones_page(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task It_is_drawn_by_default_for_whom_the_page_is()
    {
        var (library, _, handle) = await OpenAsync(shown: true);
        var (hidden, _, secret) = await OpenAsync(shown: false);

        var source = (await app.Visitor().GetAsync($"{library.Path}/members/{handle}")).Document.QuerySelector("img.profile-cover")!
            .GetAttribute("src")!;

        Assert.StartsWith($"{library.Path}/members/{handle}/cover.svg?v=", source);
        var drawn = (await app.Visitor().GetAsync(source)).ShouldBe(HttpStatusCode.OK);
        Assert.StartsWith("image/svg+xml", drawn.Header("Content-Type"));
        Assert.Contains("immutable", drawn.Header("Cache-Control"));
        (await app.Visitor().GetAsync($"{hidden.Path}/members/{secret}/cover.svg")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync($"{hidden.Path}/members/nobody/cover.svg")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_member_chooses_replaces_and_removes_it_by_the_form()
    {
        var (library, member, handle) = await OpenAsync(shown: true);
        var page = $"{library.Path}/members/{handle}";
        await app.Visitor().GetAsync(page);
        var (wide, other, text) = (Picture(1600, 400), Picture(800, 800), new Upload("x.png", "no picture"u8.ToArray(), "image/png"));

        var refused = await member.SubmitAsync("/account/settings", ("cover", text), ("deed", "upload"));
        (await member.SubmitAsync("/account/settings", ("cover", wide), ("deed", "upload"))).ShouldRedirect();
        await app.SettleAsync();
        var first = await CoverAsync(page);
        (await member.SubmitAsync("/account/settings", ("cover", other), ("deed", "upload"))).ShouldRedirect();
        await app.SettleAsync();
        var second = await CoverAsync(page);

        Assert.Contains("not a PNG", refused.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-cover-error"));
        Assert.False(refused.Has("#field-picture-error"));
        Assert.NotEqual(first, second);
        (await app.Visitor().GetAsync(first)).ShouldBe(HttpStatusCode.NotFound);
        using (var shown = SKBitmap.Decode((await app.Visitor().GetAsync(second)).ShouldBe(HttpStatusCode.OK).Body))
            Assert.Equal(800, shown.Width);
        Assert.Equal(second[..second.IndexOf('?')],
            (await app.Visitor().GetAsync($"{library.Api}/members/{handle}")).Json.GetProperty("cover").GetString());
        (await member.SubmitAsync("/account/settings", ("deed", "remove"))).ShouldRedirect();
        await app.SettleAsync();
        Assert.Contains("cover.svg", await CoverAsync(page));
        (await app.Visitor().GetAsync(second)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_is_seen_by_nobody_else_where_the_page_is_not()
    {
        var (library, member, handle) = await OpenAsync(shown: false);
        var program = await library.ProgramAsync("Faye", "account:write");

        var path = (await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/me/cover")
        {
            Content = new ByteArrayContent(Picture(640, 160).Content) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } },
        })).ShouldBe(HttpStatusCode.OK).Json.GetProperty("path").GetString()!;

        (await member.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await (await library.SignedInAsync("stranger")).GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        await program.PatchAsync("/api/me", new { shown = true });
        (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        Assert.StartsWith(path, await CoverAsync($"{library.Path}/members/{handle}"));
        (await program.DeleteAsync("/api/me/cover")).ShouldBe(HttpStatusCode.NoContent);
        (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> CoverAsync(string page) =>
        (await app.Visitor().GetAsync(page)).ShouldBe(HttpStatusCode.OK).Document.QuerySelector("img.profile-cover")!.GetAttribute("src")!;

    private async Task<(Library Library, Client Member, string Handle)> OpenAsync(bool shown)
    {
        var library = await Library.OpenAsync(app);
        await library.BuysPremiumAsync("Faye");
        var handle = $"faye-{library.Id}c";
        var program = await library.ProgramAsync("Faye", "account:write");
        (await program.PatchAsync("/api/me", new { handle, shown })).ShouldBe(HttpStatusCode.OK);
        return (library, await library.SignedInAsync("Faye"), handle);
    }

    private static Upload Picture(int width, int height) =>
        new("secret name.png", TellingPicture.Encode(TellingPicture.Scene(width, height), SKEncodedImageFormat.Png), "image/png");
}
