using System.Net;
using System.Net.Http.Headers;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Chat;

/// <summary>What a browser has recorded is a file of a message, played where it stands.</summary>
public class Sending_a_voice_message(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    // An EBML head of the document type "webm" (RFC 8794), which is what MediaRecorder begins with, and some sound.
    private static readonly byte[] Sound = [.. Convert.FromHexString("1A45DFA39F4286810142F7810142F2810442F381084282847765626D42878104428581021853806701FFFFFFFFFFFFFF"),
        .. Enumerable.Repeat((byte)7, 4000)];

    [Fact]
    public async Task It_is_kept_played_in_pieces_and_closed_to_those_who_do_not_read_the_channel()
    {
        var room = await Room.OpenAsync(app);
        var (ada, rich) = (await room.MemberAsync("Ada"), await room.MemberAsync("Rich", "premium"));

        var (code, path) = await BringAsync(room, rich, room.Closed, "voice-1790000000000.webm");
        (await rich.PostAsync($"{room.Api}/channels/{room.Closed}/messages", new { key = "v", files = new[] { code } })).ShouldBe(HttpStatusCode.Created);

        var file = (await room.MessagesAsync(room.Mod, room.Closed)).Single().GetProperty("files")[0];
        Assert.Equal(("video/webm", path, Sound.Length),
            (file.GetProperty("mediaType").GetString(), file.GetProperty("path").GetString(), file.GetProperty("size").GetInt32()));
        var page = await room.Mod.GetAsync(room.ChannelPath(room.Closed));
        Assert.Equal(path, page.Document.QuerySelector("audio.msg-voice")!.GetAttribute("src"));
        var piece = await room.Mod.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new RangeHeaderValue(40, 99) } });
        Assert.Equal(Sound[40..100], piece.ShouldBe(HttpStatusCode.PartialContent).Body);
        (await ada.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_film_is_a_file_to_download_and_a_recording_that_is_none_is_refused()
    {
        var room = await Room.OpenAsync(app);
        var ada = await room.MemberAsync("Ada");

        var (code, _) = await BringAsync(room, ada, room.General, "holiday.webm");
        (await ada.PostAsync($"{room.Api}/channels/{room.General}/messages", new { key = "v", files = new[] { code } })).ShouldBe(HttpStatusCode.Created);
        var lie = await UploadAsync(room, ada, room.General, "voice-1.webm", "#!/bin/sh"u8.ToArray());

        var page = await ada.GetAsync(room.ChannelPath(room.General));
        Assert.Equal("holiday.webm", page.TextOf("a.msg-file span"));
        Assert.False(page.Has(".msg audio"));
        lie.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static async Task<(string Code, string Path)> BringAsync(Room room, Client who, long channel, string name)
    {
        var kept = (await UploadAsync(room, who, channel, name, Sound)).ShouldBe(HttpStatusCode.Created).Json;
        return (kept.GetProperty("code").GetString()!, kept.GetProperty("path").GetString()!);
    }

    private static Task<Answer> UploadAsync(Room room, Client who, long channel, string name, byte[] bytes) =>
        who.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{room.Api}/channels/{channel}/files?name={name}")
        {
            Content = new ByteArrayContent(bytes) { Headers = { { "Content-Type", "application/octet-stream" } } },
        });
}
