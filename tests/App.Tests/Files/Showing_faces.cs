using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Guildhall.App.Tests.Communities;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using SkiaSharp;

namespace Guildhall.App.Tests.Files;

public class Showing_faces(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task A_face_is_turned_cut_and_tells_nothing(int orientation)
    {
        var program = await app.TokenAsync(await app.MemberAsync(), "account:write");
        var held = Held(TellingPicture.Scene(160, 160), orientation);
        var picture = TellingPicture.Jpeg(TellingPicture.Encode(held, SKEncodedImageFormat.Jpeg), orientation);

        var path = (await PutAsync(program, "/api/me/avatar", picture)).ShouldBe(HttpStatusCode.OK).Json.GetProperty("path").GetString()!;

        var shown = (await app.Visitor().GetAsync(path + "?w=64")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("image/webp", shown.Header("Content-Type"));
        Assert.DoesNotContain("CANARY", Encoding.Latin1.GetString(shown.Body));
        using var face = SKBitmap.Decode(shown.Body);
        Assert.Equal((64, 64), (face.Width, face.Height));
        ShouldBeNear(new SKColor(220, 30, 40), face.GetPixel(12, 12));
        ShouldBeNear(new SKColor(30, 200, 60), face.GetPixel(52, 12));
        ShouldBeNear(new SKColor(40, 50, 210), face.GetPixel(12, 52));
        ShouldBeNear(new SKColor(230, 220, 40), face.GetPixel(52, 52));
    }

    [Fact]
    public async Task A_picture_comes_in_the_width_that_is_wanted()
    {
        var library = await Library.OpenAsync(app);
        var program = await library.ProgramAsync("owner", "articles:write");
        var article = await library.PublishesAsync("Covered", "Text.");
        var wide = Scene(2000, 1000);

        var path = (await PutAsync(program, $"{library.Api}/articles/{article}/cover", wide)).ShouldBe(HttpStatusCode.OK).Json
            .GetProperty("path").GetString()!;

        (string, int)[] widths = [("1", 320), ("320", 320), ("321", 640), ("1600", 1600), ("9999", 1600), ("x", 1600)];
        foreach (var (asked, width) in widths)
        {
            using var shown = SKBitmap.Decode((await app.Visitor().GetAsync($"{path}?w={asked}")).ShouldBe(HttpStatusCode.OK).Body);
            Assert.Equal((width, width / 2), (shown.Width, shown.Height));
        }
        Assert.True((await app.Visitor().GetAsync($"{library.Path}/s/announcements")).Has($".article-row-cover[src='{path}?w=640']"));
        await library.InAsync<WithdrawArticle>(async w =>
            await w.RunAsync(article, await library.PersonAsync("owner")));
        (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await (await library.SignedInAsync("owner")).GetAsync(path)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("huge", "picture_too_large"), InlineData("bomb", "picture_too_large"), InlineData("svg", "not_a_picture")]
    [InlineData("text", "not_a_picture"), InlineData("empty", "picture_missing"), InlineData("cut", "picture_damaged")]
    public async Task What_is_no_good_picture_is_refused_by_its_bytes(string kind, string code)
    {
        var program = await app.TokenAsync(await app.MemberAsync(), "account:write");
        byte[] picture = kind switch
        {
            "huge" => TestPng.Claiming(30_000, 30_000),
            "bomb" => TestPng.Claiming(10_000, 6_000),
            "svg" => "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>"u8.ToArray(),
            "cut" => [0x89, .. "PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x09\0\0\0\x09\x08\x02\0\0\0nonsense that is no picture"u8],
            "empty" => [],
            _ => "no picture"u8.ToArray(),
        };

        (await PutAsync(program, "/api/me/avatar", picture)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task A_member_shows_and_removes_their_face_by_the_form()
    {
        var person = await app.MemberAsync("Ada");
        var browser = await app.SignInAsync(person);
        var picture = new Upload("secret name.png", Scene(200, 100), "image/png");
        var text = new Upload("x.png", "no picture"u8.ToArray(), "image/png");

        var refused = await browser.SubmitAsync("/account/settings", ("picture", text), ("do", "upload"));
        (await browser.SubmitAsync("/account/settings", ("picture", picture), ("do", "upload"))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.Contains("not a PNG", refused.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-picture-error"));
        var page = await browser.GetAsync("/account/settings");
        var source = page.Document.QuerySelector(".rail-me img.avatar")!.GetAttribute("src")!;
        Assert.DoesNotContain("secret", source);
        (await app.Visitor().GetAsync(source)).ShouldBe(HttpStatusCode.OK);
        (await browser.SubmitAsync(page, ("picture", picture), ("do", "remove"))).ShouldBe(HttpStatusCode.SeeOther);
        Assert.False((await browser.GetAsync("/account/settings")).Has("img.avatar"));
        (await app.Visitor().GetAsync(source)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_logo_stands_on_every_page()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        var picture = new Upload("logo.png", Scene(200, 100), "image/png");

        (await owner.SubmitAsync(guild.Path + "/manage/settings", ("picture", picture), ("do", "upload"))).ShouldBe(HttpStatusCode.SeeOther);

        var source = (await app.Visitor().GetAsync(guild.Path)).Document.QuerySelector("img.brand-mark")!.GetAttribute("src")!;
        (await app.Visitor().GetAsync(source)).ShouldBe(HttpStatusCode.OK);
        (await owner.SubmitAsync(guild.Path + "/manage/settings", ("picture", picture), ("do", "remove"))).ShouldBe(HttpStatusCode.SeeOther);
        Assert.False((await app.Visitor().GetAsync(guild.Path)).Has("img.brand-mark"));
    }

    [Fact]
    public async Task A_face_stands_wherever_its_members_name_does()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Piece", "Everyone may read this.", slug: "piece");
        var owner = await library.ProgramAsync("owner", "account:write");
        var handle = $"face-{library.Id}";
        await owner.PatchAsync("/api/me", new { name = "Facetta", handle, shown = true, listed = true });
        var before = await app.Visitor().GetAsync($"{library.Path}/articles/piece");

        var face = (await PutAsync(owner, "/api/me/avatar", Scene(200, 200))).ShouldBe(HttpStatusCode.OK).Json.GetProperty("path").GetString()!;
        await app.SettleAsync();

        Assert.False(before.Has("img.avatar"));
        (string Page, string Place)[] places =
        [
            ("/articles/piece", ".article-author"), ("/articles/piece", ".author-box"), ($"/members/{handle}", ".profile"),
            ($"/members/{handle}", ".article-row-by"), ("/members", ".wall-member"), ("/search?q=facetta", ".hit"),
        ];
        foreach (var (page, place) in places)
            Assert.True((await app.Visitor().GetAsync(library.Path + page)).Has($"{place} img.avatar[src^='{face}']"), $"{page} {place}");
        Assert.Equal($"{library.Path}/members/{handle}",
            (await app.Visitor().GetAsync($"{library.Path}/articles/piece")).Document.QuerySelector(".article-author a")!.GetAttribute("href"));
        await owner.PatchAsync("/api/me", new { shown = false });
        await app.SettleAsync();
        Assert.False((await app.Visitor().GetAsync($"{library.Path}/articles/piece")).Has(".article-author a"));
    }

    [Fact]
    public async Task A_community_and_its_columns_have_covers_that_operators_choose()
    {
        var library = await Library.OpenAsync(app);
        await Library.OpenAsync(app);
        await library.PublishesAsync("Piece", "Text.", "deep-dives");
        var owner = await library.SignedInAsync("owner");
        var (settings, column) = (library.Path + "/manage/settings", library.Path + "/manage/spaces/deep-dives/cover");
        var (picture, text) = (new Upload("c.png", Scene(900, 600), "image/png"), new Upload("x.png", "none"u8.ToArray(), "image/png"));

        var refused = await owner.SubmitAsync(column, ("cover", text), ("deed", "upload"));
        foreach (var page in new[] { settings, column })
            (await owner.SubmitAsync(page, ("cover", picture), ("deed", "upload"))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.Contains("not a PNG", refused.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-cover-error"));
        var front = (await app.Visitor().GetAsync("/")).Document.QuerySelectorAll(".front-card")
            .Single(c => c.QuerySelector("a")!.GetAttribute("href") == library.Path);
        var cover = front.QuerySelector(".front-cover")!.GetAttribute("src")!;
        Assert.EndsWith("?w=640", cover);
        (await app.Visitor().GetAsync(cover)).ShouldBe(HttpStatusCode.OK);
        Assert.True((await app.Visitor().GetAsync($"{library.Path}/s/deep-dives")).Has(".book-cover[src$='?w=640']"));
        Assert.True((await app.Visitor().GetAsync(library.Path)).Has(".shelf-cover[src$='?w=640']"));
        (await owner.SubmitAsync(column, ("cover", picture), ("deed", "remove"))).ShouldBe(HttpStatusCode.SeeOther);
        Assert.True((await app.Visitor().GetAsync($"{library.Path}/s/deep-dives")).Has(".book-cover[src*='cover.svg']"));
        var stranger = await library.ProgramAsync("stranger", "communities:write");
        (await PutAsync(stranger, library.Api + "/cover", picture.Content)).ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync(await library.ProgramAsync("owner", "communities:write"), library.Api + "/spaces/deep-dives/cover", picture.Content))
            .ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_cover_that_is_none_is_refused_at_its_field()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");
        var article = await library.PublishesAsync("Covered", "Text.");
        var text = new Upload("x.png", "no picture"u8.ToArray(), "image/png");

        var refused = await owner.SubmitAsync($"{library.Path}/manage/articles/{article}", ("cover", text), ("deed", "upload"));

        Assert.Contains("not a PNG", refused.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-cover-error"));
        Assert.False(refused.Has("#field-picture-error"));
        Assert.Equal("Covered", refused.Document.QuerySelector("[name=title]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task An_author_gives_an_article_a_cover_by_the_form()
    {
        var library = await Library.OpenAsync(app);
        var owner = await library.SignedInAsync("owner");
        var article = await library.PublishesAsync("Covered", "Text.");
        var picture = new Upload("c.png", Scene(400, 200), "image/png");

        (await owner.SubmitAsync($"{library.Path}/manage/articles/{article}", ("cover", picture), ("deed", "upload"))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.True((await app.Visitor().GetAsync($"{library.Path}/s/announcements")).Has(".article-row-cover"));
        var stranger = await library.ProgramAsync("stranger", "articles:write");
        (await PutAsync(stranger, $"{library.Api}/articles/{article}/cover", picture.Content)).ShouldBe(HttpStatusCode.NotFound);
    }

    private static byte[] Scene(int width, int height) =>
        TellingPicture.Encode(TellingPicture.Scene(width, height), SKEncodedImageFormat.Png);

    private static Task<Answer> PutAsync(Client program, string path, byte[] picture) => program.SendAsync(
        new HttpRequestMessage(HttpMethod.Put, path)
        {
            Content = new ByteArrayContent(picture) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } },
        });

    private static void ShouldBeNear(SKColor expected, SKColor seen) =>
        Assert.True(Math.Abs(expected.Red - seen.Red) < 30 && Math.Abs(expected.Green - seen.Green) < 30
            && Math.Abs(expected.Blue - seen.Blue) < 30, $"Expected {expected}, saw {seen}.");

    /// <summary>The square as a camera that was held like this stores it.</summary>
    private static SKBitmap Held(SKBitmap seen, int orientation)
    {
        var (size, last) = (seen.Width, seen.Width - 1);
        var stored = new SKBitmap(seen.Info);
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                // Where the stored point is seen (Exif 2.32, 4.6.4): rows and columns named by the visual side that they lie on.
                var (toX, toY) = orientation switch
                {
                    2 => (last - x, y),
                    3 => (last - x, last - y),
                    4 => (x, last - y),
                    5 => (y, x),
                    6 => (last - y, x),
                    7 => (last - y, last - x),
                    8 => (y, last - x),
                    _ => (x, y),
                };
                stored.SetPixel(x, y, seen.GetPixel(toX, toY));
            }
        return stored;
    }
}
