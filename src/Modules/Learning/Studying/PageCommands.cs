using System.Globalization;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Certificates;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Quizzes;
using Guildhall.Learning.Writing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Learning.Studying;

/// <summary>The buttons of pages, which post to addresses of their own and lead back.</summary>
internal static class PageCommands
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/c/{community}/courses/{id:long}/enrollment", EnrollAsync).RequireAuthorization().ExcludeFromDescription()
            .WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapPost("/c/{community}/courses/{id:long}/leaving", LeaveAsync).RequireAuthorization().ExcludeFromDescription()
            .WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapPost("/c/{community}/lessons/{id:long}/completion", DoneAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/c/{community}/lessons/{id:long}/attempts", BeginAsync).RequireAuthorization().ExcludeFromDescription()
            .WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapGet("/c/{community}/certificates/{code}/pdf", PdfAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/c/{community}/manage/courses/{id:long}/moves", MoveAsync).RequirePermission(CoursePermissions.Write)
            .ExcludeFromDescription().WithMetadata(new RequireAntiforgeryTokenAttribute());
    }

    private static async Task<IResult> EnrollAsync(string community, long id, Enroll enroll, CancellationToken cancel)
    {
        await enroll.RunAsync(id, cancel);
        return Redirects.To(CoursePaths.Of(community, id) + "?said=done");
    }

    private static async Task<IResult> LeaveAsync(string community, long id, Enroll enroll, CancellationToken cancel)
    {
        await enroll.LeaveAsync(id, cancel);
        return Redirects.To(CoursePaths.Of(community, id) + "?said=done");
    }

    private static async Task<IResult> DoneAsync(
        string community, long id, [FromForm] string? done, [FromForm] long? next, CompleteLesson complete, CancellationToken cancel)
    {
        if (done == "false")
            await complete.UndoAsync(id, cancel);
        else
            await complete.RunAsync(id, cancel);
        return Redirects.To(done != "false" && next is { } following ? CoursePaths.Lesson(community, following)
            : CoursePaths.Lesson(community, id) + "#end");
    }

    private static async Task<IResult> BeginAsync(string community, long id, TakeQuiz take, CancellationToken cancel)
    {
        await take.BeginAsync(id, cancel);
        return Redirects.To(CoursePaths.Quiz(community, id));
    }

    private static async Task<IResult> PdfAsync(
        string community, string code, string? lang, PrintCertificate print, CancellationToken cancel)
    {
        var (pdf, name) = await print.RunAsync(community, code, lang, cancel);
        return TypedResults.File(pdf, "application/pdf", name);
    }

    /// <summary>One of: a section or a lesson up or down, or a lesson dropped into a section.</summary>
    private static async Task<IResult> MoveAsync(string community, long id, HttpRequest request, ArrangeCourse arrange,
        CancellationToken cancel)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(cancel) : FormCollection.Empty;
        var version = (int?)Number(form["version"]);
        var page = CoursePaths.Contents(community, id);
        string at;
        try
        {
            if ((Number(form["section-up"]) ?? Number(form["section-down"])) is { } section)
            {
                await arrange.MoveSectionAsync(id, section, form["section-up"].Count > 0 ? -1 : 1, version, cancel);
                at = $"#section-{section}";
            }
            else if ((Number(form["up"]) ?? Number(form["down"])) is { } lesson)
            {
                await arrange.MoveLessonAsync(id, lesson, form["up"].Count > 0, version, cancel);
                at = $"#lesson-{lesson}";
            }
            else
            {
                var dropped = Number(form["lesson"]) ?? throw Refused.NotFound();
                await arrange.PutLessonAsync(
                    id, dropped, Number(form["section"]) ?? throw Refused.NotFound(), Number(form["before"]), version, cancel);
                at = $"#lesson-{dropped}";
            }
        }
        catch (Refused refused) when (refused.Code == "arranged_meanwhile")
        {
            return Redirects.To(page + "?meanwhile=yes");
        }
        return Redirects.To(page + at);
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
