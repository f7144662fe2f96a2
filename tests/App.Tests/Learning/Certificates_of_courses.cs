using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Learning;

public class Certificates_of_courses(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Is_issued_once_all_required_lessons_are_done_and_anybody_checks_it()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, section, lessons) = await campus.TaughtAsync(2);
        await campus.LessonAsync(section, "Extra", required: false);
        var ada = await campus.EnrolledAsync("Ada", course);

        (await campus.DoneAsync(ada, lessons[0])).ShouldBe(HttpStatusCode.NoContent);
        Assert.Equal(0, await campus.CountAsync("certificate_issued"));
        (await campus.DoneAsync(ada, lessons[1])).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();

        var path = (await campus.CourseOfAsync(ada, course)).GetProperty("certificate").GetString()!;
        var page = (await app.Visitor().GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("Ada", page.TextOf(".certificate-name"));
        Assert.Equal("Clocks", page.TextOf(".certificate-course"));
        Assert.Contains("Verified", page.TextOf("main"));
        Assert.Contains("2 lessons", page.TextOf(".certificate"));
        var code = path.Split('/')[^1];
        Assert.Equal(16, code.Length);
        var document = (await app.Visitor().GetAsync($"{campus.Api}/certificates/{code}")).Json;
        Assert.True(document.GetProperty("valid").GetBoolean());
        Assert.Contains("Your certificate for “Clocks” is ready", (await (await campus.SignedInAsync("Ada")).GetAsync("/notifications")).TextOf("main"));
        foreach (var wrong in new[] { new string('a', 16), "x", code.ToUpperInvariant() })
            (await app.Visitor().GetAsync($"{campus.Path}/certificates/{wrong}")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync($"{(await Campus.OpenAsync(app)).Path}/certificates/{code}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("en"), InlineData("zh")]
    public async Task Is_printed_in_both_languages(string language)
    {
        var (campus, _, path) = await EarnedAsync();

        var pdf = await app.Visitor().GetAsync($"{path}/pdf?lang={language}");

        // A program that was built without its font says so.
        if (pdf.Status != HttpStatusCode.ServiceUnavailable)
        {
            Assert.Equal("application/pdf", pdf.ShouldBe(HttpStatusCode.OK).Header("Content-Type"));
            Assert.StartsWith("%PDF-", pdf.Text);
            using var read = UglyToad.PdfPig.PdfDocument.Open(pdf.Body);
            var words = string.Concat(read.GetPages().Select(p => p.Text)).Replace(" ", "");
            Assert.Contains("Ada", words);
            Assert.Contains(language == "zh" ? "结业证书" : "Certificateofcompletion", words);
        }
        Assert.NotEqual(0, campus.Id);
    }

    [Fact]
    public async Task Later_lessons_and_names_change_nothing_of_it()
    {
        var (campus, course, path) = await EarnedAsync();
        var section = (await campus.CourseOfAsync(campus.Teacher, course)).GetProperty("sections")[0].GetProperty("id").GetInt64();

        await campus.LessonAsync(section, "New");
        await campus.InAsync<AppDb>(async db =>
        {
            (await db.Members.SingleAsync(m => m.Id == campus.IdOf("Ada"))).Rename("Ada Byron");
            await db.SaveChangesAsync();
        });

        var page = await app.Visitor().GetAsync(path);
        Assert.Equal("Ada", page.TextOf(".certificate-name"));
        Assert.Contains("1 lesson", page.TextOf(".certificate"));
        var now = await campus.CourseOfAsync(await campus.LearnerAsync("Ada"), course);
        Assert.Equal((1, 2), (now.GetProperty("done").GetInt32(), now.GetProperty("total").GetInt32()));
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, now.GetProperty("completedAt").ValueKind);
    }

    [Fact]
    public async Task A_course_that_gives_certificates_from_now_on_gives_them_to_whoever_completed_it()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(1, certificate: false);
        var ada = await campus.EnrolledAsync("Ada", course);
        await campus.DoneAsync(ada, lessons[0]);
        Assert.Equal(0, await campus.CountAsync("certificate_issued"));

        (await Campus.PutAsync(campus.Teacher, $"{campus.Api}/courses/{course}",
            new { title = "Clocks", language = "en", access = "open", certificate = true })).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();

        Assert.Equal(1, await campus.CountAsync("certificate_issued"));
    }

    private async Task<(Campus Campus, long Course, string Path)> EarnedAsync()
    {
        var campus = await Campus.OpenAsync(app);
        var (course, _, lessons) = await campus.TaughtAsync(1);
        var ada = await campus.EnrolledAsync("Ada", course);
        (await campus.DoneAsync(ada, lessons[0])).ShouldBe(HttpStatusCode.NoContent);
        return (campus, course, (await campus.CourseOfAsync(ada, course)).GetProperty("certificate").GetString()!);
    }
}
