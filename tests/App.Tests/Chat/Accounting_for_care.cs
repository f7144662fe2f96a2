using System.Net;
using System.Net.Http.Headers;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;

namespace Guildhall.App.Tests.Chat;

/// <summary>What moderators do in the chat stands in their audit, and they see what they judge.</summary>
public class Accounting_for_care(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Deletions_mutes_and_removals_stand_in_the_audit_and_what_authors_delete_does_not()
    {
        var room = await Room.OpenAsync(app);
        var (owner, ada) = (await room.SignedInAsync("owner"), await room.MemberAsync("Ada"));
        var (removed, own) = (await room.SaysAsync(ada, room.General, "Buy!"), await room.SaysAsync(ada, room.General, "A slip."));
        var bars = $"{room.Api}/channels/{room.General}";
        await ada.DeleteAsync($"{room.Api}/messages/{own}");
        Assert.Empty(await AuditAsync(room, owner));

        (await room.Mod.DeleteAsync($"{room.Api}/messages/{removed}")).ShouldBe(HttpStatusCode.NoContent);
        (await Room.PutAsync(room.Mod, $"{room.Api}/messages/{removed}/publication")).ShouldBe(HttpStatusCode.NoContent);
        await Room.PutAsync(room.Mod, $"{bars}/mutes/{room.IdOf("Ada")}", new { minutes = 10 });
        await room.Mod.DeleteAsync($"{bars}/mutes/{room.IdOf("Ada")}");
        await Room.PutAsync(room.Mod, $"{bars}/removals/{room.IdOf("Ada")}", new { });
        await room.Mod.DeleteAsync($"{bars}/removals/{room.IdOf("Ada")}");
        await room.Mod.DeleteAsync($"{bars}/removals/{room.IdOf("Ada")}");

        Assert.Equal(
            [
                "Let Ada back into “general”", "Removed Ada from “general”", "Unmuted Ada in “general”", "Muted Ada in “general”",
                "Restored a post of Ada in “#general”", "Deleted a post of Ada in “#general”",
            ], await AuditAsync(room, owner));
    }

    [Fact]
    public async Task A_reported_message_shows_its_files_by_name_which_are_opened_in_channels_alone()
    {
        var room = await Room.OpenAsync(app);
        var (ada, _) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        var talk = await room.ConversationAsync(ada, "Bob");
        var (open, closed) = (await BringsAsync(room, ada, room.General), await BringsAsync(room, ada, talk));

        var (shown, hidden) = (await ReportedAsync(room, open), await ReportedAsync(room, closed));

        Assert.Contains(">a &amp; b.txt</a>", shown);
        Assert.Contains("<li>a &amp; b.txt</li>", hidden);
        Assert.DoesNotContain("/files/", hidden);
    }

    private static async Task<IReadOnlyList<string>> AuditAsync(Room room, Client who) =>
        [.. (await who.GetAsync($"{room.Path}/manage/reports/audit.csv")).ShouldBe(HttpStatusCode.OK).Text.Split("\r\n").Skip(1)
            .Where(l => l.Length > 0).Select(l => l.Split(',')[2])];

    private static async Task<long> BringsAsync(Room room, Client who, long channel)
    {
        var upload = await who.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{room.Api}/channels/{channel}/files?name=a%20%26%20b.txt")
        {
            Content = new ByteArrayContent("Words."u8.ToArray())
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") },
            },
        });
        var code = upload.ShouldBe(HttpStatusCode.Created).Json.GetProperty("code").GetString();
        return (await who.PostAsync($"{room.Api}/channels/{channel}/messages", new { key = code, files = new[] { code } }))
            .ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
    }

    private static async Task<string> ReportedAsync(Room room, long message) =>
        (await room.InAsync<IEnumerable<IReportable>, ReportedThing?>(all =>
            all.Single(r => r.Kinds.Contains("message")).FindAsync(room.Id, new Thing("message", message))))!.Html;
}
