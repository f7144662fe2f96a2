using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Talking;

/// <summary>One posts on a phone; another reports it on a large screen, decides by the keyboard, and decides the appeal.</summary>
public sealed class Reporting_and_appealing(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Space = Backend.Path + "/s/talk", Queue = Backend.Path + "/manage/reports";

    [Fact]
    public async Task Goes_from_a_report_to_a_warning_and_from_the_appeal_to_the_post_that_is_back()
    {
        var moderator = await OpenAsync(Look.Desktop);
        await moderator.SetUpAsync(Server);
        await MakeSpaceAsync(moderator);
        var author = await OpenAsync(Look.Phone);
        await author.RegisterAsync("chen@example.org", Backend.Path + "/tiers");
        await author.PressAsync("form[action$='/join'] button, button:has-text('Join')");
        await author.GoToAsync($"{Backend.Path}/topics/new?space=talk");
        await author.FillAsync("title", "Cheap pills");
        await author.Page.Locator("textarea[name=body]").FillAsync("Buy them **here**.");
        await author.PressAsync("main form button.primary");
        var topic = new Uri(author.Page.Url).AbsolutePath;

        await moderator.GoToAsync(Queue);
        await moderator.ShouldBeGoodAsync("queue-empty");
        await moderator.GoToAsync(topic);
        await moderator.Page.Locator("post-menu:defined").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        await moderator.Page.Locator(".post-more").First.ClickAsync();
        await moderator.PressAsync("a[href*='/report?thing=']");
        await moderator.ShouldBeGoodInAllLooksAsync("report");
        await moderator.Page.Locator("[name=reason][value=spam]").CheckAsync();
        await moderator.PressAsync("main form button.primary");
        await moderator.GoToAsync(Queue);
        await moderator.ShouldBeGoodInAllLooksAsync("queue");
        await moderator.Page.Locator("review-keys:defined").WaitForAsync();
        await moderator.Page.Keyboard.PressAsync("j");
        await moderator.Page.Keyboard.PressAsync("o");
        await moderator.Page.Locator("textarea[name=note]").FillAsync("No advertising here.");
        await moderator.Page.Locator("details.case-more summary").ClickAsync();
        await moderator.Page.Locator("[name=sanction]").SelectOptionAsync("warned");
        await moderator.ShouldBeGoodInAllLooksAsync("case");
        await moderator.PressAsync("button[name=verdict][value=remove]");
        await moderator.Page.Locator(".callout form[action$='/undo']").WaitForAsync();
        await moderator.ShouldBeGoodAsync("queue-done");

        await author.GoToAsync(Space);
        Assert.Contains("No advertising here.", await author.Page.Locator(".warning-notice").InnerTextAsync());
        await author.ShouldBeGoodAsync("warned");
        await author.PressAsync("form[action$='/acknowledgement'] button");
        Assert.Equal(0, await author.Page.Locator(".warning-notice").CountAsync());
        await author.GoToAsync("/account/decisions");
        await author.ShouldBeGoodInAllLooksAsync("decisions");
        await author.PressAsync(".decision-rows a[href*='/account/decisions/']");
        await author.FillAsync("text", "It was a joke about pills.");
        await author.ShouldBeGoodInAllLooksAsync("decision");
        await author.PressAsync("main form button.primary");

        await moderator.GoToAsync(Queue + "?filter=appeals");
        await moderator.Page.Locator("review-keys:defined").WaitForAsync();
        await moderator.Page.Keyboard.PressAsync("j");
        await moderator.Page.Keyboard.PressAsync("x");
        await moderator.Page.Locator(".callout").WaitForAsync();
        await moderator.GoToAsync(Queue + "/audit");
        await moderator.ShouldBeGoodAsync("audit");

        await author.GoToAsync(topic);
        Assert.Contains("Cheap pills", await author.Page.Locator("h1").InnerTextAsync());
    }

    private static async Task MakeSpaceAsync(Visit owner)
    {
        await owner.GoToAsync(Backend.Path + "/manage/spaces");
        var form = owner.Page.Locator("form:has([name=slug])").Last;
        await form.Locator("[name=name]").FillAsync("Talk");
        await form.Locator("[name=slug]").FillAsync("talk");
        await form.Locator("[value=discussion]").CheckAsync();
        await owner.PressAsync("form:has([name=slug]) button.primary >> nth=-1");
        await owner.GoToAsync(Space);
    }
}
