using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Chat;

/// <summary>What somebody has begun to write in a channel or thread waits for them on every device.</summary>
public class Keeping_what_was_begun(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task It_stands_in_the_composer_of_its_place_for_its_writer_alone()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var root = await room.SaysAsync(ada, room.General, "A thread.");
        var thread = $"{room.Path}/chat/threads/{root}";

        await Room.PutAsync(ada, DraftOf(await ada.GetAsync(room.ChannelPath(room.General))), new { body = "Half a sentence" });
        await Room.PutAsync(ada, DraftOf(await ada.GetAsync(thread)), new { body = "Half an answer" });

        Assert.Equal("Half a sentence", (await (await room.SignedInAsync("Ada")).GetAsync(room.ChannelPath(room.General))).TextOf("#composer textarea"));
        Assert.Equal("Half an answer", (await ada.GetAsync(thread)).TextOf("#composer textarea"));
        Assert.Equal("", (await bob.GetAsync(room.ChannelPath(room.General))).TextOf("#composer textarea"));
    }

    [Fact]
    public async Task What_was_sent_is_gone_and_what_was_begun_after_it_stays()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        var page = room.ChannelPath(room.General);
        var draft = DraftOf(await ada.GetAsync(page));

        await Room.PutAsync(ada, draft, new { body = "Half a" });
        await room.SaysAsync(ada, room.General, "Half a sentence, and the rest.");
        Assert.Equal("", (await ada.GetAsync(page)).TextOf("#composer textarea"));

        await Room.PutAsync(ada, draft, new { body = "The next one" });
        await room.SaysAsync(ada, room.General, "Sent a moment late.");
        Assert.Equal("The next one", (await ada.GetAsync(page)).TextOf("#composer textarea"));

        (await ada.SubmitAsync(page, ("body", "The next one, by the form"))).ShouldRedirect();
        Assert.Equal("", (await ada.GetAsync(page)).TextOf("#composer textarea"));
    }

    [Fact]
    public async Task A_page_that_edits_a_message_shows_that_and_keeps_no_draft_of_it()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");
        var message = await room.SaysAsync(ada, room.General, "Said.");
        await Room.PutAsync(ada, DraftOf(await ada.GetAsync(room.ChannelPath(room.General))), new { body = "Half a sentence" });

        var edit = await ada.GetAsync($"{room.ChannelPath(room.General)}?edit={message}");
        (await ada.SubmitAsync(edit, ("body", "Said otherwise."))).ShouldRedirect();

        Assert.Equal("Said.", edit.TextOf("#composer textarea"));
        Assert.False(edit.Has("#composer [data-draft]"));
        Assert.Equal("Half a sentence", (await ada.GetAsync(room.ChannelPath(room.General))).TextOf("#composer textarea"));
    }

    private static string DraftOf(Answer page) => page.Document.QuerySelector("#composer text-composer")!.GetAttribute("data-draft")!;
}
