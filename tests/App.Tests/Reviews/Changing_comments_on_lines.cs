using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Reviews;

public class Changing_comments_on_lines(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Its_author_edits_a_comment_by_the_form_and_everybody_sees_that()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.ReviewAsync(ada);
        var comment = await forum.CommentAsync(bob, topic, "Wyh?", 3);

        var form = await bob.GetAsync($"{forum.ReviewPath(topic)}?edit={comment}");
        Assert.Equal("Wyh?", form.TextOf("#field-line-comment"));
        (await bob.SubmitAsync(form, ("body", "Why?"))).ShouldRedirect();
        var seen = await app.Visitor().GetAsync(forum.ReviewPath(topic));

        Assert.Contains("Why?", seen.TextOf($"#comment-{comment}"));
        Assert.Contains("edited", seen.TextOf($"#comment-{comment} .post-when"));
        Assert.False((await ada.GetAsync($"{forum.ReviewPath(topic)}?edit={comment}")).Has("#field-line-comment"));
    }

    [Fact]
    public async Task What_was_begun_stands_in_the_form_and_a_file_belongs_to_the_comment()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.ReviewAsync(ada);
        var comment = await forum.CommentAsync(bob, topic, "Why?", 3);
        var (page, draft) = ($"{forum.ReviewPath(topic)}?reply={comment}", $"{forum.Api}/drafts/review-{topic}-reply-{comment}");
        Assert.Equal(draft, (await ada.GetAsync(page)).Document.QuerySelector("#comment-form text-composer")!.GetAttribute("data-draft"));
        await Discussions.Replying.PutAsync(ada, draft, new { title = "", body = "Begun." });
        var file = new ByteArrayContent("what happened"u8.ToArray()) { Headers = { ContentType = new("application/octet-stream") } };
        var kept = (await ada.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{forum.Api}/attachments?name=log.txt") { Content = file }))
            .ShouldBe(HttpStatusCode.Created).Json;
        var url = kept.GetProperty("url").GetString()!;

        var form = await ada.GetAsync(page);
        Assert.Equal("Begun.", form.TextOf("#field-line-comment").Trim());
        (await bob.GetAsync(url)).ShouldBe(HttpStatusCode.NotFound);
        (await ada.SubmitAsync(form, ("body", $"See {kept.GetProperty("markdown").GetString()}"))).ShouldRedirect();

        Assert.Equal("what happened", (await bob.GetAsync(url)).ShouldBe(HttpStatusCode.OK).Text);
        Assert.Equal("", (await ada.GetAsync(draft)).Json.GetProperty("body").GetString());
    }

    [Fact]
    public async Task Nobody_else_edits_it_and_an_empty_one_is_refused_at_the_field()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.ReviewAsync(ada);
        var comment = await forum.CommentAsync(bob, topic, "Why?", 3);
        var address = $"{forum.ReviewApi(topic)}/comments/{comment}";

        (await ada.PatchAsync(address, new { body = "Mine" })).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().PatchAsync(address, new { body = "Mine" })).ShouldBe(HttpStatusCode.Unauthorized);
        (await bob.PatchAsync(address, new { body = " " })).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await bob.PatchAsync(address, new { body = "Why so?" })).ShouldBe(HttpStatusCode.OK);

        var read = (await forum.ReadReviewAsync(ada, topic)).GetProperty("threads")[0].GetProperty("comments")[0];
        Assert.Equal("Why so?", read.GetProperty("markdown").GetString());
        Assert.Equal(app.Clock.GetUtcNow().UtcDateTime, read.GetProperty("editedAt").GetDateTime(), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_same_key_again_is_the_same_comment_even_at_once()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var topic = await forum.ReviewAsync(ada);
        Task<Answer> PostAsync(string body)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"{forum.ReviewApi(topic)}/comments")
            {
                Content = JsonContent.Create(new { file = "src/Greeter.cs", side = "new", from = 3, body }),
            };
            request.Headers.Add("Idempotency-Key", "line-3");
            return ada.SendAsync(request);
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync("Why?")));
        var other = await PostAsync("What?");

        Assert.Single(answers.Select(a => a.Json.GetProperty("id").GetInt64()).Distinct());
        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        other.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "idempotency_mismatch");
    }

    [Fact]
    public async Task Several_suggestions_make_one_round_and_none_where_two_want_the_same_lines()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, eve) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.MemberAsync("Eve"));
        var topic = await forum.ReviewAsync(ada);
        var first = await forum.CommentAsync(bob, topic, "```suggestion\npublic string Greeting(string name)\n```", 1);
        var last = await forum.CommentAsync(eve, topic, "```suggestion\n// the end\n// really\n```", 6);
        var same = await forum.CommentAsync(eve, topic, "```suggestion\npublic string Greets(string name)\n```", 1);
        var address = $"{forum.ReviewApi(topic)}/suggestions";

        var refused = await Replying.PutAsync(ada, address, new { comments = new[] { first, same } });
        refused.ShouldBeRefused(HttpStatusCode.Conflict, "suggestions_overlap");
        (await Replying.PutAsync(ada, address, new { comments = Array.Empty<long>() })).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Replying.PutAsync(bob, address, new { comments = new[] { first } })).ShouldBe(HttpStatusCode.NotFound);
        var page = await ada.GetAsync(forum.ReviewPath(topic));
        Assert.Equal(3, page.Document.QuerySelectorAll("input[name=take]").Length);
        var taken = await Replying.PutAsync(ada, address, new { comments = new[] { first, last } });

        Assert.Equal(2, taken.ShouldBe(HttpStatusCode.OK).Json.GetProperty("round").GetInt32());
        var after = await ada.GetAsync(forum.ReviewPath(topic));
        Assert.Contains("with a suggestion by Bob, Eve", after.TextOf(".review-bar"));
        var diff = (await ada.GetAsync($"{forum.ReviewApi(topic)}/rounds/2")).Text;
        Assert.Contains("+public string Greeting(string name)\n", diff);
        Assert.Contains("+// the end\n+// really", diff);
        (await ada.PatchAsync($"{forum.ReviewApi(topic)}/comments/{first}", new { body = "No" })).ShouldBe(HttpStatusCode.NotFound);
        var edit = await bob.PatchAsync($"{forum.ReviewApi(topic)}/comments/{first}", new { body = "No" });
        edit.ShouldBeRefused(HttpStatusCode.Conflict, "comment_taken");
    }
}
