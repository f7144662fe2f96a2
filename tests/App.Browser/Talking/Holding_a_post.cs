using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Talking;

/// <summary>A rule holds what a member writes; the member sees that it waits, a moderator lets it through by the keyboard, all
/// see it.</summary>
public sealed class Holding_a_post(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Screening = Backend.Path + "/manage/screening", Queue = Backend.Path + "/manage/reports";

    [Fact]
    public async Task Waits_in_sight_of_its_author_until_a_moderator_lets_it_through()
    {
        var moderator = await OpenAsync(Look.Desktop);
        await moderator.SetUpAsync(Server);
        await MakeSpaceAsync(moderator);
        await WatchAsync(moderator);
        var author = await OpenAsync(Look.Phone);
        await author.RegisterAsync("chen@example.org", Backend.Path + "/tiers");
        await author.PressAsync("form[action$='/join'] button, button:has-text('Join')");
        await author.GoToAsync($"{Backend.Path}/topics/new?space=talk");
        await author.FillAsync("title", "About our words");
        await author.Page.Locator("textarea[name=body]").FillAsync("My teacher called me an i-d-i-o-t, and he was wrong.");
        await author.PressAsync("main form button.primary");
        var topic = new Uri(author.Page.Url).AbsolutePath;
        Assert.Contains("moderator", await author.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await author.ShouldBeGoodInAllLooksAsync("held-own");

        var other = await OpenAsync(Look.Desktop.InChinese);
        other.Expect(404);
        await other.GoToAsync(topic);
        Assert.DoesNotContain("About our words", await other.Page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);

        await moderator.GoToAsync(Queue);
        await moderator.Page.Locator("review-keys:defined").WaitForAsync();
        Assert.Contains("abuse: the word", await moderator.Page.Locator(".case").InnerTextAsync(), StringComparison.Ordinal);
        await moderator.ShouldBeGoodInAllLooksAsync("queue-held");
        await moderator.Page.Keyboard.PressAsync("j");
        await moderator.Page.Keyboard.PressAsync("a");
        await moderator.Page.Locator(".callout form[action$='/undo']").WaitForAsync();

        await other.GoToAsync(topic);
        Assert.Contains("About our words", await other.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        await author.GoToAsync(topic);
        Assert.DoesNotContain("moderator", await author.Page.Locator("article").First.InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task MakeSpaceAsync(Visit owner)
    {
        await owner.GoToAsync(Backend.Path + "/manage/spaces");
        var form = owner.Page.Locator("form:has([name=slug])").Last;
        await form.Locator("[name=name]").FillAsync("Talk");
        await form.Locator("[name=slug]").FillAsync("talk");
        await form.Locator("[value=discussion]").CheckAsync();
        await owner.PressAsync("form:has([name=slug]) button.primary >> nth=-1");
    }

    /// <summary>The short list of insults is made, tried and switched on.</summary>
    private static async Task WatchAsync(Visit owner)
    {
        await owner.GoToAsync(Screening);
        await owner.FillAsync("name", "Insults");
        await owner.Page.Locator("[name=subject]").SelectOptionAsync("abuse");
        await owner.Page.Locator("[name=filled]").CheckAsync();
        await owner.ShouldBeGoodInAllLooksAsync("word-lists");
        await owner.PressAsync("form:has([name=subject]) button.primary");
        await owner.PressAsync("form[action$='/trials'] button");
        await owner.PressAsync("button:has-text('Turn on')");
    }
}
