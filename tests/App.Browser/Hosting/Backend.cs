namespace Guildhall.App.Browser.Hosting;

/// <summary>The community in which journeys take place: "Backend", opened by its operator as on a first day.</summary>
internal static class Backend
{
    public const string OwnerEmail = "lin@example.org", Password = "quiet lantern over basalt";
    public const string Path = "/c/backend", Api = "/api/communities/backend", Column = Path + "/s/announcements";

    public static async Task SetUpAsync(this Visit owner, GuildhallServer server)
    {
        await owner.GoToAsync((await server.SetupLinkAsync()).PathAndQuery);
        await owner.FillAsync("name", "Lin Wan");
        await owner.FillAsync("email", OwnerEmail);
        await owner.FillAsync("password", Password);
        await owner.PressAsync("button[value=next]");
        await owner.Page.Locator("[value=technical]").CheckAsync();
        await owner.FillAsync("communityName", "Backend");
        await owner.FillAsync("slug", "backend");
        await owner.PressAsync("button[value=next]");
        await owner.PressAsync("button[value=next]");
    }

    public static async Task RegisterAsync(this Visit visitor, string email, string then = "/")
    {
        await visitor.GoToAsync("/register?returnUrl=" + Uri.EscapeDataString(then));
        await visitor.FillAsync("name", "Chen");
        await visitor.FillAsync("email", email);
        await visitor.FillAsync("password", Password);
        await visitor.PressAsync("main form button.primary");
    }

    /// <summary>Ends in the channel, which is live.</summary>
    public static async Task MakeChannelAsync(this Visit owner)
    {
        await owner.GoToAsync(Path + "/manage/spaces");
        var form = owner.Page.Locator("form:has([name=slug])").Last;
        await form.Locator("[name=name]").FillAsync("Lounge");
        await form.Locator("[name=slug]").FillAsync("lounge");
        await form.Locator("[value=chat]").CheckAsync();
        await form.Locator("[name=posting]").Last.SelectOptionAsync("readers");
        await owner.PressAsync("form:has([name=slug]) button.primary >> nth=-1");
        await owner.GoToAsync(Path + "/s/lounge");
        await owner.PressAsync("a.button.primary");
        await owner.Page.Locator("form:has([name=about]) [name=name]").FillAsync("general");
        await owner.PressAsync("form:has([name=about]) button.primary");
        await owner.Page.Locator("chat-channel[data-state=live]").WaitForAsync();
    }

    public static async Task PublishAsync(this Visit owner, string title)
    {
        await owner.GoToAsync($"{Path}/manage/articles/new?space=announcements");
        await owner.FillAsync("title", title);
        await owner.FillAsync("markdown", "Words for all.");
        await owner.PressAsync("button[value=publish]");
    }
}
