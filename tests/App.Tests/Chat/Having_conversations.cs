using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Chat;

public class Having_conversations(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task There_is_one_for_each_pair_whoever_begins_it_and_also_at_once()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));

        var begun = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(n => n % 2 == 0 ? room.ConversationAsync(ada, "Bob") : room.ConversationAsync(bob, "Ada")));

        Assert.Single(begun.Distinct());
        await room.SaysAsync(ada, begun[0], "Hello Bob.");
        Assert.Equal(1, await room.UnreadAsync(bob, begun[0]));
        Assert.Contains("Ada", (await bob.GetAsync(room.ChannelPath(begun[0]))).TextOf("h1"));
    }

    [Fact]
    public async Task Who_may_begin_one_is_the_others_wish()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        await room.SignedInAsync("Stranger");

        (await bob.SubmitAsync("/account/messages", ("who", "team"))).ShouldRedirect();
        (await BeginAsync(room, ada, "Bob")).ShouldBeRefused(HttpStatusCode.Forbidden, "not_wanted");
        (await BeginAsync(room, room.Mod, "Bob")).ShouldBe(HttpStatusCode.Created);
        (await bob.SubmitAsync("/account/messages", ("who", "members"))).ShouldRedirect();
        (await BeginAsync(room, ada, "Bob")).ShouldBe(HttpStatusCode.Created);

        (await BeginAsync(room, ada, "Stranger")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "people_unknown");
        (await BeginAsync(room, ada)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "people_missing");
        (await BeginAsync(room, await room.SignedInAsync("Stranger"), "Bob")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_is_ignored_writes_no_more_and_is_not_told_why()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var talk = await room.ConversationAsync(ada, "Bob");
        await room.SaysAsync(ada, talk, "Buy my course!");

        var settings = await bob.GetAsync($"{room.ChannelPath(talk)}/settings");
        (await bob.SubmitAsync(settings, ("on", "true"))).ShouldRedirect();

        (await room.TryAsync(ada, talk, "Buy!", "k")).ShouldBeRefused(HttpStatusCode.Forbidden, "not_wanted");
        Assert.Contains("Ada", (await bob.GetAsync("/account/ignored")).Text);
        (await bob.SubmitAsync("/account/ignored", ("member", room.IdOf("Ada").ToString()), ("on", "false"))).ShouldRedirect();
        await room.SaysAsync(ada, talk, "Sorry.");
    }

    [Fact]
    public async Task A_program_says_who_may_write_and_who_is_ignored()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var program = await room.ProgramAsync("Bob", "account:read", "account:write");
        Task<Answer> PutAsync(string path, object? body) => program.SendAsync(new HttpRequestMessage(HttpMethod.Put, path)
        {
            Content = System.Net.Http.Json.JsonContent.Create(body),
        });

        Assert.Equal("members", (await program.GetAsync("/api/me/reachability")).Json.GetProperty("who").GetString());
        (await PutAsync("/api/me/reachability", new { who = "nobody" })).ShouldBe(HttpStatusCode.NoContent);
        Assert.Equal("team", (await program.GetAsync("/api/me/reachability")).Json.GetProperty("who").GetString());
        (await BeginAsync(room, ada, "Bob")).ShouldBeRefused(HttpStatusCode.Forbidden, "not_wanted");
        (await PutAsync("/api/me/reachability", new { })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "who_missing");
        (await PutAsync($"/api/me/ignored/{room.IdOf("Ada")}", new { })).ShouldBe(HttpStatusCode.NoContent);
        Assert.Equal("Ada", (await program.GetAsync("/api/me/ignored")).Json.EnumerateArray().Single().GetProperty("name").GetString());
        (await program.DeleteAsync($"/api/me/ignored/{room.IdOf("Ada")}")).ShouldBe(HttpStatusCode.NoContent);
        Assert.Empty((await program.GetAsync("/api/me/ignored")).Json.EnumerateArray());
        (await PutAsync("/api/me/ignored/999999999", new { })).ShouldBe(HttpStatusCode.NotFound);
        Assert.Equal(2, (await bob.GetAsync("/account/messages")).Document.QuerySelectorAll("select[name=who] option").Length);
    }

    [Fact]
    public async Task A_group_has_some_people_and_who_leaves_it_reads_no_more()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob, cyd) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"), await room.MemberAsync("Cyd"));
        await room.CallAsync("Bob", $"bob-{room.Id}");
        await room.CallAsync("Cyd", $"cyd-{room.Id}");

        var begun = await ada.SubmitAsync($"{room.Path}/chat/new", ("people", $"@bob-{room.Id}, @cyd-{room.Id}"), ("name", "Readers"));
        var path = begun.ShouldRedirect().Location!;
        var group = long.Parse(path[(path.LastIndexOf('/') + 1)..]);
        await room.SaysAsync(bob, group, "Chapter one?");
        Assert.Contains("Chapter one?", (await cyd.GetAsync(path)).Text);
        (await cyd.DeleteAsync($"{room.Api}/conversations/{group}/people/me")).ShouldBe(HttpStatusCode.NoContent);

        (await cyd.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync($"{room.Api}/conversations", new { members = Enumerable.Range(1_000_000, 20) }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "people_too_many");
        (await ada.SubmitAsync($"{room.Path}/chat/new", ("people", "@nobody-at-all"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task From_a_channel_to_a_topic_in_one_step_and_back_by_links()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var first = await room.SaysAsync(ada, room.General, "Why does it wait?\n\n```\nSELECT 1\n```");
        var second = await room.SaysAsync(bob, room.General, "Because of a lock.");

        var page = await ada.GetAsync($"{room.ChannelPath(room.General)}/topic?m={first}");
        (await ada.SubmitAsync(page, ("title", "Nothing chosen"), ("m", "0"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        var opened = await ada.SubmitAsync(page, ("title", "On [waiting]"), ("m", first), ("m", second));

        var topic = await bob.FollowAsync(opened.ShouldRedirect());
        Assert.Contains("Why does it wait?", topic.TextOf("blockquote"));
        Assert.Contains("Because of a lock.", topic.Text);
        Assert.Contains($"{room.Path}/chat/messages/{first}", topic.Text);
        var last = (await room.MessagesAsync(bob, room.General))[^1];
        Assert.Contains($"href=\"{opened.Location}\"", last.GetProperty("html").GetString());
        var talk = await room.ConversationAsync(ada, "Bob");
        (await ada.GetAsync($"{room.ChannelPath(talk)}/topic")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<Answer> BeginAsync(Room room, Client who, params string[] others) =>
        who.PostAsync($"{room.Api}/conversations", new { members = others.Select(room.IdOf) });
}
