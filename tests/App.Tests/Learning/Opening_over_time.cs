using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Learning;

/// <summary>Sections open at once, by days after one another, or on a date; nothing has to run for them to be open.</summary>
public class Opening_over_time(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Days_count_after_the_section_before_and_dates_move_nothing()
    {
        var campus = await Campus.OpenAsync(app);
        var course = await campus.CourseAsync();
        var at = app.Clock.Now.AddDays(4).AddHours(8);
        var sections = new[]
        {
            await campus.SectionAsync(course, "One"), await campus.SectionAsync(course, "Two", days: 3),
            await campus.SectionAsync(course, "Fixed", at: at.ToString("yyyy-MM-dd'T'HH:mm"), zone: "Asia/Shanghai"),
            await campus.SectionAsync(course, "Three", days: 2),
        };
        var lessons = new List<long>();
        foreach (var section in sections)
            lessons.Add(await campus.LessonAsync(section));
        await campus.PublishAsync($"courses/{course}");
        var ada = await campus.EnrolledAsync("Ada", course);
        var enrolled = app.Clock.Now;

        async Task<string> OpenAsync() => string.Join(' ', (await campus.CourseOfAsync(ada, course)).GetProperty("sections").EnumerateArray()
            .Select(s => s.GetProperty("lessons")[0].GetProperty("open").GetBoolean() ? "open" : "shut"));

        Assert.Equal("open shut shut shut", await OpenAsync());
        (await campus.DoneAsync(ada, lessons[1])).ShouldBeRefused(HttpStatusCode.Conflict, "lesson_not_open");
        app.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1));
        Assert.Equal("open shut shut shut", await OpenAsync());
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("open open shut shut", await OpenAsync());
        app.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        Assert.Equal("open open open shut", await OpenAsync());
        app.Clock.Advance(enrolled.AddDays(5) - app.Clock.Now);
        Assert.Equal("open open open open", await OpenAsync());
    }

    [Fact]
    public async Task Learners_are_told_once_when_lessons_open_and_the_page_says_the_day_before()
    {
        var campus = await Campus.OpenAsync(app);
        var course = await campus.CourseAsync();
        var (first, second) = (await campus.SectionAsync(course), await campus.SectionAsync(course, "Later", days: 2));
        await campus.LessonAsync(first);
        var later = await campus.LessonAsync(second, "Springs");
        await campus.PublishAsync($"courses/{course}");
        await campus.EnrolledAsync("Ada", course);
        var ada = await campus.SignedInAsync("Ada");

        Assert.Contains("opens later", (await ada.GetAsync($"{campus.Path}/lessons/{later}")).Text);
        Assert.DoesNotContain("are open to you", (await ada.GetAsync("/notifications")).TextOf("main"));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.SettleAsync();
        // The author plans anew: what was told is told.
        (await Campus.PutAsync(campus.Teacher, $"{campus.Api}/sections/{second}", new { title = "Later", drip = "days", days = 1 }))
            .ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();

        var told = (await ada.GetAsync("/notifications")).TextOf("main");
        Assert.Equal(1, told.Split("New lessons of “Clocks” are open to you").Length - 1);
        Assert.Equal(1, await campus.CountAsync("section_opened"));
    }

    [Fact]
    public async Task Whoever_may_no_longer_take_the_course_is_told_nothing()
    {
        var campus = await Campus.OpenAsync(app);
        var course = await campus.CourseAsync(access: "premium");
        var (first, second) = (await campus.SectionAsync(course), await campus.SectionAsync(course, "Later", days: 2));
        await campus.LessonAsync(first);
        await campus.LessonAsync(second);
        await campus.PublishAsync($"courses/{course}");
        await campus.BuysPremiumAsync("Ada", TimeSpan.FromDays(1));
        await campus.EnrolledAsync("Ada", course);

        app.Clock.Advance(TimeSpan.FromDays(3));
        await app.SettleAsync();

        Assert.Equal(0, await campus.CountAsync("section_opened"));
    }

    [Theory]
    [InlineData("days", 0, null, "days_out_of_range"), InlineData("days", 731, null, "days_out_of_range")]
    [InlineData("date", null, "soon", "time_invalid")]
    public async Task A_plan_that_cannot_stand_is_refused(string drip, int? days, string? at, string code)
    {
        var campus = await Campus.OpenAsync(app);
        var course = await campus.CourseAsync();

        (await campus.Teacher.PostAsync($"{campus.Api}/courses/{course}/sections", new { title = "x", drip, days, at }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    /// <summary>Random courses beside a plain model of the rule, at random instants.</summary>
    [Fact]
    public async Task Random_orders_open_as_the_rule_says()
    {
        var campus = await Campus.OpenAsync(app);
        var random = new Random(20261130);
        for (var round = 0; round < 6; round++)
        {
            var (course, enrolled) = (await campus.CourseAsync($"Course {round}"), app.Clock.Now);
            var plans = new List<(long Id, int? Days, DateTime? At)>();
            for (var i = random.Next(2, 7); i > 0; i--)
            {
                var (kind, days, at) = (random.Next(3), random.Next(1, 6), enrolled.Date.AddDays(random.Next(-2, 12)).AddHours(1));
                var id = await campus.SectionAsync(course, $"Section {i}", kind == 1 ? days : null,
                    kind == 2 ? at.ToString("yyyy-MM-dd'T'HH:mm") : null, "Etc/UTC");
                await campus.LessonAsync(id);
                plans.Add((id, kind == 1 ? days : null, kind == 2 ? at : null));
            }
            await campus.PublishAsync($"courses/{course}");
            var learner = await campus.EnrolledAsync($"Learner {round}", course);
            for (var step = 0; step < 4; step++)
            {
                app.Clock.Advance(TimeSpan.FromHours(random.Next(1, 80)));
                var anchor = enrolled;
                var expected = new List<bool>();
                foreach (var plan in plans)
                {
                    var opens = plan.At ?? (plan.Days is { } after ? anchor = anchor.AddDays(after) : enrolled);
                    expected.Add(opens <= app.Clock.Now);
                }
                var seen = (await campus.CourseOfAsync(learner, course)).GetProperty("sections").EnumerateArray()
                    .Select(s => s.GetProperty("lessons")[0].GetProperty("open").GetBoolean());
                Assert.Equal(expected, seen);
            }
            await app.SettleAsync();
        }
    }
}
