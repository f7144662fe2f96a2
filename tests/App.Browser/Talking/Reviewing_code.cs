using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Talking;

/// <summary>
/// One posts a diff with a poll beside it, another reviews it on a phone and suggests other lines, and the first takes them over.
/// </summary>
public sealed class Reviewing_code(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Diff = """
        diff --git a/src/Greeter.cs b/src/Greeter.cs
        --- a/src/Greeter.cs
        +++ b/src/Greeter.cs
        @@ -1,5 +1,6 @@ class Greeter
         public string Greet(string name)
         {
        -    return "Hi " + name;
        +    var greeting = "Hello " + name;
        +    return greeting;
         }
         // end
        """;

    [Fact]
    public async Task Goes_from_a_diff_to_a_suggestion_that_is_taken_over()
    {
        var author = await OpenAsync(Look.Desktop);
        await author.SetUpAsync(Server);
        await MakeSpaceAsync(author);
        var reviewer = await OpenAsync(Look.Phone);
        await reviewer.RegisterAsync("chen@example.org", Backend.Path + "/tiers");
        await reviewer.PressAsync("form[action$='/join'] button, button:has-text('Join')");

        await author.GoToAsync($"{Backend.Path}/topics/new?space=code");
        await author.PressAsync("a[href*='/reviews/new']");
        await author.FillAsync("title", "Greet politely");
        await author.Page.Locator("textarea[name=body]").FillAsync("Please look.");
        await PollAsync(author);
        await author.FillAsync("diff", Diff);
        await author.ShouldBeGoodAsync("review-new");
        await author.PressAsync("main form button.primary >> nth=-1");
        await author.ShouldBeGoodInAllLooksAsync("review-topic");
        var topic = new Uri(author.Page.Url).AbsolutePath;
        var changes = topic.Replace("/topics/", "/reviews/", StringComparison.Ordinal);

        await reviewer.GoToAsync(topic);
        await reviewer.Page.Locator(".poll input[type=radio]").First.CheckAsync();
        await reviewer.PressAsync(".poll button.primary");
        await reviewer.Page.Locator(".poll-bars").WaitForAsync();
        await reviewer.GoToAsync(changes);
        await reviewer.Page.Locator(".diff .tok-keyword").First.WaitForAsync();
        await reviewer.ShouldBeGoodAsync("review-changes");
        await reviewer.PressAsync(".diff-no a:text-is('4')");
        await reviewer.PressAsync("#comment-form a:has-text('line above')");
        await reviewer.PressAsync("#comment-form a:has-text('Suggest')");
        await reviewer.Page.Locator("textarea[name=body]").FillAsync("Shorter:\n\n```suggestion\n    return $\"Hello {name}\";\n```");
        await reviewer.ShouldBeGoodAsync("review-comment");
        await reviewer.PressAsync("#comment-form button.primary");
        await reviewer.ShouldBeGoodInAllLooksAsync("review-thread");
        await reviewer.Page.Locator("[name=verdict][value=request_changes]").CheckAsync();
        await reviewer.PressAsync("#verdict button.primary");

        await author.GoToAsync(changes);
        await author.PressAsync("button[formaction$='/suggestion']");
        await author.Page.Locator(".diff-add:has-text('$\"Hello {name}\"')").First.WaitForAsync();
        Assert.Equal(1, await author.Page.Locator(".diff-add").CountAsync());
        await author.GoToAsync(changes + "?view=split");
        await author.ShouldBeGoodInAllLooksAsync("review-split");
        await author.GoToAsync($"{changes}/requests/new");
        await author.ShouldBeGoodAsync("review-ask");

        await reviewer.GoToAsync(changes);
        await reviewer.Page.Locator("[name=verdict][value=approve]").CheckAsync();
        await reviewer.PressAsync("#verdict button.primary");
        Assert.Equal(1, await reviewer.Page.Locator(".review-panel .badge.success").First.CountAsync());
        author.ShouldBeClean();
        reviewer.ShouldBeClean();
    }

    /// <summary>By the button of the composer: the form comes in a dialog, and its line stands in the text.</summary>
    private static async Task PollAsync(Visit author)
    {
        var page = author.Page;
        await page.Locator("a[data-tool]").ClickAsync();
        var dialog = page.Locator("dialog[open]");
        await dialog.Locator("[name=question]").FillAsync("Which name?");
        await dialog.Locator("[name=options]").FillAsync("Greet");
        author.Expect(422);
        await dialog.Locator("button.primary").ClickAsync();
        await dialog.Locator("#poll-options-error").WaitForAsync();
        await dialog.Locator("[name=options]").FillAsync("Greet\nWelcome");
        await author.ShouldBeGoodAsync("poll-dialog");
        await dialog.Locator("button.primary").ClickAsync();
        await dialog.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        Assert.StartsWith("Please look.\n\n[Which name?](/c/", await page.Locator("textarea[name=body]").InputValueAsync(), StringComparison.Ordinal);
    }

    private static async Task MakeSpaceAsync(Visit owner)
    {
        await owner.GoToAsync(Backend.Path + "/manage/spaces");
        var form = owner.Page.Locator("form:has([name=slug])").Last;
        await form.Locator("[name=name]").FillAsync("Code");
        await form.Locator("[name=slug]").FillAsync("code");
        await form.Locator("[value=discussion]").CheckAsync();
        await owner.PressAsync("form:has([name=slug]) button.primary >> nth=-1");
    }
}
