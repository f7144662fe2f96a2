using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;

namespace Guildhall.App.Tests.Notifications;

public class Being_told(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Space = "announcements";

    [Fact]
    public async Task Who_follows_a_column_hears_of_its_new_article_and_a_click_marks_it_read()
    {
        var library = await Library.OpenAsync(app);
        var (reader, other) = (await library.SignedInAsync("reader"), await library.SignedInAsync("other"));
        var page = await reader.GetAsync($"{library.Path}/s/{Space}");
        (await reader.PressAsync(page, $"{library.Path}/s/{Space}/following", ("follow", "true"))).ShouldLeadTo($"{library.Path}/s/{Space}");

        await library.PublishesAsync("Locks & <b>latches</b>", "Words.", slug: "locks");

        Assert.Equal(1, await UnreadAsync(reader));
        Assert.Equal(0, await UnreadAsync(other));
        var list = (await reader.GetAsync("/notifications")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Locks & <b>latches</b>", list.TextOf(".notice-unread"), StringComparison.Ordinal);
        var link = list.Document.QuerySelector(".notice")!.GetAttribute("href")!;
        (await reader.GetAsync(link)).ShouldLeadTo($"{library.Path}/articles/locks");
        Assert.Equal(0, await UnreadAsync(reader));
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(link)).Status);
    }

    [Fact]
    public async Task Nothing_is_told_of_what_was_withdrawn_meanwhile()
    {
        var library = await Library.OpenAsync(app);
        var reader = await library.SignedInAsync("reader");
        await FollowAsync(library, reader);
        var id = await library.PublishesAsync("Secret after all", "Words.");

        await library.InAsync<WithdrawArticle>(async w => await w.RunAsync(id, await library.PersonAsync("owner")));

        Assert.DoesNotContain("Secret after all", (await reader.GetAsync("/notifications")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_switched_off_is_not_told()
    {
        var library = await Library.OpenAsync(app);
        var reader = await library.SignedInAsync("reader");
        await FollowAsync(library, reader);
        (await reader.SubmitAsync("/account/notifications", ("quietFrom", "22:00"), ("quietUntil", "07:00"), ("on", "order.site"))).ShouldRedirect();

        await library.PublishesAsync("Not for me", "Words.");

        Assert.Equal(0, await UnreadAsync(reader));
        var settings = await reader.GetAsync("/account/notifications");
        Assert.Equal("22:00", settings.Document.QuerySelector("input[name=quietFrom]")!.GetAttribute("value"));
        Assert.False(settings.Has("input[value='article.site'][checked]"));
        Assert.True(settings.Has("input[value='order.site'][checked]"));
    }

    [Fact]
    public async Task All_up_to_one_are_read_at_once_and_what_came_later_is_not()
    {
        var library = await Library.OpenAsync(app);
        var reader = await library.SignedInAsync("reader");
        await FollowAsync(library, reader);
        await library.PublishesAsync("First", "Words.");
        var seen = (await reader.GetAsync("/api/me/notifications")).Json.GetProperty("items")[0].GetProperty("id").GetInt64();
        await library.PublishesAsync("Second", "Words.");
        var program = await library.ProgramAsync("reader", "account:write", "account:read");

        (await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/me/notifications/read")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { until = seen }),
        })).ShouldBe(HttpStatusCode.NoContent);

        Assert.Equal(1, await UnreadAsync(reader));
    }

    private static async Task FollowAsync(Library library, Client reader) =>
        await reader.PressAsync(await reader.GetAsync($"{library.Path}/s/{Space}"), $"{library.Path}/s/{Space}/following", ("follow", "true"));

    private static async Task<int> UnreadAsync(Client reader) =>
        (await reader.GetAsync("/api/me/notifications/count")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("unread").GetInt32();
}
