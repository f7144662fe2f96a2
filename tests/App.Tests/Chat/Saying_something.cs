using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Chat;

public class Saying_something(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task The_same_key_fifty_times_at_once_is_one_message()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => room.TryAsync(ada, room.General, "Once.", "one-key")));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(49, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.Single(answers.Select(a => a.Json.GetProperty("id").GetInt64()).Distinct());
        Assert.Single(await room.MessagesAsync(ada, room.General));
    }

    [Fact]
    public async Task An_author_who_agrees_is_a_link_to_their_page()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        await room.CallAsync("Ada", $"ada-{room.Id}x");
        await room.SaysAsync(ada, room.General, "Hello.");
        await room.SaysAsync(bob, room.General, "Hello, Ada.");

        var links = (await bob.GetAsync(room.ChannelPath(room.General))).Document.QuerySelectorAll(".msg-by[href]");

        Assert.Equal(("Ada", $"{room.Path}/members/ada-{room.Id}x"), (links.Single().TextContent, links.Single().GetAttribute("href")));
    }

    [Fact]
    public async Task A_program_may_send_the_key_as_an_Idempotency_Key()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");

        async Task<Answer> SayAsync(object body)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"{room.Api}/channels/{room.General}/messages")
            {
                Content = System.Net.Http.Json.JsonContent.Create(body),
            };
            request.Headers.Add("Idempotency-Key", "deploy-812");
            return await ada.SendAsync(request);
        }

        var first = (await SayAsync(new { body = "Deployed." })).ShouldBe(HttpStatusCode.Created);
        var again = (await SayAsync(new { body = "Deployed." })).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(first.Json.GetProperty("id").GetInt64(), again.Json.GetProperty("id").GetInt64());
        (await SayAsync(new { body = "Another.", key = "own" })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_key_is_an_authors_own_and_a_channels_own()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var other = await room.ChannelAsync("other", "lounge");

        (await room.TryAsync(ada, room.General, "Ada's.", "k")).ShouldBe(HttpStatusCode.Created);
        (await room.TryAsync(bob, room.General, "Bob's.", "k")).ShouldBe(HttpStatusCode.Created);
        (await room.TryAsync(ada, other, "Elsewhere.", "k")).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Many_at_once_get_numbers_and_changes_without_gaps()
    {
        var room = await Room.OpenAsync(app);
        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(n => room.MemberAsync($"P{n}")));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => room.SaysAsync(people[n % 5], room.General, $"Line {n}")));

        var seen = await room.MessagesAsync(people[0], room.General, "?limit=100");
        Assert.Equal(Enumerable.Range(1, 40), seen.Select(m => m.GetProperty("number").GetInt32()));
        var changes = (await people[0].GetAsync($"{room.Api}/channels/{room.General}/changes?after=0")).Json;
        Assert.Equal(Enumerable.Range(1, 40), changes.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("change").GetInt32()));
        Assert.Equal(40, changes.GetProperty("change").GetInt32());
    }

    [Fact]
    public async Task A_message_is_no_fact_of_the_ledger_unless_it_concerns_somebody()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        await room.CallAsync("Bob", "bob-of-the-room");
        Task<int> FactsAsync() => room.InAsync<AppDb, int>(db =>
            db.Activities.CountAsync(a => a.CommunityId == room.Id && a.Kind.StartsWith("chat.")));

        await room.SaysAsync(ada, room.General, "Nothing in particular.");
        Assert.Equal(0, await FactsAsync());
        var message = await room.SaysAsync(ada, room.General, "You, @bob-of-the-room: look.");
        await app.SettleAsync();

        Assert.Equal(1, await FactsAsync());
        var bell = (await bob.GetAsync("/api/me/notifications")).Text;
        Assert.Contains($"/chat/messages/{message}", (await bob.GetAsync($"/notifications/{IdIn(bell)}")).Location);
        Assert.Contains("Ada mentioned you in", bell);
    }

    [Fact]
    public async Task Text_is_rendered_and_sanitised_by_the_server_and_bounded()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");

        await room.SaysAsync(ada, room.General, "**Bold** <script>alert(1)</script>\n\n```cs\nvar x = 1;\n```");
        var html = (await room.MessagesAsync(ada, room.General)).Single().GetProperty("html").GetString()!;

        Assert.Contains("<strong>Bold</strong>", html);
        Assert.Contains("language-cs", html);
        Assert.DoesNotContain("<script", html);
        (await room.TryAsync(ada, room.General, new string('x', 6001), "k")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "body_too_long");
        (await room.TryAsync(ada, room.General, new string('x', 6000), "k")).ShouldBe(HttpStatusCode.Created);
        (await room.TryAsync(ada, room.General, "  ", "k2")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "body_missing");
        (await room.TryAsync(ada, room.General, "x", "")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "key_malformed");
        (await room.TryAsync(ada, room.General, "x", new string('k', 65))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "key_malformed");
    }

    [Fact]
    public async Task Fifty_a_second_from_one_person_are_refused_and_say_when_to_come_back()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => room.TryAsync(ada, room.General, $"Line {n}", $"k{n}")));

        var refused = answers.Index().Where(a => a.Item.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.Equal(12, answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.Equal(38, refused.Count);
        Assert.All(refused, a => Assert.True(int.Parse(a.Item.Header("Retry-After")!) > 0));
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        (await room.TryAsync(ada, room.General, "Again.", $"k{refused[0].Index}")).ShouldBe(HttpStatusCode.Created);
        // What arrived before costs nothing when it is sent again.
        var first = answers.Index().First(a => a.Item.Status == HttpStatusCode.Created).Index;
        for (var n = 0; n < 20; n++)
            (await room.TryAsync(ada, room.General, $"Line {first}", $"k{first}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Edited_is_told_deleted_leaves_a_trace_and_both_come_as_changes()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var message = await room.SaysAsync(ada, room.General, "Frist words.");

        (await bob.PatchAsync($"{room.Api}/messages/{message}", new { body = "Mine." })).ShouldBe(HttpStatusCode.NotFound);
        (await room.Mod.PatchAsync($"{room.Api}/messages/{message}", new { body = "Mine." })).ShouldBe(HttpStatusCode.NotFound);
        (await ada.PatchAsync($"{room.Api}/messages/{message}", new { body = "First words.", edition = 1 })).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PatchAsync($"{room.Api}/messages/{message}", new { body = "Other.", edition = 1 })).ShouldBeRefused(HttpStatusCode.Conflict, "edited_meanwhile");
        var edited = (await bob.GetAsync($"{room.Api}/channels/{room.General}/changes?after=1")).Json.GetProperty("items")[0];
        Assert.Contains("First words.", edited.GetProperty("html").GetString());
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, edited.GetProperty("editedAt").ValueKind);

        (await bob.DeleteAsync($"{room.Api}/messages/{message}")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.DeleteAsync($"{room.Api}/messages/{message}")).ShouldBe(HttpStatusCode.NoContent);
        var gone = (await bob.GetAsync($"{room.Api}/channels/{room.General}/changes?after=2")).Json.GetProperty("items")[0];
        Assert.Equal((true, ""), (gone.GetProperty("deleted").GetBoolean(), gone.GetProperty("html").GetString()));
        Assert.DoesNotContain("First words", (await bob.GetAsync(room.ChannelPath(room.General))).Text);
        Assert.Contains("This message was deleted.", (await bob.GetAsync(room.ChannelPath(room.General))).TextOf($"#m{message}"));
        (await ada.PatchAsync($"{room.Api}/messages/{message}", new { body = "Late." })).ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_thread_does_not_clutter_the_channel()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var root = await room.SaysAsync(ada, room.General, "Who knows WAL?");
        await room.SaysAsync(ada, room.General, "By the way.");

        var answer = await room.SaysAsync(bob, room.General, "I do.", thread: root);
        await room.SaysAsync(ada, room.General, "Tell.", thread: root, replyTo: answer);

        var channel = await room.MessagesAsync(ada, room.General);
        Assert.Equal(["Who knows WAL?", "By the way."], channel.Select(Words));
        Assert.Equal(2, channel[0].GetProperty("replies").GetInt32());
        var thread = await room.MessagesAsync(ada, room.General, $"?thread={root}");
        Assert.Equal([1, 2], thread.Select(m => m.GetProperty("number").GetInt32()));
        Assert.Equal(answer, thread[1].GetProperty("replyTo").GetProperty("id").GetInt64());
        (await room.TryAsync(bob, room.General, "x", "k1", thread: answer)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "thread_unknown");
        (await room.TryAsync(bob, room.General, "x", "k2", replyTo: answer)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "reply_to_unknown");
        var page = await ada.GetAsync($"{room.Path}/chat/threads/{root}");
        Assert.Contains("Who knows WAL?", page.TextOf(".chat-root"));
        Assert.Contains("Tell.", page.TextOf("[data-list]"));
    }

    [Fact]
    public async Task What_is_new_in_a_thread_waits_for_those_who_took_part_until_they_have_read_it()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob, cy) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"), await room.MemberAsync("Cy", "premium"));
        var root = await room.SaysAsync(ada, room.General, "Who knows WAL?");
        await room.SaysAsync(bob, room.General, "I do.", thread: root);
        await room.SaysAsync(cy, room.General, "I do too.", thread: root);
        var inner = await room.SaysAsync(cy, room.Closed, "CANARY");
        await room.SaysAsync(room.Mod, room.Closed, "Yes?", thread: inner);
        async Task<IReadOnlyList<(long Id, int Unread)>> WaitingAsync(Client who) => [.. (await who.GetAsync($"{room.Api}/channels"))
            .ShouldBe(HttpStatusCode.OK).Json.GetProperty("threads").EnumerateArray()
            .Select(t => (t.GetProperty("id").GetInt64(), t.GetProperty("unread").GetInt32()))];

        Assert.Equal([(root, 2)], await WaitingAsync(ada));
        Assert.Equal([(root, 1)], await WaitingAsync(bob));
        Assert.Equal([(inner, 1)], await WaitingAsync(cy));
        Assert.Equal("Who knows WAL?", (await ada.GetAsync($"{room.Path}/chat")).TextOf("[data-threads] .chat-name"));
        Assert.DoesNotContain("CANARY", (await bob.GetAsync($"{room.Path}/chat")).Text, StringComparison.Ordinal);

        await Room.PutAsync(ada, $"{room.Api}/channels/{room.General}/read", new { number = 2, thread = root });
        Assert.Empty(await WaitingAsync(ada));
        Assert.Empty(await WaitingAsync(await room.SignedInAsync("Ada")));
        await room.SaysAsync(bob, room.General, "Ask.", thread: root);
        Assert.Equal([(root, 1)], await WaitingAsync(ada));
        Assert.Empty(await WaitingAsync(bob));
    }

    [Fact]
    public async Task By_the_form_alone_one_writes_replies_and_edits()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));

        (await ada.SubmitAsync(room.ChannelPath(room.General), ("body", "Without a script."))).ShouldRedirect();
        var page = await bob.GetAsync(room.ChannelPath(room.General));
        Assert.Contains("Without a script.", page.TextOf(".msg-body"));
        var id = page.Document.QuerySelector(".msg")!.GetAttribute("data-id");
        (await bob.SubmitAsync($"{room.ChannelPath(room.General)}?reply={id}", ("body", "Me too."))).ShouldRedirect();
        (await ada.SubmitAsync($"{room.ChannelPath(room.General)}?edit={id}", ("body", "Still without."))).ShouldRedirect();

        var messages = await room.MessagesAsync(ada, room.General);
        Assert.Equal(["Still without.", "Me too."], messages.Select(Words));
        Assert.Equal("Ada", messages[1].GetProperty("replyTo").GetProperty("author").GetString());
        var refused = await ada.SubmitAsync(room.ChannelPath(room.General), ("body", new string('x', 6001)));
        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("xxxx", refused.TextOf("textarea"));
    }

    [Fact]
    public async Task An_edit_that_races_a_deletion_does_not_bring_the_message_back()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        for (var round = 0; round < 5; round++)
        {
            var message = await room.SaysAsync(ada, room.General, "First.");

            var edit = ada.PatchAsync($"{room.Api}/messages/{message}", new { body = "Second." });
            var deletion = room.Mod.DeleteAsync($"{room.Api}/messages/{message}");

            Assert.Contains((await edit).Status, new[] { HttpStatusCode.NoContent, HttpStatusCode.Gone });
            (await deletion).ShouldBe(HttpStatusCode.NoContent);
        }
        Assert.All(await room.MessagesAsync(ada, room.General), m => Assert.Equal("", m.GetProperty("html").GetString()));
    }

    private static string Words(System.Text.Json.JsonElement message) =>
        message.GetProperty("html").GetString()!.Replace("<p>", "", StringComparison.Ordinal)
            .Replace("</p>", "", StringComparison.Ordinal).Trim();

    private static long IdIn(string notifications) =>
        System.Text.Json.JsonDocument.Parse(notifications).RootElement.GetProperty("items")[0].GetProperty("id").GetInt64();
}
