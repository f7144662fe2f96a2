using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.App.Tests.Discussions;

public class Opening_topics(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_member_opens_one_by_the_form_and_others_read_it()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        var opened = await ada.SubmitAsync($"{forum.Path}/topics/new?space=talk", ("title", "Which index?"),
            ("body", "A **bold** one.\n\n<script>alert(1)</script>"), ("tags", "postgres, Indexes"));

        var page = await app.Visitor().GetAsync(opened.ShouldRedirect().Location!);
        Assert.Equal("Which index?", page.ShouldBe(HttpStatusCode.OK).TextOf("h1"));
        Assert.Equal("bold", page.TextOf("#topic strong"));
        Assert.Equal(["indexes", "postgres"], page.Document.QuerySelectorAll("a.tag").Select(t => t.TextContent));
        Assert.False(page.Has("#topic script"));
        var list = await app.Visitor().GetAsync($"{forum.Path}/s/talk?tag=postgres");
        Assert.Equal("Which index?", list.TextOf(".topic-title a"));
    }

    [Fact]
    public async Task Visitors_members_of_other_communities_and_programs_without_the_scope_may_not()
    {
        var forum = await Forum.OpenAsync(app);
        var stranger = await forum.SignedInAsync("Stranger");
        await forum.MemberAsync("Ada");
        var program = await forum.ProgramAsync("Ada", "articles:read");
        var topic = new { space = "talk", title = "T", body = "B" };

        (await app.Visitor().PostAsync($"{forum.Api}/topics", topic)).ShouldBe(HttpStatusCode.Unauthorized);
        (await stranger.PostAsync($"{forum.Api}/topics", topic)).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"{forum.Path}/topics/new?space=talk")).ShouldBe(HttpStatusCode.NotFound);
        (await program.PostAsync($"{forum.Api}/topics", topic)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_program_with_the_scope_posts_in_its_members_name()
    {
        var forum = await Forum.OpenAsync(app);
        await forum.MemberAsync("Ada");
        var program = await forum.ProgramAsync("Ada", "posts:write", "articles:read");

        var topic = await forum.OpensAsync(program);

        Assert.Equal("Ada", (await program.GetAsync($"{forum.Api}/topics/{topic}")).Json.GetProperty("author").GetString());
    }

    [Theory]
    [InlineData("", "Text", "title_missing"), InlineData("Title", " \n ", "body_missing")]
    public async Task What_is_missing_is_told_at_its_field(string title, string body, string code)
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        (await ada.PostAsync($"{forum.Api}/topics", new { space = "talk", title, body }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task One_character_too_many_is_refused_and_stays_in_the_form()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var body = new string('x', 30_001);

        var refused = await ada.SubmitAsync($"{forum.Path}/topics/new?space=talk", ("title", "Long"), ("body", body));
        var fits = await ada.PostAsync($"{forum.Api}/topics", new { space = "talk", title = "Long", body = body[1..] });

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("30001 characters", refused.TextOf("#field-body-error"));
        Assert.Equal(body, refused.TextOf("#field-body").Trim());
        Assert.Equal("Long", refused.Document.QuerySelector("#field-title")!.GetAttribute("value"));
        fits.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_same_key_again_is_the_same_topic_and_another_text_with_it_is_refused()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync(ada, forum, "key-1", "T")));
        var other = await PostAsync(ada, forum, "key-1", "Other");

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.Single(answers.Select(a => a.Json.GetProperty("id").GetInt64()).Distinct());
        other.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "idempotency_mismatch");
    }

    [Fact]
    public async Task Topics_of_a_closed_space_are_nowhere_for_who_may_not_read_it()
    {
        var forum = await Forum.OpenAsync(app);
        var paying = await forum.MemberAsync("Paying", "premium");
        var free = await forum.MemberAsync("Free");
        var topic = await forum.OpensAsync(paying, "Secretword", "Secretword", "paid");
        var reply = await forum.RepliesAsync(paying, topic, "Secretword");
        await app.SettleAsync();

        foreach (var reader in new[] { free, app.Visitor() })
        {
            (await reader.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.NotFound);
            (await reader.GetAsync($"{forum.Path}/topics/{topic + 1000}")).ShouldBe(HttpStatusCode.NotFound);
            (await reader.GetAsync($"{forum.Path}/replies/{reply}")).ShouldBe(HttpStatusCode.NotFound);
            (await reader.GetAsync($"{forum.Api}/topics/{topic}/replies")).ShouldBe(HttpStatusCode.NotFound);
            Assert.DoesNotContain("Secretword", (await reader.GetAsync($"{forum.Path}/s/paid")).Text);
            Assert.DoesNotContain("Secretword", (await reader.GetAsync($"{forum.Api}/search?q=Secretword")).Json.GetProperty("items").ToString());
        }
        Assert.Contains("Secretword", (await paying.GetAsync($"{forum.Api}/search?q=Secretword")).Json.GetProperty("items").ToString());
    }

    [Fact]
    public async Task A_list_goes_on_by_key_in_both_directions()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        for (var n = 1; n <= 65; n++)
        {
            await forum.OpensAsync(ada, $"Topic {n}");
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var first = await ada.GetAsync($"{forum.Path}/s/talk");
        var second = await ada.GetAsync(Next(first));
        var third = await ada.GetAsync(Next(second));
        var back = await ada.GetAsync(Previous(third));
        var top = await ada.GetAsync(Previous(back));

        Assert.Equal(["Topic 65", "Topic 36"], Ends(first));
        Assert.Equal(["Topic 35", "Topic 6"], Ends(second));
        Assert.Equal(["Topic 5", "Topic 1"], Ends(third));
        Assert.False(third.Has("[rel=next]"));
        Assert.Equal(Ends(second), Ends(back));
        Assert.Equal(Ends(first), Ends(top));
        Assert.False(top.Has(".pager [rel=prev]"));
    }

    [Fact]
    public async Task A_space_where_only_the_team_posts_refuses_members_and_not_the_team()
    {
        var forum = await Forum.OpenAsync(app);
        await forum.AddAsync("bulletin", SpaceKind.Discussion, null, Posting.Team);
        var (ada, owner) = (await forum.MemberAsync("Ada"), await forum.SignedInAsync("owner"));
        var topic = await forum.OpensAsync(owner, space: "bulletin");

        (await ada.PostAsync($"{forum.Api}/topics", new { space = "bulletin", title = "T", body = "B" })).ShouldBe(HttpStatusCode.NotFound);
        (await ada.PostAsync($"{forum.Api}/topics/{topic}/replies", new { body = "B" })).ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);
    }

    private static string Next(Answer page) => page.Document.QuerySelector(".pager [rel=next]")!.GetAttribute("href")!;

    private static string Previous(Answer page) => page.Document.QuerySelector(".pager [rel=prev]")!.GetAttribute("href")!;

    private static string[] Ends(Answer page)
    {
        var titles = page.Document.QuerySelectorAll(".topic-title a").Select(a => a.TextContent).ToList();
        return [titles[0], titles[^1]];
    }

    private static Task<Answer> PostAsync(Client who, Forum forum, string key, string title)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{forum.Api}/topics")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { space = "talk", title, body = "B" }),
        };
        request.Headers.Add("Idempotency-Key", key);
        return who.SendAsync(request);
    }
}
