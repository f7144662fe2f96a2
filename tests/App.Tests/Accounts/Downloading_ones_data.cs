using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Chat;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Accounts;

/// <summary>All that is kept of a member comes as one archive, and nothing of anybody else's.</summary>
public class Downloading_ones_data(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task The_archive_holds_what_every_module_keeps_of_the_member_and_no_secret()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        await room.SaysAsync(ada, room.General, "Ada in the chat");
        await room.SaysAsync(bob, room.General, "CANARY of Bob");
        var topic = await ada.PostAsync($"{room.Api}/topics", new { space = "talk", title = "Ada's topic", body = "Ada's words" });
        topic.ShouldBe(HttpStatusCode.Created);
        var thing = $"topic:{topic.Json.GetProperty("id")}";
        (await bob.PostAsync($"{room.Api}/reports", new { thing, reason = "spam", note = "CANARY note" })).ShouldBe(HttpStatusCode.Created);
        await app.SettleAsync();

        var page = await ada.GetAsync("/account/data");
        var archive = FilesOf(await ada.PressAsync(page, "/account/data/archive"));

        Assert.Contains("Ada in the chat", archive["messages.json"], StringComparison.Ordinal);
        Assert.Contains("Ada's words", archive["topics.json"], StringComparison.Ordinal);
        Assert.Contains(room.EmailOf("Ada"), archive["accounts.json"], StringComparison.Ordinal);
        Assert.True(archive.ContainsKey("grants.json") && archive.ContainsKey("sessions.json") && archive.ContainsKey("channel_reads.json"));
        Assert.All(archive.Values, text => Assert.DoesNotContain("CANARY", text, StringComparison.Ordinal));
        Assert.All(archive.Values, text => Assert.DoesNotContain("_hash\"", text, StringComparison.Ordinal));
        Assert.All(archive.Values, text => JsonDocument.Parse(text).Dispose());
    }

    [Fact]
    public async Task A_program_gets_it_within_its_scope_and_a_visitor_gets_none()
    {
        var room = await Room.OpenAsync(app);
        await room.MemberAsync("Ada");

        var archive = FilesOf(await (await room.ProgramAsync("Ada", "account:read")).GetAsync("/api/me/data"));

        Assert.Contains("Ada", archive["members.json"], StringComparison.Ordinal);
        (await (await room.ProgramAsync("Ada", "users:read")).GetAsync("/api/me/data")).ShouldBe(HttpStatusCode.Forbidden);
        (await app.Visitor().GetAsync("/api/me/data")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_files_that_were_uploaded_are_in_it_with_a_list_and_nobody_elses()
    {
        var room = await Room.OpenAsync(app);
        var (ada, bob) = (await room.MemberAsync("Ada"), await room.MemberAsync("Bob"));
        foreach (var (who, words) in new[] { (ada, "Ada's notes"), (bob, "CANARY of Bob") })
            (await who.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{room.Api}/channels/{room.General}/files?name=notes.txt")
            {
                Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(words)) { Headers = { { "Content-Type", "application/octet-stream" } } },
            })).ShouldBe(HttpStatusCode.Created);

        var archive = FilesOf(await ada.PressAsync(await ada.GetAsync("/account/data"), "/account/data/archive"));

        Assert.Equal("Ada's notes", archive["files/0001-notes.txt"]);
        Assert.Equal("files/0001-notes.txt", JsonDocument.Parse(archive["files.json"]).RootElement.EnumerateArray().Single().GetProperty("path").GetString());
        Assert.All(archive.Values, text => Assert.DoesNotContain("CANARY", text, StringComparison.Ordinal));
    }

    private static Dictionary<string, string> FilesOf(Answer answer)
    {
        using var zip = new ZipArchive(new MemoryStream(answer.ShouldBe(HttpStatusCode.OK).Body));
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var reader = new StreamReader(e.Open());
            return reader.ReadToEnd();
        });
    }
}
