using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;

namespace Guildhall.App.Tests.Learning;

public class Taking_a_course(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_member_enrols_by_one_click_and_goes_from_lesson_to_lesson_without_scripts()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync();
        var ada = await campus.SignedInAsync("Ada");
        var page = $"{campus.Path}/courses/{course}";

        Assert.DoesNotContain("pendulum1", (await ada.GetAsync($"{campus.Path}/lessons/{lessons[0]}")).Text);
        (await ada.PressAsync(await ada.GetAsync(page), $"{page}/enrollment")).ShouldLeadTo(page);
        var enrolled = await ada.GetAsync(page);
        Assert.Contains("Begin with lesson 1", enrolled.TextOf(".course-way"));
        var first = await ada.GetAsync($"{campus.Path}/lessons/{lessons[0]}");
        Assert.Contains("pendulum1", first.TextOf("rich-text"));
        var next = await ada.PressAsync(first, $"{campus.Path}/lessons/{lessons[0]}/completion", ("done", "true"));
        Assert.Equal($"{campus.Path}/lessons/{lessons[1]}", next.Location);
        Assert.Contains("Continue with lesson 2", (await ada.GetAsync(page)).TextOf(".course-way"));
        await ada.PressAsync(await ada.GetAsync($"{campus.Path}/lessons/{lessons[1]}"), $"{campus.Path}/lessons/{lessons[1]}/completion", ("done", "true"));
        await app.SettleAsync();

        Assert.Contains("Completed", (await ada.GetAsync(page)).TextOf(".course-way"));
        Assert.Equal("Clocks", (await ada.GetAsync("/account/courses")).TextOf(".own-course-title"));
        Assert.Equal((1, 2, 1), (await campus.CountAsync("member_enrolled"), await campus.CountAsync("lesson_completed"),
            await campus.CountAsync("course_completed")));
    }

    [Fact]
    public async Task A_hundred_completions_at_once_count_once()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(1);
        var ada = await campus.EnrolledAsync("Ada", course);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => campus.DoneAsync(ada, lessons[0])));
        await app.SettleAsync();

        Assert.All(answers, a => a.ShouldBe(HttpStatusCode.NoContent));
        Assert.Equal((1, 1, 1), (await campus.CountAsync("lesson_completed"), await campus.CountAsync("course_completed"),
            await campus.CountAsync("certificate_issued")));
    }

    [Fact]
    public async Task Enrolling_at_once_from_many_devices_is_enrolling_once()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, _) = await campus.TaughtAsync(1);
        var ada = await campus.LearnerAsync("Ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => campus.EnrollAsync(ada, course)));

        Assert.Single(answers.Select(a => Campus.IdOf(a.ShouldBe(HttpStatusCode.OK))).Distinct());
        Assert.Equal(1, await campus.CountAsync("member_enrolled"));
    }

    [Fact]
    public async Task Only_whoever_is_let_in_and_enrolled_takes_lessons()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(access: "premium");
        var (outsider, member) = (await campus.LearnerAsync("outsider"), await campus.LearnerAsync("member"));
        await campus.BuysPremiumAsync("member");

        (await campus.EnrollAsync(outsider, course)).ShouldBeRefused(HttpStatusCode.Forbidden, "course_closed");
        (await campus.DoneAsync(outsider, lessons[0])).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await campus.DoneAsync(member, lessons[0])).ShouldBeRefused(HttpStatusCode.Conflict, "not_enrolled");
        var before = await campus.LessonOfAsync(member, lessons[0]);
        Assert.Equal((false, "", "Lesson 1", 1), (before.GetProperty("open").GetBoolean(), before.GetProperty("html").GetString(),
            before.GetProperty("title").GetString(), before.GetProperty("minutes").GetInt32()));
        (await campus.EnrollAsync(member, course)).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("pendulum1", (await campus.LessonOfAsync(member, lessons[0])).GetProperty("html").GetString());
        Assert.Contains("paywall", (await (await campus.SignedInAsync("outsider")).GetAsync($"{campus.Path}/lessons/{lessons[0]}")).Text);
    }

    [Fact]
    public async Task A_membership_that_ends_closes_the_course_and_keeps_the_progress()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(access: "premium");
        await campus.BuysPremiumAsync("Ada", TimeSpan.FromDays(3));
        var ada = await campus.EnrolledAsync("Ada", course);
        (await campus.DoneAsync(ada, lessons[0])).ShouldBe(HttpStatusCode.NoContent);

        app.Clock.Advance(TimeSpan.FromDays(4));

        Assert.False((await campus.LessonOfAsync(ada, lessons[1])).GetProperty("open").GetBoolean());
        (await campus.DoneAsync(ada, lessons[1])).ShouldBe(HttpStatusCode.NotFound);
        await campus.BuysPremiumAsync("Ada");
        var again = await campus.CourseOfAsync(ada, course);
        Assert.Equal((1, 2), (again.GetProperty("done").GetInt32(), again.GetProperty("total").GetInt32()));
        (await campus.DoneAsync(ada, lessons[1])).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_free_preview_is_for_everyone_and_drafts_for_nobody()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, section, _) = await campus.TaughtAsync(access: "premium");
        var preview = await campus.LessonAsync(section, "Look", "Sings of quartz.", preview: true);
        var draft = await campus.LessonAsync(section, "Secret", "Sings of mercury.", published: false);

        Assert.Contains("quartz", (await app.Visitor().GetAsync($"{campus.Path}/lessons/{preview}")).TextOf("rich-text"));
        foreach (var reader in new[] { app.Visitor(), await campus.SignedInAsync("Ada") })
            (await reader.GetAsync($"{campus.Path}/lessons/{draft}")).ShouldBe(HttpStatusCode.NotFound);
        Assert.DoesNotContain("Secret", (await app.Visitor().GetAsync($"{campus.Path}/courses/{course}")).Text);
        Assert.Contains("mercury", (await (await campus.SignedInAsync("owner")).GetAsync($"{campus.Path}/lessons/{draft}")).Text);
        (await campus.Teacher.PostAsync($"{campus.Api}/sections/{section}/lessons", new { kind = "quiz", title = "x", preview = true }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "quiz_preview");
    }

    [Fact]
    public async Task The_team_looks_at_everything_and_nothing_is_recorded()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, section, lessons) = await campus.TaughtAsync(access: "bought");
        var later = await campus.SectionAsync(course, "Later", days: 30);
        var locked = await campus.LessonAsync(later, "Far", "Sings of sand.");
        var owner = await campus.SignedInAsync("owner");

        var page = await owner.GetAsync($"{campus.Path}/lessons/{locked}");

        Assert.Contains("sand", page.TextOf("rich-text"));
        Assert.False(page.Has("lesson-place") || page.Has("form[action$='/completion']"));
        var teacher = await campus.ProgramAsync("owner", "courses:learn", "articles:read");
        (await campus.DoneAsync(teacher, lessons[0])).ShouldBe(HttpStatusCode.Conflict);
        (await Campus.PutAsync(teacher, $"{campus.Api}/lessons/{lessons[0]}/progress", new { second = 3 })).ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal(0, (await campus.Teacher.GetAsync($"{campus.Api}/courses/{course}/figures")).Json.GetProperty("lessons")[0].GetProperty("opened").GetInt32());
    }

    [Fact]
    public async Task The_furthest_second_counts_across_devices()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync();
        var (phone, desk) = (await campus.EnrolledAsync("Ada", course), await campus.LearnerAsync("Ada"));
        var path = $"{campus.Api}/lessons/{lessons[0]}/progress";

        await Task.WhenAll(Enumerable.Range(1, 30)
            .Select(i => Campus.PutAsync(i % 2 == 0 ? phone : desk, path, new { second = i * 7 % 31 })));
        (await Campus.PutAsync(phone, path, new { second = 5 })).ShouldBe(HttpStatusCode.NoContent);

        Assert.Equal(30, (await campus.LessonOfAsync(desk, lessons[0])).GetProperty("furthestSecond").GetInt32());
        (await Campus.PutAsync(phone, path, new { second = -1 })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "second_out_of_range");
    }

    [Fact]
    public async Task A_deleted_lesson_counts_no_longer_and_nobody_loses_what_they_did()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(3);
        var ada = await campus.EnrolledAsync("Ada", course);
        foreach (var lesson in lessons[..2])
            (await campus.DoneAsync(ada, lesson)).ShouldBe(HttpStatusCode.NoContent);

        (await campus.Teacher.DeleteAsync($"{campus.Api}/lessons/{lessons[0]}")).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        var half = await campus.CourseOfAsync(ada, course);
        (await campus.Teacher.DeleteAsync($"{campus.Api}/lessons/{lessons[2]}")).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        var whole = await campus.CourseOfAsync(ada, course);

        Assert.Equal((1, 2), (half.GetProperty("done").GetInt32(), half.GetProperty("total").GetInt32()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, half.GetProperty("completedAt").ValueKind);
        // Nothing is left to do, so it is complete, and she is told so once.
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, whole.GetProperty("completedAt").ValueKind);
        Assert.Equal(1, await campus.CountAsync("course_completed"));
        (await ada.GetAsync($"{campus.Path}/lessons/{lessons[0]}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_operator_enrols_somebody_by_hand_and_ends_it()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(access: "bought");
        var ada = await campus.LearnerAsync("Ada");
        var owner = await campus.SignedInAsync("owner");
        var page = $"{campus.Path}/manage/courses/{course}/enrollments";

        (await owner.SubmitAsync(page, ("member", "nobody@example.org"), ("reason", "x"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.SubmitAsync(page, ("member", campus.EmailOf("Ada")), ("reason", ""))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.SubmitAsync(page, ("member", campus.EmailOf("Ada")), ("reason", "A prize"))).ShouldLeadTo(page);
        await app.SettleAsync();
        Assert.True((await campus.LessonOfAsync(ada, lessons[0])).GetProperty("open").GetBoolean());
        Assert.Contains("You were enrolled in “Clocks”", (await (await campus.SignedInAsync("Ada")).GetAsync("/notifications")).TextOf("main"));
        Assert.Contains("A prize", (await owner.GetAsync(page)).TextOf(".admin-list"));
        Assert.Contains("A prize", (await owner.GetAsync(page + ".csv")).Text);
        var why = await owner.GetAsync($"{campus.Path}/manage/access?member={campus.IdOf("Ada")}&thing=lesson:{lessons[0]}");
        Assert.Contains("Clocks", why.TextOf("main"));

        var id = (await campus.Teacher.GetAsync($"{campus.Api}/courses/{course}/enrollments")).Json.GetProperty("items")[0].GetProperty("id").GetInt64();
        (await owner.SubmitAsync($"{page}?end={id}", ("reason", "It was a mistake"))).ShouldLeadTo(page);
        await app.SettleAsync();
        Assert.False((await campus.LessonOfAsync(ada, lessons[0])).GetProperty("open").GetBoolean());
        (await campus.EnrollAsync(ada, course)).ShouldBeRefused(HttpStatusCode.Forbidden, "course_closed");
    }

    [Fact]
    public async Task An_author_without_the_right_to_enrol_sees_the_list_and_enrols_nobody()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, _) = await campus.TaughtAsync(access: "bought");
        var author = await campus.PersonAsync("author");
        await campus.PersonAsync("Ada");
        await campus.WriteAsync(g => g.GrantRoleAsync(campus.Id, author, "author", new Thing("community", campus.Id), null, app.Clock.Now));
        var browser = await campus.SignedInAsync("author");

        var page = (await browser.GetAsync($"{campus.Path}/manage/courses/{course}/enrollments")).ShouldBe(HttpStatusCode.OK);

        Assert.False(page.Has("input[name=member]"));
        var program = await campus.ProgramAsync("author", "courses:write");
        (await program.PostAsync($"{campus.Api}/courses/{course}/enrollments", new { member = campus.EmailOf("Ada"), reason = "x" }))
            .ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Comments_and_votes_under_a_lesson_are_for_those_who_take_it()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(access: "premium");
        await campus.BuysPremiumAsync("Ada");
        await campus.BuysPremiumAsync("Bob");
        await campus.EnrolledAsync("Ada", course);
        var (ada, bob) = (await campus.SignedInAsync("Ada"), await campus.SignedInAsync("Bob"));
        var page = $"{campus.Path}/lessons/{lessons[0]}";

        (await ada.SubmitAsync(page, ("body", "Clear *indeed*."))).ShouldRedirect();
        await app.SettleAsync();

        var seen = await ada.GetAsync(page);
        Assert.Equal("indeed", seen.TextOf("#comments em"));
        Assert.True(seen.Has("#helpful"));
        // Bob could take the course and does not: the lesson and what is said of it wait for him.
        Assert.DoesNotContain("indeed", (await bob.GetAsync(page)).Text);
        (await bob.GetAsync($"{campus.Path}/comments/lesson/{lessons[0]}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Search_finds_titles_for_all_and_words_for_those_who_take_the_lesson()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(access: "premium");
        await campus.BuysPremiumAsync("Ada");
        await campus.BuysPremiumAsync("Bob");
        await campus.EnrolledAsync("Ada", course);

        async Task<List<string>> FindAsync(Client reader, string words) =>
            [.. (await reader.GetAsync($"{campus.Api}/search?q={words}")).Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("url").GetString()!)];

        Assert.Contains($"{campus.Path}/courses/{course}", await FindAsync(app.Visitor(), "Clocks"));
        Assert.Contains($"{campus.Path}/lessons/{lessons[0]}", await FindAsync(app.Visitor(), "Lesson"));
        Assert.Equal([$"{campus.Path}/lessons/{lessons[0]}"], await FindAsync(await campus.SignedInAsync("Ada"), "pendulum1"));
        Assert.Empty(await FindAsync(await campus.SignedInAsync("Bob"), "pendulum1"));
        Assert.Empty(await FindAsync(app.Visitor(), "pendulum1"));
    }

    [Fact]
    public async Task Figures_tell_where_people_stop()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, section, lessons) = await campus.TaughtAsync(2);
        foreach (var name in new[] { "Ada", "Bob", "Cy" })
            await campus.EnrolledAsync(name, course);
        await campus.DoneAsync(await campus.LearnerAsync("Ada"), lessons[0]);
        foreach (var lesson in lessons)
            await campus.DoneAsync(await campus.LearnerAsync("Bob"), lesson);
        app.Clock.Advance(TimeSpan.FromDays(15));

        var figures = (await campus.Teacher.GetAsync($"{campus.Api}/courses/{course}/figures")).ShouldBe(HttpStatusCode.OK).Json;

        Assert.Equal((3, 1), (figures.GetProperty("enrolled").GetInt32(), figures.GetProperty("completed").GetInt32()));
        Assert.Equal([(2, 1), (1, 0)], figures.GetProperty("lessons").EnumerateArray()
            .Select(l => (l.GetProperty("done").GetInt32(), l.GetProperty("stopped").GetInt32())));
        (await (await campus.SignedInAsync("owner")).GetAsync($"{campus.Path}/manage/courses/{course}/figures")).ShouldBe(HttpStatusCode.OK);
    }
}
