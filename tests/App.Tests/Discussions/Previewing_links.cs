using System.Net;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions.Previews;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http.Outbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Discussions;

/// <summary>Other sites answer here by what the address says, except 10.0.0.1, which goes through the guard itself.</summary>
public class Previewing_links(Previewing_links.WebApp app) : IClassFixture<Previewing_links.WebApp>
{
    [Fact]
    public async Task An_address_alone_on_its_line_gets_a_card_and_no_other()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var topic = await forum.OpensAsync(ada,
            body: "Look:\n\nhttps://a.example/page?x=1&y=2\n\nand https://a.example/inline too\n\n> https://a.example/quoted");

        Assert.False((await ada.GetAsync(forum.TopicPath(topic))).Has(".link-card"));
        await app.SettleAsync();

        var page = await app.Visitor().GetAsync(forum.TopicPath(topic));
        var card = Assert.Single(page.Document.QuerySelectorAll(".link-card"));
        Assert.Equal("https://a.example/page?x=1&y=2", card.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(("A <page>", "What it says.", "Example"),
            (page.TextOf(".link-card-title"), page.TextOf(".link-card-text"), page.TextOf(".link-card-site")));
        Assert.False(page.Has(".link-card img"));
        Assert.Equal(1, app.Web.Asked.Count(a => a.StartsWith("https://a.example/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("https://loop.example/x", "too_many_redirects"), InlineData("https://hop.example/x", "address_forbidden")]
    [InlineData("http://10.0.0.1/x", "address_forbidden"), InlineData("https://missing.example/x", "status_404")]
    [InlineData("https://picture.example/x", "no_page"), InlineData("https://untitled.example/x", "no_title")]
    public async Task What_has_no_page_stays_a_link(string url, string failure)
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        var topic = await forum.OpensAsync(ada, body: url);
        await app.SettleAsync();

        Assert.Equal(failure, await FailureAsync(forum, url));
        var page = await ada.GetAsync(forum.TopicPath(topic));
        Assert.False(page.Has(".link-card"));
        Assert.Equal(url, page.TextOf("#topic .prose a"));
    }

    [Fact]
    public async Task A_page_without_end_is_read_to_a_megabyte()
    {
        var forum = await Forum.OpenAsync(app);
        var topic = await forum.OpensAsync(await forum.MemberAsync("Ada"), body: "https://endless.example/x");

        await app.SettleAsync();

        Assert.Equal("Endless", (await app.Visitor().GetAsync(forum.TopicPath(topic))).TextOf(".link-card-title"));
    }

    [Fact]
    public void Chinese_of_older_pages_is_read_right()
    {
        var facts = PageFacts.Read(CodePagesEncodingProvider.Instance.GetEncoding("gbk")!.GetBytes(
            "<html><head><meta charset=gbk><title>分布式 时钟</title></head><body>"), null, "x.example");

        Assert.Equal(new PageFacts("分布式 时钟", "", "x.example"), facts);
    }

    [Fact]
    public async Task Nothing_is_asked_for_what_the_screening_holds_before_it_is_released()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var held = (await ada.PostAsync($"{forum.Api}/topics", new { space = "talk", title = "T", body = "doubtful\n\nhttps://held.example/x" }))
            .ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
        await app.SettleAsync();
        Assert.DoesNotContain("https://held.example/x", app.Web.Asked);

        await Held_posts.DecideAsync(forum, "topic", held, release: true);
        await app.SettleAsync();

        Assert.Contains("https://held.example/x", app.Web.Asked);
    }

    [Fact]
    public async Task Topics_of_the_community_are_shown_to_whoever_may_know_of_them()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, rich) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Rich", "premium"));
        var secret = await forum.OpensAsync(rich, "What only they know", space: "paid");
        var url = $"{app.Address.ToString().TrimEnd('/')}{forum.TopicPath(secret)}";

        var topic = await forum.OpensAsync(rich, body: url);
        await app.SettleAsync();

        Assert.Equal("What only they know", (await rich.GetAsync(forum.TopicPath(topic))).TextOf(".link-card-title"));
        Assert.DoesNotContain("What only they know", (await ada.GetAsync(forum.TopicPath(topic))).Text);
        Assert.DoesNotContain(url, app.Web.Asked);
    }

    [Fact]
    public async Task What_is_long_known_is_asked_for_again()
    {
        var forum = await Forum.OpenAsync(app);
        await forum.OpensAsync(await forum.MemberAsync("Ada"), body: "https://b.example/refreshed");
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromDays(15));

        await app.RunJobAsync<RefreshPreviews>();

        Assert.Equal(2, app.Web.Asked.Count(a => a == "https://b.example/refreshed"));
    }

    private static Task<string> FailureAsync(Forum forum, string url) => forum.InAsync<AppDb, string>(db =>
        db.Set<LinkPreview>().Where(p => p.Url == url).Select(p => p.Failure).SingleAsync());

    public sealed class WebApp : GuildhallApp
    {
        internal OtherSites Web { get; } = new();

        protected override void Arrange(IServiceCollection services)
        {
            services.AddScoped<IScreening, Held_posts.ScreeningApp.Words>();
            services.AddHttpClient(Outbound.Guarded).AddHttpMessageHandler(() => new OtherSitesInFront(Web));
        }
    }

    /// <summary>What is not answered here goes on to the guard.</summary>
    private sealed class OtherSitesInFront(OtherSites web) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) =>
            web.Answer(request.RequestUri!) ?? await base.SendAsync(request, cancel);
    }

    internal sealed class OtherSites
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _asked = new();

        public IReadOnlyCollection<string> Asked => _asked;

        public HttpResponseMessage? Answer(Uri url)
        {
            _asked.Enqueue(url.AbsoluteUri);
            return url.Host switch
            {
                "10.0.0.1" => null,
                "loop.example" => new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = url } },
                "hop.example" => new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = new Uri("http://10.0.0.1/") } },
                "missing.example" => new HttpResponseMessage(HttpStatusCode.NotFound),
                "picture.example" => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("x", Encoding.UTF8, "image/png") },
                "untitled.example" => Page("<p>Nothing.</p>"),
                "endless.example" => new HttpResponseMessage(HttpStatusCode.OK) { Content = Endless() },
                _ => Page("""
                    <html><head><title>Title</title><meta property="og:title" content="A &lt;page&gt;"><meta name="description" content=" What
                    it says. "><meta property="og:site_name" content="Example"></head><body><h1>x</h1></body></html>
                    """),
            };
        }

        private static HttpResponseMessage Page(string html) =>
            new(HttpStatusCode.OK) { Content = new StringContent(html, Encoding.UTF8, "text/html") };

        private static StreamContent Endless() => new(new EndlessPage()) { Headers = { ContentType = new("text/html") } };
    }

    private sealed class EndlessPage : Stream
    {
        private static readonly byte[] Head = "<html><head><title>Endless</title></head><body>"u8.ToArray();
        private long _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => _at; set => throw new NotSupportedException(); }
        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Assert.True(_at <= 2 * 1024 * 1024, "More was read than a preview needs.");
            for (var n = 0; n < count; n++, _at++)
                buffer[offset + n] = _at < Head.Length ? Head[_at] : (byte)'x';
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
