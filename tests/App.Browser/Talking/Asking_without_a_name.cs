using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Talking;

/// <summary>
/// One asks an expert without a name, in Chinese on a phone; the expert answers on a wide screen in English; the answer is accepted.
/// </summary>
public sealed class Asking_without_a_name(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Space = Backend.Path + "/s/ask";

    [Fact]
    public async Task Goes_from_an_anonymous_question_to_the_accepted_answer_of_an_expert()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await MakeSpaceAsync(owner);
        await owner.PressAsync("form[action$='/anonymous-questions'] button");
        await owner.ShouldBeGoodAsync("anonymous-allowed");
        var chen = await OpenAsync(Look.Phone.InChinese);
        await chen.RegisterAsync("chen@example.org", Backend.Path + "/tiers");
        await chen.PressAsync("form[action$='/join'] button, button:has-text('加入')");
        // Whoever takes part is known to those who say how far they trust them.
        await chen.GoToAsync($"{Backend.Path}/topics/new?space=ask");
        await chen.FillAsync("title", "大家好");
        await chen.FillAsync("body", "我是新来的。");
        await chen.PressAsync("main form button.primary");
        await TrustAsync(owner);

        await chen.GoToAsync($"{Backend.Path}/topics/new?space=ask");
        await chen.FillAsync("title", "怎么谈薪水？");
        await chen.FillAsync("body", "第一次谈，不知道怎么开口。");
        await chen.Page.Locator("[name=anonymous]").CheckAsync();
        await chen.ShouldBeGoodInAllLooksAsync("ask-anonymously");
        await chen.PressAsync("main form button.primary");
        await chen.ShouldBeGoodInAllLooksAsync("anonymous-question");
        var question = new Uri(chen.Page.Url).AbsolutePath;

        await owner.GoToAsync(question);
        Assert.Equal("Anonymous", await owner.Page.Locator("#topic .post-by").InnerTextAsync());
        await owner.Page.Locator("textarea[name=body]").FillAsync("Name a number first.");
        await owner.PressAsync("#composer form button.primary");
        await owner.ShouldBeGoodInAllLooksAsync("anonymous-answered");
        await owner.GoToAsync(question.Replace("/topics/", "/posts/topic/", StringComparison.Ordinal) + "/author");
        await owner.ShouldBeGoodInAllLooksAsync("who-wrote-this");

        await chen.GoToAsync(question);
        await chen.PressAsync("button[formaction$='/accepted-answer']");
        await chen.Page.Locator(".post-accepted").WaitForAsync();
        await chen.GoToAsync(Backend.Path + "/unread");
        await chen.ShouldBeGoodInAllLooksAsync("unread");
        await chen.GoToAsync(Backend.Path + "/following");
        await chen.ShouldBeGoodInAllLooksAsync("following");
    }

    /// <summary>Whoever just came asks under their name: so the owner says that they know them.</summary>
    private static async Task TrustAsync(Visit owner)
    {
        const string Known = "main table a:has-text('Chen')";
        for (var tries = 0; tries < 20; tries++)
        {
            await owner.GoToAsync(Backend.Path + "/manage/screening/trust");
            if (await owner.Page.Locator(Known).CountAsync() > 0)
                break;
            await owner.Page.WaitForTimeoutAsync(500);
        }
        await owner.PressAsync(Known);
        await owner.Page.Locator("[name=level]").SelectOptionAsync("basic");
        await owner.FillAsync("reason", "Known to us");
        await owner.PressAsync("main form:has([name=level]) button.primary");
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
}
