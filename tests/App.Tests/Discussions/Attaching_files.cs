using System.Net;
using System.Net.Http.Headers;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using SkiaSharp;

namespace Guildhall.App.Tests.Discussions;

public class Attaching_files(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly byte[] Picture = TellingPicture.Encode(TellingPicture.Scene(200, 100), SKEncodedImageFormat.Png);

    [Fact]
    public async Task A_picture_belongs_to_the_post_and_is_seen_by_whoever_reads_that()
    {
        var forum = await Forum.OpenAsync(app);
        var (rich, other) = (await forum.MemberAsync("Rich", "premium"), await forum.MemberAsync("Other", "premium"));
        var ada = await forum.MemberAsync("Ada");
        var (url, markdown) = await BringAsync(forum, rich, "a (1) [x].png", Picture);

        (await rich.GetAsync(url)).ShouldBe(HttpStatusCode.OK);
        (await other.GetAsync(url)).ShouldBe(HttpStatusCode.NotFound);
        var topic = await forum.OpensAsync(rich, body: $"See {markdown}", space: "paid");

        var shown = (await other.GetAsync(forum.TopicPath(topic))).Document.QuerySelector("#topic .prose img")!.GetAttribute("src")!;
        Assert.Equal("image/webp", (await other.GetAsync(shown)).ShouldBe(HttpStatusCode.OK).Header("Content-Type"));
        (await ada.GetAsync(url)).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync(url)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_takes_a_file_of_somebody_else_by_naming_it()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var (url, markdown) = await BringAsync(forum, ada, "log.txt", "what happened"u8.ToArray());
        Assert.StartsWith("[log.txt](", markdown);

        await forum.OpensAsync(bob, body: markdown);
        (await bob.GetAsync(url)).ShouldBe(HttpStatusCode.NotFound);
        var topic = await forum.OpensAsync(ada);
        await forum.RepliesAsync(ada, topic, markdown);

        Assert.Equal("what happened", (await bob.GetAsync(url)).ShouldBe(HttpStatusCode.OK).Text);
        Assert.StartsWith("attachment", (await bob.GetAsync(url)).Header("Content-Disposition"));
    }

    [Fact]
    public async Task A_file_that_comes_with_an_edit_belongs_to_the_post_and_moves_with_it()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        await forum.MemberAsync("mod", "premium");
        var topic = await forum.OpensAsync(ada);
        var reply = await forum.RepliesAsync(ada, topic);
        var (url, markdown) = await BringAsync(forum, ada, "x.png", Picture);
        (await ada.PatchAsync($"{forum.Api}/replies/{reply}", new { body = markdown })).ShouldBe(HttpStatusCode.NoContent);
        (await app.Visitor().GetAsync(url)).ShouldBe((await app.Visitor().GetAsync(forum.TopicPath(topic))).Status);

        await Splitting_topics.SplitAsync(forum, mod, topic, [reply], space: "paid");

        (await ada.GetAsync(url)).ShouldBe(HttpStatusCode.NotFound);
        (await mod.GetAsync(url)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_may_not_post_brings_nothing_and_what_is_no_picture_is_refused()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var stranger = await forum.SignedInAsync("Stranger");

        (await SendAsync(forum, app.Visitor(), "x.txt", [1])).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(forum, stranger, "x.txt", [1])).ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(forum, ada, "x.png", "no picture"u8.ToArray())).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not_a_picture");
        (await SendAsync(forum, ada, "x.txt", [])).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "file_missing");
    }

    private static async Task<(string Url, string Markdown)> BringAsync(Forum forum, Client who, string name, byte[] bytes)
    {
        var kept = (await SendAsync(forum, who, name, bytes)).ShouldBe(HttpStatusCode.Created).Json;
        return (kept.GetProperty("url").GetString()!, kept.GetProperty("markdown").GetString()!);
    }

    private static Task<Answer> SendAsync(Forum forum, Client who, string name, byte[] bytes) => who.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, $"{forum.Api}/attachments?name={Uri.EscapeDataString(name)}")
        {
            Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
        });
}
