using System.Net;
using System.Text;
using System.Text.Json;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Reviews;

[Trait("Database", "sqlite")]
public class Large_diffs(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Theory]
    [InlineData(3), InlineData(50)]
    public async Task More_megabytes_than_a_review_takes_are_refused(int megabytes)
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var diff = Lines("big.txt", megabytes * 1024 * 1024 / 102);

        // The server says no before the client has sent it all.
        var refused = await ada.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{forum.Api}/topics")
        {
            Headers = { ExpectContinue = true },
            Content = new StringContent(JsonSerializer.Serialize(new { space = "talk", title = "Big", body = "B", kind = "review", diff }),
                Encoding.UTF8, "application/json"),
        });

        Assert.True(refused.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge, $"{refused}");
        Assert.Contains(refused.Json.GetProperty("code").GetString(), new[] { "diff_too_large", "refused" });
    }

    [Fact]
    public async Task A_diff_that_is_too_large_for_the_form_comes_back_at_its_field()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        var refused = await ada.SubmitAsync($"{forum.Path}/reviews/new?space=talk", ("title", "Big"), ("body", "B"), ("diff", Lines("big.txt", 30_000)));
        var none = await ada.SubmitAsync($"{forum.Path}/reviews/new?space=talk", ("title", "None"), ("body", "B"), ("diff", "just words"));

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("at most 2048 KB", refused.TextOf("#field-diff-error"));
        Assert.Contains("not a unified diff", none.TextOf("#field-diff-error"));
        Assert.Equal("just words", none.TextOf("#field-diff").Trim());
    }

    [Fact]
    public async Task Files_of_thousands_of_lines_are_collapsed_and_shown_page_by_page()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var topic = await forum.ReviewAsync(ada, Lines("long.txt", 6_000) + Lines("short.txt", 5));

        var all = await ada.GetAsync(forum.ReviewPath(topic));
        var one = await ada.GetAsync($"{forum.ReviewPath(topic)}?file=0");
        var next = await ada.GetAsync(one.Document.QuerySelector("#file-0 a[rel~=next]")!.GetAttribute("href")!);

        Assert.False(all.Document.QuerySelector("#file-0")!.HasAttribute("open"));
        Assert.Equal(5, all.Document.QuerySelectorAll("td.diff-code").Length);
        Assert.Equal(2_500, one.Document.QuerySelectorAll("td.diff-code").Length);
        Assert.Equal("2501", next.Document.QuerySelector("td.diff-no a")!.TextContent);
        (await ada.GetAsync($"{forum.ReviewPath(topic)}?file=2")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Files_are_uploaded_without_script()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        var opened = await ada.SubmitAsync($"{forum.Path}/reviews/new?space=talk", ("title", "Files"), ("body", "B"),
            ("files", new Upload("main.py", "print('hi')\n"u8.ToArray())));

        var review = await ada.GetAsync(opened.ShouldRedirect().Location!.Replace("/topics/", "/reviews/", StringComparison.Ordinal));
        Assert.Contains("print('hi')", review.TextOf("#file-0 .diff-add"));
        Assert.Contains("main.py", review.TextOf("#file-0 .diff-path"));
    }

    private static string Lines(string name, int count)
    {
        var text = new StringBuilder($"--- /dev/null\n+++ b/{name}\n@@ -0,0 +1,{count} @@\n");
        for (var n = 0; n < count; n++)
            text.Append('+').Append('x', 100).Append('\n');
        return text.ToString();
    }
}
