using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Learning;

public class Answering_a_quiz(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly object[] Every =
    [
        Campus.Single(),
        new { kind = "multiple", markdown = "Which tick?", options = new[] { Option("Clock", true), Option("Watch", true), Option("Sundial", false) } },
        new { kind = "true_false", markdown = "A day has 24 hours.", isTrue = true },
        new { kind = "short_text", markdown = "What swings?", accepted = new[] { "pendulum zebra", "a pendulum" } },
        new { kind = "number", markdown = "Pi to two places?", number = 3.14, tolerance = 0.005, explanation = "Archimedes knew." },
    ];

    [Fact]
    public async Task Is_judged_on_the_server_and_tells_nothing_before()
    {
        var (campus, _, quiz, ada) = await BegunAsync(Every);

        var attempt = (await ada.PostAsync($"{campus.Api}/lessons/{quiz}/attempts", new { })).ShouldBe(HttpStatusCode.OK);
        var again = (await ada.PostAsync($"{campus.Api}/lessons/{quiz}/attempts", new { })).ShouldBe(HttpStatusCode.OK);
        var page = await (await campus.SignedInAsync("Ada")).GetAsync($"{campus.Path}/lessons/{quiz}/quiz");

        Assert.Equal(attempt.Text, again.Text);
        foreach (var text in new[] { attempt.Text, page.ShouldBe(HttpStatusCode.OK).Text })
            Assert.False(text.Contains("zebra") || text.Contains("3.14") || text.Contains("Archimedes") || text.Contains("IsRight")
                || text.Contains("round once"), text);
        Assert.All(attempt.Json.GetProperty("questions").EnumerateArray(), q => Assert.Equal(JsonValueKind.Null, q.GetProperty("right").ValueKind));
        Assert.DoesNotContain("zebra", (await ada.GetAsync($"{campus.Api}/lessons/{quiz}")).Text);
        (await ada.GetAsync($"{campus.Api}/lessons/{quiz}/questions")).ShouldBe(HttpStatusCode.Forbidden);

        var judged = (await HandInAsync(campus, ada, quiz, 1, attempt.Json, q => q switch
        {
            "Second hand" or "Clock" or "Watch" or "true" => true,
            _ => false,
        }, "  PENDULUM   zebra ", "３．１４２")).ShouldBe(HttpStatusCode.OK).Json;
        Assert.Equal((5, 100, true), (judged.GetProperty("right").GetInt32(), judged.GetProperty("percent").GetInt32(),
            judged.GetProperty("passed").GetBoolean()));
        Assert.Contains("Archimedes", judged.ToString());
        (await HandInAsync(campus, ada, quiz, 1, attempt.Json, _ => true, "", "")).ShouldBeRefused(HttpStatusCode.Conflict, "attempt_judged");
        Assert.True((await campus.LessonOfAsync(ada, quiz)).GetProperty("done").GetBoolean());
    }

    [Fact]
    public async Task Blocks_completion_until_it_is_passed_and_allows_so_many_attempts()
    {
        var (campus, course, quiz, ada) = await BegunAsync([Campus.Single()], attempts: 2);

        (await campus.DoneAsync(ada, quiz)).ShouldBeRefused(HttpStatusCode.Conflict, "quiz_not_passed");
        var first = await BeginAsync(campus, ada, quiz);
        var failed = (await HandInAsync(campus, ada, quiz, 1, first, o => o == "Hour hand")).Json;
        Assert.False(failed.GetProperty("passed").GetBoolean());
        // One attempt is left: the explanation is told, the right answer is not.
        Assert.Contains("round once", failed.ToString());
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("questions")[0].GetProperty("rightAnswer").ValueKind);
        var second = await BeginAsync(campus, ada, quiz);
        var lost = (await HandInAsync(campus, ada, quiz, 2, second, o => o == "Minute hand")).Json;
        Assert.Equal("Second hand", lost.GetProperty("questions")[0].GetProperty("rightAnswer")[0].GetString());

        (await ada.PostAsync($"{campus.Api}/lessons/{quiz}/attempts", new { })).ShouldBeRefused(HttpStatusCode.Conflict, "attempts_used_up");
        (await campus.DoneAsync(ada, quiz)).ShouldBeRefused(HttpStatusCode.Conflict, "quiz_not_passed");
        Assert.Equal(JsonValueKind.Null, (await campus.CourseOfAsync(ada, course)).GetProperty("completedAt").ValueKind);
        var figures = (await campus.Teacher.GetAsync($"{campus.Api}/courses/{course}/figures")).Json.GetProperty("quizzes")[0];
        Assert.Equal((2, 1, 0), (figures.GetProperty("attempts").GetInt32(), figures.GetProperty("people").GetInt32(),
            figures.GetProperty("passed").GetInt32()));
    }

    [Fact]
    public async Task Its_author_learns_which_questions_are_answered_wrong()
    {
        var (campus, _, quiz, ada) = await BegunAsync([Campus.Single(), Every[2]]);
        foreach (var (number, wanted) in new[] { (1, "Hour hand"), (2, "Second hand") })
            (await HandInAsync(campus, ada, quiz, number, await BeginAsync(campus, ada, quiz), o => o == wanted || o == "true"))
                .ShouldBe(HttpStatusCode.OK);
        await BeginAsync(campus, ada, quiz);

        var results = (await campus.Teacher.GetAsync($"{campus.Api}/lessons/{quiz}/questions/results")).ShouldBe(HttpStatusCode.OK).Json;
        var first = results.GetProperty("items")[0];
        Assert.Equal((2, 2), (results.GetProperty("attempts").GetInt32(), results.GetProperty("items").GetArrayLength()));
        Assert.Equal((1, 2, 1, 0.5), (first.GetProperty("position").GetInt32(), first.GetProperty("asked").GetInt32(),
            first.GetProperty("right").GetInt32(), first.GetProperty("share").GetDouble()));
        Assert.Equal(["Second hand:1", "Hour hand:1", "Minute hand:0"], first.GetProperty("options").EnumerateArray()
            .Select(o => $"{o.GetProperty("text").GetString()}:{o.GetProperty("chosen").GetInt32()}"));
        Assert.Equal(1, results.GetProperty("items")[1].GetProperty("share").GetDouble());
        var owner = (await campus.SignedInAsync("owner")).Speaking("en");
        Assert.Contains("50 % right in 2 answers", (await owner.GetAsync($"{campus.Path}/manage/lessons/{quiz}/questions")).Text);

        // Words that were changed are another question; what was answered before is told of the former one.
        (await Campus.PutAsync(campus.Teacher, $"{campus.Api}/lessons/{quiz}/questions", new { items = new[] { Campus.Single("Anew?") } }))
            .ShouldBe(HttpStatusCode.NoContent);
        var later = (await campus.Teacher.GetAsync($"{campus.Api}/lessons/{quiz}/questions/results")).Json.GetProperty("items");
        Assert.Equal([0, 2, 2], later.EnumerateArray().Select(q => q.GetProperty("asked").GetInt32()));
        Assert.Equal(JsonValueKind.Null, later[1].GetProperty("position").ValueKind);

        (await ada.GetAsync($"{campus.Api}/lessons/{quiz}/questions/results")).ShouldBe(HttpStatusCode.Forbidden);
        (await campus.Teacher.GetAsync($"{campus.Api}/lessons/999999/questions/results")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Many_who_begin_at_once_begin_one_attempt()
    {
        var (campus, _, quiz, ada) = await BegunAsync([Campus.Single()], attempts: 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ada.PostAsync($"{campus.Api}/lessons/{quiz}/attempts", new { })));

        Assert.All(answers, a => Assert.Equal(1, a.ShouldBe(HttpStatusCode.OK).Json.GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task An_attempt_keeps_the_questions_that_it_began_with()
    {
        var (campus, _, quiz, ada) = await BegunAsync([Campus.Single()]);
        var attempt = await BeginAsync(campus, ada, quiz);

        (await Campus.PutAsync(campus.Teacher, $"{campus.Api}/lessons/{quiz}/questions", new { items = new[] { Campus.Single("Another question?") } }))
            .ShouldBe(HttpStatusCode.NoContent);

        Assert.Contains("Which hand is fast?", (await (await campus.SignedInAsync("Ada")).GetAsync($"{campus.Path}/lessons/{quiz}/quiz")).Text);
        Assert.True((await HandInAsync(campus, ada, quiz, 1, attempt, o => o == "Second hand")).Json.GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task Options_are_shuffled_for_each_attempt()
    {
        var options = Enumerable.Range(0, 12).Select(i => Option($"Option {i}", i == 0)).ToArray();
        var (campus, _, quiz, ada) = await BegunAsync([new { kind = "single", markdown = "Which?", options }]);
        var orders = new HashSet<string>();

        for (var i = 1; i <= 4; i++)
        {
            var attempt = await BeginAsync(campus, ada, quiz);
            orders.Add(attempt.GetProperty("questions")[0].GetProperty("options").ToString());
            await HandInAsync(campus, ada, quiz, i, attempt, o => o == "Option 1");
        }

        Assert.True(orders.Count > 1);
    }

    [Fact]
    public async Task Is_answered_by_a_page_without_scripts_and_keeps_what_was_typed()
    {
        var (campus, course, quiz, _) = await BegunAsync(Every);
        var ada = await campus.SignedInAsync("Ada");
        var lesson = $"{campus.Path}/lessons/{quiz}";
        var begun = await ada.PressAsync(await ada.GetAsync(lesson), $"{lesson}/attempts");
        Assert.Equal($"{lesson}/quiz", begun.Location);

        var refused = await ada.SubmitAsync(begun.Location!, ("answer-4", "pendulum zebra"), ("answer-5", "many"));
        Assert.True(refused.ShouldBe(HttpStatusCode.UnprocessableEntity).Has("[name=answer-5][aria-invalid=true]"), refused.Text);
        Assert.Equal("pendulum zebra", refused.Document.QuerySelector("[name=answer-4]")!.GetAttribute("value"));
        var sent = await ada.SubmitAsync(refused, ("answer-5", "3,14"));

        Assert.Equal($"{lesson}?attempt=1", sent.ShouldRedirect().Location);
        var result = await ada.FollowAsync(sent);
        Assert.Contains("40 %: not passed yet", result.TextOf("#result"));
        Assert.Equal(["Wrong", "Wrong", "Wrong", "Right", "Right"], result.Document.QuerySelectorAll(".quiz-mark .badge").Select(b => b.TextContent.Trim()));
        (await ada.GetAsync($"{lesson}/quiz")).ShouldRedirect();
        Assert.NotEqual(0, course);
    }

    [Theory]
    [InlineData("single", "A\nB", "right_option_missing"), InlineData("single", "* A\n* B", "right_option_missing"),
        InlineData("multiple", "* A", "options_too_few")]
    [InlineData("single", "* A\nA", "options_alike"), InlineData("true_false", "maybe", "true_or_false"), InlineData("number", "many", "answer_no_number")]
    [InlineData("short_text", "", "answers_missing")]
    public async Task A_question_that_cannot_stand_is_told_at_its_field(string kind, string answers, string code)
    {
        var campus = await Campus.OpenAsync(app);
        var section = await campus.SectionAsync(await campus.CourseAsync());
        var quiz = Campus.IdOf((await campus.Teacher.PostAsync($"{campus.Api}/sections/{section}/lessons", new { kind = "quiz", title = "Test" }))
            .ShouldBe(HttpStatusCode.Created));
        var owner = await campus.SignedInAsync("owner");

        var refused = await owner.SubmitAsync(
            $"{campus.Path}/manage/lessons/{quiz}/questions", ("kind", kind), ("markdown", "Typed?"), ("answers", answers));

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(refused.Has("[name=answers][aria-invalid=true]"), code);
        Assert.Contains("Typed?", refused.TextOf("textarea[name=markdown]"));
        (await owner.SubmitAsync($"{campus.Path}/manage/lessons/{quiz}/questions", ("kind", "single"), ("markdown", "Good?"), ("answers", "* Yes\nNo")))
            .ShouldRedirect();
    }

    private async Task<(Campus Campus, long Course, long Quiz, Client Ada)> BegunAsync(object[] questions, int? attempts = null)
    {
        var campus = await Campus.OpenAsync(app);
        var course = await campus.CourseAsync();
        var quiz = await campus.QuizAsync(await campus.SectionAsync(course), questions, attempts: attempts);
        await campus.PublishAsync($"courses/{course}");
        return (campus, course, quiz, await campus.EnrolledAsync("Ada", course));
    }

    private static object Option(string text, bool right) => new { text, right };

    private static async Task<JsonElement> BeginAsync(Campus campus, Client learner, long quiz) =>
        (await learner.PostAsync($"{campus.Api}/lessons/{quiz}/attempts", new { })).ShouldBe(HttpStatusCode.OK).Json;

    /// <summary>Chooses the options that are wanted, and types the texts in the order of the questions that have no options.</summary>
    private static Task<Answer> HandInAsync(
        Campus campus, Client learner, long quiz, int number, JsonElement attempt, Func<string, bool> wanted, params string[] texts)
    {
        var typed = new Queue<string>(texts);
        var answers = attempt.GetProperty("questions").EnumerateArray().Select(q =>
        {
            var options = q.GetProperty("options").EnumerateArray().Select(o => o.GetString()!).ToList();
            return options.Count == 0 ? [typed.Count > 0 ? typed.Dequeue() : ""]
                : options.Index().Where(o => wanted(o.Item)).Select(o => $"{o.Index}").ToArray();
        });
        return Campus.PutAsync(learner, $"{campus.Api}/lessons/{quiz}/attempts/{number}/answers", new { answers });
    }
}
