using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Reading;

/// <summary>An author drags the lectures of a column; a reader goes on where they were, on another device and without an account.</summary>
public sealed class Reading_a_column(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Column = Backend.Path + "/s/engineering", Order = Backend.Path + "/manage/columns/engineering/order";

    private static readonly string Long = string.Concat(Enumerable.Range(1, 60).Select(i => $"Paragraph {i} of a long lecture, with enough words for a line or two of text on every screen.\n\n"));

    [Fact]
    public async Task Keeps_the_place_of_everyone()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        foreach (var title in new[] { "Alpha", "Beta", "Gamma" })
            await PublishAsync(owner, title);
        await ArrangeAsync(owner);

        var visitor = await OpenAsync(Look.Phone);
        await visitor.GoToAsync(Backend.Path);
        await visitor.ShouldBeGoodInAllLooksAsync("books-landing");
        await ReadToTheEndAsync(visitor, "gamma");
        await visitor.GoToAsync(Column);
        await visitor.Page.Locator(".lecture.is-read:has-text('Gamma')").WaitForAsync();
        await visitor.ShouldBeGoodInAllLooksAsync("books-column");

        var member = await OpenAsync(Look.Phone);
        await member.RegisterAsync("chen@example.org");
        await ReadToTheMiddleAsync(member, "beta");
        await member.GoToAsync(Column);
        await member.PressAsync(".book-about a.button.primary");
        Assert.EndsWith("/articles/beta#continue", member.Page.Url);
        await member.Page.WaitForFunctionAsync("() => scrollY > 300");
        await member.GoToAsync(Backend.Path);
        await member.Page.Locator(".go-on-card:has-text('Beta')").WaitForAsync();
        await member.ShouldBeGoodAsync("books-home");
        await member.GoToAsync("/account/reading");
        await member.ShouldBeGoodAsync("books-reading");

        await visitor.GoToAsync(Backend.Path + "/articles/gamma");
        await visitor.Page.Locator(".share > summary").ClickAsync();
        await visitor.ShouldBeGoodInAllLooksAsync("books-article");
        await visitor.PressAsync(".share a[href$='/poster']");
        await visitor.ShouldBeGoodInAllLooksAsync("books-poster");
    }

    private static async Task PublishAsync(Visit owner, string title)
    {
        await owner.GoToAsync($"{Backend.Path}/manage/articles/new?space=engineering");
        await owner.FillAsync("title", title);
        await owner.FillAsync("markdown", Long);
        await owner.PressAsync("button[value=publish]");
    }

    private static async Task ArrangeAsync(Visit owner)
    {
        await owner.GoToAsync(Order);
        await owner.ShouldBeGoodInAllLooksAsync("books-order");
        var rows = owner.Page.Locator(".arrange-row");
        await owner.Page.Locator("column-order.is-draggable").WaitForAsync();
        await rows.Nth(2).DragToAsync(rows.Nth(0), new() { TargetPosition = new() { X = 40, Y = 2 } });
        await owner.Page.Locator(".arrange-row:nth-child(1):has-text('Gamma')").WaitForAsync();
        await owner.GoToAsync(Order);

        Assert.Equal(["Gamma", "Alpha", "Beta"], await owner.Page.Locator(".arrange-title").AllInnerTextsAsync());
    }

    private static async Task ReadToTheEndAsync(Visit reader, string slug)
    {
        await reader.GoToAsync($"{Backend.Path}/articles/{slug}");
        await reader.Page.EvaluateAsync("customElements.whenDefined('article-reader')");
        await reader.Page.EvaluateAsync("document.querySelector('.article-end').scrollIntoView()");
        await reader.Page.WaitForFunctionAsync("() => Object.keys(localStorage).some(key => key.startsWith('places:'))");
    }

    private static async Task ReadToTheMiddleAsync(Visit reader, string slug)
    {
        await reader.GoToAsync($"{Backend.Path}/articles/{slug}");
        await reader.Page.EvaluateAsync("customElements.whenDefined('article-reader')");
        await reader.Page.EvaluateAsync("scrollTo(0, document.querySelector('article.article').offsetHeight / 2)");
        // Whoever leaves the page tells where they were; that arrives a moment later.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        do
        {
            await Task.Delay(100, patience.Token);
            await reader.GoToAsync(Column);
        }
        while (await reader.Page.Locator(".lecture-marks:has-text('%')").CountAsync() == 0);
    }
}
