using System.Net;
using System.Text;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Learning;

public class Writing_a_course(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task An_author_makes_one_by_pages_and_visitors_see_it()
    {
        var campus = await Campus.OpenAsync(app);
        var owner = await campus.SignedInAsync("owner");

        var made = await owner.SubmitAsync($"{campus.Path}/manage/courses/new?space=learn", ("title", "Clocks"), ("space", "learn"),
            ("summary", "How time is told."), ("outcomes", "- Read a clock\n- Set one"), ("markdown", "It is **slow**."), ("access", "open"));
        var contents = made.ShouldRedirect().Location!.Split('?')[0];
        (await owner.SubmitAsync(contents, ("title", "First steps"), ("drip", "at_once"))).ShouldLeadTo(contents);
        var page = await owner.GetAsync(contents);
        var add = page.Document.QuerySelectorAll("a[href*='/manage/lessons/new']").First(a => a.GetAttribute("href")!.EndsWith("kind=text"));
        var lesson = (await owner.SubmitAsync(add.GetAttribute("href")!, ("title", "Hands"), ("markdown", "Tell $x^2$ **time**."))).ShouldRedirect()
            .Location!.Split('?')[0];
        var edit = contents[..^"/contents".Length];
        (await Campus.HandleAsync(owner, edit, "publish")).ShouldBe(HttpStatusCode.Conflict);
        (await Campus.HandleAsync(owner, lesson, "publish")).ShouldLeadTo(contents);
        (await Campus.HandleAsync(owner, edit, "publish")).ShouldLeadTo(edit);
        await app.SettleAsync();

        var list = (await app.Visitor().GetAsync($"{campus.Path}/s/learn")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("Clocks", list.TextOf(".course-tile-title"));
        var seen = await app.Visitor().GetAsync(list.Document.QuerySelector(".course-tile-title a")!.GetAttribute("href")!);
        Assert.Equal("slow", seen.TextOf("rich-text strong"));
        Assert.Equal(["Read a clock", "Set one"], seen.Document.QuerySelectorAll(".course-outcomes li").Select(l => l.TextContent.Trim()));
        Assert.Contains("Hands", seen.TextOf(".course-lessons"));
        Assert.Contains("Sign in to enrol", seen.TextOf(".course-way"));
    }

    [Theory]
    [InlineData("title", "", "title"), InlineData("access", "gold", "access"), InlineData("language", "fr", "language")]
    public async Task What_cannot_stand_is_told_at_its_field_and_what_was_typed_stays(string field, string value, string marked)
    {
        var campus = await Campus.OpenAsync(app);
        var owner = await campus.SignedInAsync("owner");
        (string, object)[] good = [("title", "Clocks"), ("space", "learn"), ("summary", "Typed.")];

        var refused = await owner.SubmitAsync(
            $"{campus.Path}/manage/courses/new?space=learn", [.. good.Where(g => g.Item1 != field), (field, value)]);

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(refused.Has($"[name={marked}][aria-invalid=true]"), refused.Text);
        Assert.Equal("Typed.", refused.TextOf("textarea[name=summary]"));
    }

    [Fact]
    public async Task Only_who_may_write_courses_does()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, section, lessons) = await campus.TaughtAsync();
        var stranger = await campus.SignedInAsync("stranger");
        foreach (var path in new[] { "/manage/courses", "/manage/courses/new", $"/manage/courses/{course}", $"/manage/courses/{course}/contents",
            $"/manage/courses/{course}/enrollments", $"/manage/courses/{course}/figures", $"/manage/courses/{course}/enrollments.csv",
            $"/manage/courses/{course}/sale", $"/manage/sections/{section}", $"/manage/lessons/{lessons[0]}" })
            (await stranger.GetAsync(campus.Path + path)).ShouldBe(HttpStatusCode.NotFound);
        var program = await campus.ProgramAsync("stranger", "courses:write");
        (await program.PostAsync(campus.Api + "/courses", new { space = "learn", title = "x" })).ShouldBe(HttpStatusCode.NotFound);
        (await Campus.PutAsync(program, $"{campus.Api}/lessons/{lessons[0]}", new { title = "x" })).ShouldBe(HttpStatusCode.NotFound);
        var other = await Campus.OpenAsync(app);
        (await Campus.PutAsync(other.Teacher, $"{other.Api}/courses/{course}", new { title = "Mine now" })).ShouldBe(HttpStatusCode.NotFound);
        (await other.Teacher.DeleteAsync($"{other.Api}/lessons/{lessons[0]}")).ShouldBe(HttpStatusCode.NotFound);
        var reader = await campus.ProgramAsync("owner", "courses:learn");
        (await reader.PostAsync(campus.Api + "/courses", new { space = "learn", title = "x" })).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Of_two_who_edit_at_once_the_second_is_told()
    {
        var campus = await Campus.OpenAsync(app);
        var owner = await campus.SignedInAsync("owner");
        var edit = $"{campus.Path}/manage/courses/{await campus.CourseAsync()}";
        var mine = await owner.GetAsync(edit);

        (await owner.SubmitAsync(edit, ("title", "Theirs"))).ShouldBe(HttpStatusCode.SeeOther);
        var refused = await owner.SubmitAsync(mine, ("title", "Mine"));
        var again = await owner.SubmitAsync(refused, ("title", "Mine"));

        refused.ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal("Mine", refused.Document.QuerySelector("[name=title]")!.GetAttribute("value"));
        again.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task The_order_is_changed_by_keyboard_and_by_dropping()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, first, lessons) = await campus.TaughtAsync(3);
        var second = await campus.SectionAsync(course, "Later");
        var owner = await campus.SignedInAsync("owner");
        var page = $"{campus.Path}/manage/courses/{course}/contents";

        (await owner.SubmitAsync(page, ("up", lessons[2]))).ShouldRedirect();
        Assert.Equal([lessons[0], lessons[2], lessons[1]], await OrderAsync(campus, course, first));
        (await owner.SubmitAsync(page, ("down", lessons[1]))).ShouldRedirect();
        Assert.Equal([lessons[1]], await OrderAsync(campus, course, second));
        (await owner.SubmitAsync(page, ("section-up", second))).ShouldRedirect();
        Assert.Equal([second, first], (await campus.CourseOfAsync(campus.Teacher, course)).GetProperty("sections").EnumerateArray()
            .Select(s => s.GetProperty("id").GetInt64()));

        var whole = new { sections = new[] { new { id = first, lessons = new[] { lessons[1], lessons[0] } },
            new { id = second, lessons = new[] { lessons[2] } } } };
        (await Campus.PutAsync(campus.Teacher, $"{campus.Api}/courses/{course}/order", whole)).ShouldBe(HttpStatusCode.OK);
        Assert.Equal([lessons[1], lessons[0]], await OrderAsync(campus, course, first));
        (await Campus.PutAsync(campus.Teacher, $"{campus.Api}/courses/{course}/order", new { whole.sections, version = 1 }))
            .ShouldBeRefused(HttpStatusCode.Conflict, "arranged_meanwhile");
        (await Campus.PutAsync(campus.Teacher, $"{campus.Api}/courses/{course}/order", new { sections = whole.sections[..1] }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "order_incomplete");
    }

    [Fact]
    public async Task A_section_must_be_empty_before_it_is_deleted()
    {
        var campus = await Campus.OpenAsync(app);
        var (_, section, lessons) = await campus.TaughtAsync(1);

        (await campus.Teacher.DeleteAsync($"{campus.Api}/sections/{section}")).ShouldBeRefused(HttpStatusCode.Conflict, "section_not_empty");
        (await campus.Teacher.DeleteAsync($"{campus.Api}/lessons/{lessons[0]}")).ShouldBe(HttpStatusCode.NoContent);
        (await campus.Teacher.DeleteAsync($"{campus.Api}/sections/{section}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_same_key_again_is_the_same_course_and_lesson()
    {
        var campus = await Campus.OpenAsync(app);

        async Task<Answer> MakeAsync(string path, object body)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = System.Net.Http.Json.JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", "k-1");
            return await campus.Teacher.SendAsync(request);
        }

        var first = (await MakeAsync(campus.Api + "/courses", new { space = "learn", title = "Once" })).ShouldBe(HttpStatusCode.Created);
        var second = (await MakeAsync(campus.Api + "/courses", new { space = "learn", title = "Once" })).ShouldBe(HttpStatusCode.OK);
        var section = await campus.SectionAsync(Campus.IdOf(first));
        var lesson = (await MakeAsync($"{campus.Api}/sections/{section}/lessons", new { kind = "text", title = "x" })).ShouldBe(HttpStatusCode.Created);
        var same = (await MakeAsync($"{campus.Api}/sections/{section}/lessons", new { kind = "text", title = "x" })).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(Campus.IdOf(first), Campus.IdOf(second));
        Assert.Equal(Campus.IdOf(lesson), Campus.IdOf(same));
    }

    [Fact]
    public async Task A_lesson_plays_a_file_in_ranges_or_a_player_that_the_policy_names()
    {
        var campus = await Campus.OpenAsync(app);
        var course = await campus.CourseAsync();
        var section = await campus.SectionAsync(course);
        var film = Campus.IdOf((await campus.Teacher.PostAsync($"{campus.Api}/sections/{section}/lessons",
            new { kind = "video", title = "Film", embed = "https://youtu.be/dQw4w9WgXcQ", preview = true })).ShouldBe(HttpStatusCode.Created));
        var file = Campus.IdOf((await campus.Teacher.PostAsync($"{campus.Api}/sections/{section}/lessons",
            new { kind = "file", title = "Sheet", preview = true })).ShouldBe(HttpStatusCode.Created));
        (await Campus.PutAsync(campus.Teacher, $"{campus.Api}/lessons/{file}/publication", new { })).ShouldBeRefused(HttpStatusCode.Conflict, "lesson_empty");
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes("0123456789"));
        content.Headers.ContentType = new("application/octet-stream");
        (await campus.Teacher.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{campus.Api}/lessons/{file}/file?name=sheet.txt") { Content = content }))
            .ShouldBe(HttpStatusCode.NoContent);
        foreach (var lesson in new[] { film, file })
            await campus.PublishAsync($"lessons/{lesson}");
        await campus.PublishAsync($"courses/{course}");

        var page = await app.Visitor().GetAsync($"{campus.Path}/lessons/{film}");
        Assert.Equal("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0", page.Document.QuerySelector("iframe")!.GetAttribute("src"));
        Assert.Contains("https://www.youtube-nocookie.com", page.Header("Content-Security-Policy"));
        var link = (await campus.LessonOfAsync(app.Visitor(), file)).GetProperty("media").GetString()!;
        var range = await Resources.Shelf.RangeAsync(app.Visitor(), link, "bytes=2-4");
        Assert.Equal("234", range.ShouldBe(HttpStatusCode.PartialContent).Text);
        foreach (var bad in new[] { "https://evil.example.org/x", "javascript:alert(1)", "https://youtube.com.evil.org/watch?v=dQw4w9WgXcQ" })
            (await campus.Teacher.PostAsync($"{campus.Api}/sections/{section}/lessons", new { kind = "video", title = "x", embed = bad }))
                .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "embed_unknown");
    }

    [Fact]
    public async Task An_archived_course_leaves_the_lists_and_stays_with_those_who_take_it()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync();
        var ada = await campus.EnrolledAsync("Ada", course);

        (await Campus.PutAsync(campus.Teacher, $"{campus.Api}/courses/{course}/archival", new { })).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();

        Assert.False((await app.Visitor().GetAsync($"{campus.Path}/s/learn")).Has(".course-tile"));
        Assert.DoesNotContain($"/courses/{course}<", (await app.Visitor().GetAsync($"{campus.Path}/sitemap-things.xml")).Text);
        (await campus.EnrollAsync(await campus.LearnerAsync("Bob"), course)).ShouldBeRefused(HttpStatusCode.Conflict, "course_archived");
        Assert.True((await campus.LessonOfAsync(ada, lessons[0])).GetProperty("open").GetBoolean());
        (await campus.DoneAsync(ada, lessons[0])).ShouldBe(HttpStatusCode.NoContent);
    }

    private static async Task<IEnumerable<long>> OrderAsync(Campus campus, long course, long section) =>
        (await campus.CourseOfAsync(campus.Teacher, course)).GetProperty("sections").EnumerateArray()
            .Single(s => s.GetProperty("id").GetInt64() == section).GetProperty("lessons").EnumerateArray()
                .Select(l => l.GetProperty("id").GetInt64());
}
