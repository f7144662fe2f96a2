using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Http.Outbound;
using Guildhall.Reviews.Opening;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Reviews;

/// <summary>The Git host here answers by what the address says; the guard itself has tests of its own.</summary>
public class Fetching_merge_requests(Fetching_merge_requests.HostApp app) : IClassFixture<Fetching_merge_requests.HostApp>
{
    [Theory]
    [InlineData("https://github.com/a/b/pull/12", "https://github.com/a/b/pull/12.diff")]
    [InlineData("https://github.com/a/b/pull/12/files?w=1#diff", "https://github.com/a/b/pull/12.diff")]
    [InlineData("https://gitlab.com/g/s/p/-/merge_requests/3/diffs", "https://gitlab.com/g/s/p/-/merge_requests/3.diff")]
    [InlineData("https://gitee.com/a/b/pulls/4", "https://gitee.com/a/b/pulls/4.diff")]
    [InlineData("https://example.org/x.patch", "https://example.org/x.patch")]
    [InlineData("https://example.org/a/b/issues/1", null)]
    public void Hosts_give_the_diff_at_these_addresses(string request, string? diff) =>
        Assert.Equal(diff, MergeRequests.DiffOf(new Uri(request))?.AbsoluteUri);

    [Fact]
    public async Task Its_diff_is_fetched_over_the_queue_and_again_when_it_has_gone_on()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var topic = await PostAsync(forum, ada, "https://git.example/a/b/pull/1");
        Assert.Contains("being fetched", (await ada.GetAsync(forum.ReviewPath(topic))).Text);

        await app.SettleAsync();
        var first = await forum.ReadReviewAsync(ada, topic);
        app.Host.Diff = Reviewing.Diff.Replace("Hello", "Good day", StringComparison.Ordinal);
        (await ada.PressAsync(await ada.GetAsync(forum.ReviewPath(topic)), $"{forum.ReviewPath(topic)}/fetching")).ShouldRedirect();
        await app.SettleAsync();
        var second = await forum.ReadReviewAsync(ada, topic);

        Assert.Equal((1, 2), (first.GetProperty("rounds").GetInt32(), second.GetProperty("rounds").GetInt32()));
        Assert.Contains("Good day", (await ada.GetAsync(forum.ReviewPath(topic))).TextOf(".diff"));
    }

    [Theory]
    [InlineData("https://git.example/loop/b/pull/1", "too_many_redirects"), InlineData("https://git.example/endless/b/pull/1", "diff_too_large")]
    [InlineData("https://git.example/missing/b/pull/1", "status_404"), InlineData("https://git.example/page/b/pull/1", "diff_malformed")]
    [InlineData("https://git.example/plain/b/pull/1", "address_forbidden")]
    public async Task What_goes_wrong_is_told_to_the_author(string source, string error)
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        var topic = await PostAsync(forum, ada, source);
        await app.SettleAsync();

        Assert.Equal(error, (await forum.ReadReviewAsync(ada, topic)).GetProperty("fetchError").GetString());
        Assert.Contains(error, (await ada.GetAsync(forum.ReviewPath(topic))).Text);
    }

    [Theory]
    [InlineData("http://git.example/a/b/pull/1"), InlineData("https://user@git.example/a/b/pull/1"), InlineData("nonsense"), InlineData("https://git.example/")]
    public async Task Other_addresses_are_refused(string source)
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        (await ada.PostAsync($"{forum.Api}/topics", new { space = "talk", title = "T", body = "B", kind = "review", source }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "source_unknown");
    }

    private static async Task<long> PostAsync(Forum forum, Client who, string source) =>
        (await who.PostAsync($"{forum.Api}/topics", new { space = "talk", title = "T", body = "B", kind = "review", source }))
            .ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();

    public sealed class HostApp : GuildhallApp
    {
        internal GitHost Host { get; } = new();

        protected override void Arrange(IServiceCollection services) =>
            services.AddHttpClient(Outbound.Guarded).ConfigurePrimaryHttpMessageHandler(() => Host);
    }

    internal sealed class GitHost : HttpMessageHandler
    {
        public string Diff { get; set; } = Reviewing.Diff;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            var path = request.RequestUri!.AbsolutePath;
            return Task.FromResult(path.Split('/')[1] switch
            {
                "loop" => new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = request.RequestUri } },
                "plain" => new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = new Uri("http://git.example/x.diff") } },
                "missing" => new HttpResponseMessage(HttpStatusCode.NotFound),
                "page" => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>Sign in</html>") },
                "endless" => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Endless()) },
                _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Diff) },
            });
        }

        private sealed class Endless : Stream
        {
            public override bool CanRead => true;
            public override bool CanSeek => false;
            public override bool CanWrite => false;
            public override long Length => throw new NotSupportedException();
            public override long Position { get => 0; set => throw new NotSupportedException(); }
            public override void Flush() { }
            public override int Read(byte[] buffer, int offset, int count) => count;
            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
            public override void SetLength(long value) => throw new NotSupportedException();
            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        }
    }
}
