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

    public static async Task PublishAsync(this Visit owner, string title)
    {
        await owner.GoToAsync($"{Path}/manage/articles/new?space=announcements");
        await owner.FillAsync("title", title);
        await owner.FillAsync("markdown", "Words for all.");
        await owner.PressAsync("button[value=publish]");
    }
}
