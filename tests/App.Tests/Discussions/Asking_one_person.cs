using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Discussions;

namespace Guildhall.App.Tests.Discussions;

public class Asking_one_person(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task They_are_told_find_it_in_their_list_and_their_answer_is_marked()
    {
        var (forum, asker, ada, bob) = await OpenAsync();
        var asked = await asker.SubmitAsync($"{forum.Path}/topics/new?space=questions", ("title", "Why?"), ("body", "Tell me."),
            ("askedOf", $"@ada-{forum.Id}x"));
        var path = asked.ShouldRedirect().Location!;
        await app.SettleAsync();

        Assert.Contains("Asker asked you “Why?”", (await ada.GetAsync("/notifications")).Text);
        Assert.Contains("Asked of you", (await ada.GetAsync(path)).TextOf(".topic-facts"));
        Assert.Contains("Asked of Ada", (await bob.GetAsync(path)).TextOf(".topic-facts"));
        Assert.Equal("Why?", (await ada.GetAsync($"{forum.Path}/s/questions?show=asked")).TextOf(".topic-title a"));
        Assert.False((await bob.GetAsync($"{forum.Path}/s/questions?show=asked")).Has(".topic-row"));
        Assert.Equal(1, (await ada.GetAsync($"{forum.Api}/topics?askedOfMe=true")).Json.GetProperty("items").GetArrayLength());

        var topic = long.Parse(path.Split('/')[^1]);
        var (hers, his) = (await forum.RepliesAsync(ada, topic), await forum.RepliesAsync(bob, topic));
        var page = await asker.GetAsync(path);
        Assert.Contains("Was asked", page.TextOf($"#answer-{hers}"));
        Assert.DoesNotContain("Was asked", page.TextOf($"#answer-{his}"));
    }

    [Fact]
    public async Task They_may_decline_and_the_asker_hears_of_it()
    {
        var (forum, asker, ada, bob) = await OpenAsync();
        var topic = await AskAsync(forum, asker);

        (await bob.SendAsync(new(HttpMethod.Put, $"{forum.Api}/topics/{topic}/decline"))).ShouldBe(HttpStatusCode.NotFound);
        (await Forum.PressAsync(ada, forum.TopicPath(topic), $"{forum.TopicPath(topic)}/decline")).ShouldRedirect();
        (await ada.SendAsync(new(HttpMethod.Put, $"{forum.Api}/topics/{topic}/decline"))).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();

        Assert.Contains("answer “Why?”. Everyone else still can", (await asker.GetAsync("/notifications")).Text);
        Assert.False((await ada.GetAsync($"{forum.Path}/s/questions?show=asked")).Has(".topic-row"));
        Assert.Contains("everyone else can", (await bob.GetAsync(forum.TopicPath(topic))).TextOf(".topic-facts"));
    }

    [Fact]
    public async Task The_reminder_goes_to_them_as_long_as_they_have_not_declined()
    {
        var (forum, asker, ada, bob) = await OpenAsync();
        var solved = await forum.OpensAsync(asker, "Solved", space: "questions");
        var reply = await forum.RepliesAsync(bob, solved);
        await Replying.PutAsync(asker, $"{forum.Api}/topics/{solved}/accepted-answer", new { reply });
        var topic = await AskAsync(forum, asker);

        Assert.Equal([forum.IdOf("Ada")], await ExpertsAsync());
        await ada.SendAsync(new(HttpMethod.Put, $"{forum.Api}/topics/{topic}/decline"));
        Assert.Equal([forum.IdOf("Bob")], await ExpertsAsync());

        Task<IReadOnlyList<long>> ExpertsAsync() => forum.InAsync<IQuestions, IReadOnlyList<long>>(async questions =>
        {
            var waiting = await questions.WaitingAsync(forum.Id, DateTime.UnixEpoch, DateTime.MaxValue, 10);
            return await questions.ExpertsAsync(forum.Id, waiting.Single(q => q.TopicId == topic), 3);
        });
    }

    [Fact]
    public async Task Only_somebody_else_who_can_answer_there_is_asked()
    {
        var (forum, asker, _, _) = await OpenAsync();
        await forum.SignedInAsync("Stranger");
        await forum.CallAsync("Stranger", $"stranger-{forum.Id}x");
        await forum.CallAsync("Asker", $"asker-{forum.Id}x");

        foreach (var handle in new[] { $"stranger-{forum.Id}x", $"asker-{forum.Id}x", "nobody-at-all" })
        {
            var refused = await asker.SubmitAsync($"{forum.Path}/topics/new?space=questions", ("title", "Why?"), ("body", "Long thought."),
                ("askedOf", handle));
            refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
            Assert.Contains("No one else with this handle", refused.TextOf("#field-askedOf-error"));
            Assert.Contains("Long thought.", refused.TextOf("#field-body"));
        }
    }

    [Fact]
    public async Task Those_who_can_answer_are_suggested_and_nobody_else()
    {
        var (forum, asker, ada, bob) = await OpenAsync();
        await forum.AddAsync("paid-questions", Guildhall.Kernel.Contracts.Communities.SpaceKind.Questions, forum.Premium.TierId);
        var rich = await forum.MemberAsync("Rich Asker", "premium");
        await forum.SignedInAsync("Stranger");
        foreach (var (name, handle) in new[] { ("Stranger", "stranger"), ("Asker", "asker"), ("Rich Asker", "rich") })
            await forum.CallAsync(name, $"{handle}-{forum.Id}x");
        var topic = await forum.OpensAsync(asker, "Why?", space: "questions");
        foreach (var one in new[] { ada, bob, rich })
            await forum.RepliesAsync(one, topic);

        Assert.Equal(["Ada", "Rich Asker"], await SuggestedAsync(asker, "questions"));
        Assert.Equal(["Ada"], await SuggestedAsync(asker, "questions", "@ADA"));
        Assert.Equal(["Ada"], await SuggestedAsync(rich, "questions"));
        Assert.Empty(await SuggestedAsync(rich, "paid-questions"));
        (await asker.GetAsync($"{forum.Api}/spaces/paid-questions/experts")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync($"{forum.Api}/spaces/questions/experts")).ShouldBe(HttpStatusCode.Unauthorized);
        var field = (await asker.GetAsync($"{forum.Path}/topics/new?space=questions")).Document.QuerySelector("people-suggest")!;
        Assert.Equal($"{forum.Api}/spaces/questions/experts", field.GetAttribute("data-url"));
        Assert.Equal(field.QuerySelector("datalist")!.Id, field.QuerySelector("input")!.GetAttribute("list"));

        async Task<List<string>> SuggestedAsync(Client who, string space, string begin = "") =>
            [.. (await who.GetAsync($"{forum.Api}/spaces/{space}/experts?q={begin}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items")
                .EnumerateArray().Select(p => p.GetProperty("name").GetString()!).Order(StringComparer.Ordinal)];
    }

    private async Task<(Forum Forum, Client Asker, Client Ada, Client Bob)> OpenAsync()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada, bob) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        await forum.CallAsync("Ada", $"ada-{forum.Id}x");
        return (forum, asker, ada, bob);
    }

    private static async Task<long> AskAsync(Forum forum, Client asker) =>
        (await asker.PostAsync($"{forum.Api}/topics",
            new { space = "questions", title = "Why?", body = "Tell me.", askedOf = $"ada-{forum.Id}x" }))
            .ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();
}
