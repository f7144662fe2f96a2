using System.Text.RegularExpressions;
using Guildhall.App.Browser.Hosting;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Talking;

/// <summary>One asks, another answers while the question is open in both browsers, and the first accepts.</summary>
public sealed class Asking_and_answering(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Space = Backend.Path + "/s/ask";

    [Fact]
    public async Task Goes_from_a_question_to_an_accepted_answer_in_two_browsers()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await MakeSpaceAsync(owner);
        var asker = await OpenAsync(Look.Desktop);
        await asker.RegisterAsync("chen@example.org", Backend.Path + "/tiers");
        await asker.PressAsync("form[action$='/join'] button, button:has-text('Join')");

        await asker.GoToAsync($"{Backend.Path}/topics/new?space=ask");
        await asker.FillAsync("title", "Why does it wait?");
        await WriteAsync(asker.Page);
        await asker.ShouldBeGoodAsync("ask");
        await asker.PressAsync("main form button.primary");
        await asker.ShouldBeGoodAsync("question");
        var question = asker.Page.Url;

        await owner.GoToAsync(new Uri(question).AbsolutePath);
        await owner.Page.Locator("textarea[name=body]").FillAsync("Because of a **lock**.");
        await owner.PressAsync("#composer form button.primary");
        await asker.Page.Locator("topic-live a").WaitForAsync();
        await asker.PressAsync("topic-live a");
        await asker.GoToAsync(new Uri(question).AbsolutePath);
        await asker.PressAsync("button[formaction$='/accepted-answer']");

        await asker.Page.Locator(".post-accepted").WaitForAsync();
        Assert.Equal(1, await asker.Page.Locator(".post-accepted").CountAsync());
        await OpenToolsAsync(asker);
        await asker.PressAsync(".answer .post-menu button[formaction$='/heart']");
        await asker.Page.Locator(".reaction-mine").First.WaitForAsync();
        Assert.Equal(1, await asker.Page.Locator(".reaction-mine").CountAsync());
        await asker.ShouldBeGoodAsync("answered");
        await asker.GoToAsync(Space);
        await asker.ShouldBeGoodAsync("questions");
        Assert.Contains(await asker.Page.Locator(".badge").AllInnerTextsAsync(), badge => badge.Length > 0);
    }

    /// <summary>By the keyboard: Escape closes them and leads back to where they were opened.</summary>
    private static async Task OpenToolsAsync(Visit asker)
    {
        await asker.Page.Locator("post-menu:defined").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var opener = asker.Page.Locator(".answer .post-more").First;
        await opener.PressAsync("Enter");
        await asker.Page.Locator(".answer .post-menu").WaitForAsync();
        await asker.ShouldBeGoodAsync("post-menu");
        await asker.Page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await asker.Page.Locator(".answer .post-menu").CountAsync());
        await Assertions.Expect(opener).ToBeFocusedAsync();
        await opener.ClickAsync();
        await asker.Page.Locator(".answer .post-menu").WaitForAsync();
    }

    private static async Task MakeSpaceAsync(Visit owner)
    {
        await owner.GoToAsync(Backend.Path + "/manage/spaces");
        var form = owner.Page.Locator("form:has([name=slug])").Last;
        await form.Locator("[name=name]").FillAsync("Ask");
        await form.Locator("[name=slug]").FillAsync("ask");
        await form.Locator("[value=questions]").CheckAsync();
        await owner.PressAsync("form:has([name=slug]) button.primary >> nth=-1");
        await owner.GoToAsync(Space);
    }

    /// <summary>By the keyboard and the toolbar: bold, a list that goes on, a preview, and a text that survives leaving the page.</summary>
    private static async Task WriteAsync(IPage page)
    {
        var area = page.Locator("textarea[name=body]");
        await page.Locator("markdown-toolbar").WaitForAsync();
        await area.ClickAsync();
        await area.PressSequentiallyAsync("It waits here:");
        await area.PressAsync("Enter");
        await area.PressSequentiallyAsync("- one");
        await area.PressAsync("Enter");
        await area.PressSequentiallyAsync("two");
        await area.PressAsync("Enter");
        await area.PressAsync("Enter");
        Assert.Equal("It waits here:\n- one\n- two\n", await area.InputValueAsync());
        // A Chinese input method takes a word over with Enter: no item begins by that.
        await area.DispatchEventAsync("keydown", new { key = "Enter", isComposing = true });
        Assert.Equal("It waits here:\n- one\n- two\n", await area.InputValueAsync());
        await CompleteAsync(page, area);
        await area.FillAsync("It waits **here**.");
        await page.Locator(".composer-tab").ClickAsync();
        Assert.Equal("here", await page.Locator(".composer-preview strong").InnerTextAsync());
        await page.Locator(".composer-tab").ClickAsync();
        await page.WaitForResponseAsync(r => r.Url.Contains("/drafts/", StringComparison.Ordinal));

        await page.ReloadAsync();
        Assert.Equal("It waits **here**.", await page.Locator("textarea[name=body]").InputValueAsync());
    }

    /// <summary>
    /// An emoji at the caret, but none while an input method composes; a picture that is pasted stands where the caret was.
    /// </summary>
    private static async Task CompleteAsync(IPage page, ILocator area)
    {
        await area.FillAsync("");
        await area.DispatchEventAsync("compositionstart");
        await area.PressSequentiallyAsync(":rock");
        Assert.Equal(0, await page.Locator(".composer-people").CountAsync());
        await area.DispatchEventAsync("compositionend");
        await page.Locator(".composer-people li").First.WaitForAsync();
        await area.PressAsync("Enter");
        Assert.Equal("🚀 ", await area.InputValueAsync());
        await area.EvaluateAsync("""
            async area => {
              const canvas = new OffscreenCanvas(80, 40)
              canvas.getContext('2d').fillRect(0, 0, 40, 40)
              const data = new DataTransfer()
              data.items.add(new File([await canvas.convertToBlob()], 'clock.png', { type: 'image/png' }))
              area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
            }
            """);
        await Assertions.Expect(area).ToHaveValueAsync(new Regex(@"^🚀 !\[clock\.webp\]\(/files/[a-z2-7]{26}/clock\.webp\) $"));
    }
}
