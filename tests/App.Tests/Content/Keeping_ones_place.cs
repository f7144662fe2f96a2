using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Content;

/// <summary>A member's place in an article follows them to every device; nobody else learns of it.</summary>
public class Keeping_ones_place(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Is_told_to_another_device()
    {
        var (library, _, b, _) = await CourseAsync();
        await library.BuysPremiumAsync("member");
        var phone = await library.SignedInAsync("member");

        (await phone.PostAsync(Place(library, b), new { fraction = 0.42 })).ShouldBe(HttpStatusCode.NoContent);

        var desk = await library.SignedInAsync("member");
        Assert.Equal("0.42", (await desk.GetAsync($"{library.Path}/articles/b")).Document.QuerySelector("article-reader")!.GetAttribute("data-fraction"));
        var column = await desk.Speaking("en").GetAsync($"{library.Path}/s/deep-dives");
        Assert.Contains("42% read", column.TextOf($"[data-article='{b}'] .lecture-marks"));
        var goOn = column.Document.QuerySelector(".book-about a.button.primary")!;
        Assert.Equal(("Continue with lecture 2", $"{library.Path}/articles/b#continue"), (goOn.TextContent.Trim(), goOn.GetAttribute("href")));
        Assert.Contains("B", (await desk.GetAsync(library.Path)).TextOf(".go-on"));
        Assert.Contains("42% read", (await desk.GetAsync("/account/reading")).TextOf(".reading-row"));
    }

    [Fact]
    public async Task The_end_counts_as_read_and_stays_so()
    {
        var (library, a, b, _) = await CourseAsync();
        await library.BuysPremiumAsync("member");
        var member = (await library.SignedInAsync("member")).Speaking("en");

        (await member.PostAsync(Place(library, a), new { fraction = 1 })).ShouldBe(HttpStatusCode.NoContent);
        (await member.PostAsync(Place(library, a), new { fraction = 0.1 })).ShouldBe(HttpStatusCode.NoContent);

        var column = await member.GetAsync($"{library.Path}/s/deep-dives");
        Assert.True(column.Has($".is-read[data-article='{a}'] .lecture-read"));
        (await member.PostAsync(Place(library, a), new { fraction = 1 })).ShouldBe(HttpStatusCode.NoContent);
        Assert.Equal("Continue with lecture 2", (await member.GetAsync($"{library.Path}/s/deep-dives")).TextOf(".book-about a.button.primary"));
        Assert.Contains("B", (await member.GetAsync(library.Path)).TextOf(".go-on"));
    }

    [Fact]
    public async Task A_look_back_is_no_step_back()
    {
        var (library, _, b, _) = await CourseAsync();
        await library.BuysPremiumAsync("member");
        var member = (await library.SignedInAsync("member")).Speaking("en");

        foreach (var fraction in new[] { 0.6, 0.1 })
            (await member.PostAsync(Place(library, b), new { fraction })).ShouldBe(HttpStatusCode.NoContent);

        var column = await member.GetAsync($"{library.Path}/s/deep-dives");
        Assert.Contains("60% read", column.TextOf($"[data-article='{b}'] .lecture-marks"));
        Assert.Equal($"{library.Path}/articles/b#continue", column.Document.QuerySelector($"[data-article='{b}'] a")!.GetAttribute("href"));
        var link = (await member.GetAsync($"{library.Path}/articles/b")).Document.QuerySelector(".article-continue")!;
        Assert.Equal("Continue at {0}%", link.GetAttribute("data-words"));
    }

    [Fact]
    public async Task Buttons_mark_it_without_script()
    {
        var (library, a, _, _) = await CourseAsync();
        await library.BuysPremiumAsync("member");
        var member = (await library.SignedInAsync("member")).Speaking("en");
        var page = await member.GetAsync($"{library.Path}/articles/a");

        (await member.PressAsync(page, $"{library.Path}/articles/{a}/progress", ("read", "true"))).ShouldLeadTo($"{library.Path}/articles/a");
        page = await member.GetAsync($"{library.Path}/articles/a");
        Assert.Equal("Read. Mark as unread.", page.Document.QuerySelector("#end button")!.GetAttribute("aria-label"));
        (await member.PressAsync(page, $"{library.Path}/articles/{a}/progress", ("read", "false"))).ShouldRedirect();
        Assert.False((await member.GetAsync($"{library.Path}/s/deep-dives")).Has(".is-read"));
    }

    [Fact]
    public async Task Is_kept_for_who_may_read_all_of_it_only()
    {
        var (library, a, _, _) = await CourseAsync();
        var draft = await library.PublishesAsync("Draft", "Text.", "deep-dives", "draft", published: false);
        var registered = await library.SignedInAsync("registered");
        using var visitor = app.Visitor();

        (await registered.PostAsync(Place(library, a), new { fraction = 0.5 })).ShouldBe(HttpStatusCode.Forbidden);
        (await registered.PostAsync(Place(library, draft), new { fraction = 0.5 })).ShouldBe(HttpStatusCode.NotFound);
        Assert.NotEqual(HttpStatusCode.NoContent, (await visitor.PostAsync(Place(library, a), new { fraction = 0.5 })).Status);
        Assert.False((await registered.GetAsync($"{library.Path}/articles/a")).Document.QuerySelector("article-reader")!.HasAttribute("data-fraction"));
    }

    [Theory, InlineData(-0.1), InlineData(1.01), InlineData(null)]
    public async Task Is_a_number_from_0_to_1(double? fraction)
    {
        var (library, a, _, _) = await CourseAsync();
        await library.BuysPremiumAsync("member");
        var member = await library.SignedInAsync("member");

        (await member.PostAsync(Place(library, a), new { fraction })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "fraction_bad");
    }

    private static string Place(Library library, long article) => $"{library.Api}/articles/{article}/progress";

    private async Task<(Library Library, long A, long B, long C)> CourseAsync()
    {
        var library = await Library.OpenAsync(app);
        var a = await library.PublishesAsync("A", "Text.", "deep-dives", "a");
        var b = await library.PublishesAsync("B", "Text.", "deep-dives", "b");
        return (library, a, b, await library.PublishesAsync("C", "Text.", "deep-dives", "c"));
    }
}
