using System.Text.Json;
using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Talking;

/// <summary>A moderator merges two topics by mistake, sees it at once, and takes it back with one button.</summary>
public sealed class Undoing_a_merge(GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    [Fact]
    public async Task Leads_from_the_mistake_to_both_topics_as_they_were()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await owner.AddSpaceAsync("Talk", "discussion");
        var (from, into) = (await TopicAsync(owner, "Locks in SQLite"), await TopicAsync(owner, "Locks in PostgreSQL"));
        await owner.AskAsync("POST", $"/topics/{from}/replies", new { body = "One writer at a time." });

        await owner.GoToAsync($"{Backend.Path}/topics/{from}/split");
        await owner.Page.Locator("#merge-into").FillAsync($"{into}");
        await owner.PressAsync("form:has(#merge-into) button.danger");
        Assert.Equal($"{Backend.Path}/topics/{into}", new Uri(owner.Page.Url).AbsolutePath);
        await owner.ShouldBeGoodInAllLooksAsync("merge-undo-at-the-reply");
        await owner.GoToAsync($"{Backend.Path}/topics/{into}/split");
        await owner.ShouldBeGoodInAllLooksAsync("merge-undo-list");

        await owner.PressAsync("#undo button");
        Assert.Equal($"{Backend.Path}/topics/{from}", new Uri(owner.Page.Url).AbsolutePath);
        await owner.Page.Locator("#reply-1 :text('One writer at a time.')").WaitForAsync();
        Assert.Equal("Locks in SQLite", await owner.Page.Locator("h1").InnerTextAsync());
        await owner.GoToAsync($"{Backend.Path}/topics/{into}");
        await owner.Page.Locator(".post-left :text('Locks in SQLite')").WaitForAsync();
        await owner.ShouldBeGoodInAllLooksAsync("merge-undone");
    }

    private static async Task<long> TopicAsync(Visit owner, string title) =>
        JsonDocument.Parse(await owner.AskAsync("POST", "/topics", new { space = "talk", title, body = "Who holds them, and for how long?" }))
            .RootElement.GetProperty("id").GetInt64();
}
