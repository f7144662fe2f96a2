using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Selling;
using Guildhall.Learning.Studying;
using Guildhall.Learning.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Learning.Api;

/// <summary>Courses for programs: reading behind the gate, and all that their authors do.</summary>
internal static class CoursesApi
{
    /// <summary>What a token needs to write courses, and to take them.</summary>
    public const string WriteScope = "courses:write", LearnScope = "courses:learn";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/communities/{community}/courses").WithTags("Courses").AllowAnonymous();
        read.MapGet("", ListAsync).WithName("ListCourses").WithSummary("Courses, newest first; go on with `after` from `next`. With `state` all, drafts and archived ones too, for those who write courses.");
        read.MapGet("/{id:long}", GetAsync).WithName("GetCourse").WithSummary("One course with its contents, as the caller sees it; `allowed` says whether the gate lets the caller take it.");

        var write = routes.MapGroup("/api/communities/{community}/courses").WithTags("Courses").RequireScope(WriteScope)
            .RequirePermission(CoursePermissions.Write);
        write.MapPost("", MakeAsync).WithName("MakeCourse").WithSummary("Makes a course as a draft. With an Idempotency-Key the same key again is the same course.").ProducesProblem(422);
        write.MapPut("/{id:long}", ReviseAsync).WithName("ReviseCourse").WithSummary("Says anew what a course is and who may take it.").ProducesProblem(409).ProducesProblem(422);
        write.MapDelete("/{id:long}", RemoveAsync).WithName("RemoveCourse").WithSummary("Deletes a draft that was never public.").ProducesProblem(409);
        write.MapPut("/{id:long}/publication", PublishAsync).WithName("PublishCourse").WithSummary("Publishes a course, or takes it out of the archive.").ProducesProblem(409);
        write.MapPut("/{id:long}/archival", ArchiveAsync).WithName("ArchiveCourse").WithSummary("Takes a course out of the lists; who takes it keeps it.").ProducesProblem(409);
        write.MapPut("/{id:long}/offer", OfferAsync).WithName("SellCourse").WithSummary("Sells a course by itself at these prices; what is not named is not sold. No price ends the sale.").ProducesProblem(422);
        write.MapPut("/{id:long}/cover", CoverAsync).Accepts<byte[]>("application/octet-stream").WithName("CoverCourse")
            .WithSummary("The body is its picture: PNG, JPEG, GIF or WebP.").ProducesProblem(422);
        write.MapDelete("/{id:long}/cover", UncoverAsync).WithName("UncoverCourse").WithSummary("Takes its picture away.");
        write.MapPut("/{id:long}/order", ArrangeAsync).WithName("ArrangeCourse").WithSummary("Arranges a course: `sections` names every section and lesson once. With `version` it is refused when somebody else has arranged it since.").ProducesProblem(409).ProducesProblem(422);
        write.MapPost("/{id:long}/sections", AddSectionAsync).WithName("AddSection").WithSummary("Adds a section at the end.").ProducesProblem(422);

        var sections = routes.MapGroup("/api/communities/{community}/sections/{id:long}").WithTags("Courses").RequireScope(WriteScope)
            .RequirePermission(CoursePermissions.Write);
        sections.MapPut("", ReviseSectionAsync).WithName("ReviseSection").WithSummary("Says anew what a section is called and when it opens.").ProducesProblem(422);
        sections.MapDelete("", RemoveSectionAsync).WithName("RemoveSection").WithSummary("Removes a section that holds no lesson.").ProducesProblem(409);
        sections.MapPost("/lessons", AddLessonAsync).WithName("AddLesson").WithSummary("Adds a lesson as a draft at the end of a section. With an Idempotency-Key the same key again is the same lesson.").ProducesProblem(422);
    }

    private static async Task<Ok<CourseListDocument>> ListAsync(
        string? space, string? state, string? after, int? limit, CourseLists lists, CommunityScope scope, CurrentHoldings held,
            HttpContext http)
    {
        var holdings = await held.GetAsync(http.RequestAborted);
        var spaceId = space is null ? (long?)null : scope.Required.CourseSpace(space)?.Id ?? throw Refused.NotFound();
        var behind = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : (long?)null;
        var page = await lists.PageAsync(scope.Required, holdings,
            new CourseListing(spaceId, WithDrafts: state == "all" && holdings.MayWrite(), Currency: ReaderCurrency.Chosen(http)), behind,
            Paging.Limit(limit ?? 20), http.RequestAborted);
        return TypedResults.Ok(new CourseListDocument(
            [.. page.Items.Select(c => CourseSummary.Of(c, scope.Required))], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<CourseDocument>> GetAsync(
        string community, long id, ReadCourse read, CourseOffers offers, CommunityScope scope, CurrentMember member,
            CancellationToken cancel) =>
        TypedResults.Ok(CourseDocument.Of(
            await read.RunAsync(scope.Required, id, member.Viewer, cancel), await offers.TodayAsync(id, cancel), scope.Required));

    private static async Task<Results<Created<CourseCreated>, Ok<CourseCreated>>> MakeAsync(
        string community, CourseInput input, MakeCourse make, [FromHeader(Name = "Idempotency-Key")] string? key, CancellationToken cancel)
    {
        var (id, isNew) = await make.RunAsync(input.Space, input.Draft, key, cancel);
        var made = new CourseCreated(id, CoursePaths.Of(community, id));
        return isNew ? TypedResults.Created(Redirects.Encode($"/api/communities/{community}/courses/{id}"), made) : TypedResults.Ok(made);
    }

    private static async Task<NoContent> ReviseAsync(string community, long id, CourseInput input, MakeCourse make,
        CancellationToken cancel)
    {
        await make.ReviseAsync(id, input.Edition, input.Draft, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveAsync(string community, long id, PublishCourse publish, CancellationToken cancel)
    {
        await publish.RemoveAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> PublishAsync(string community, long id, PublishCourse publish, CancellationToken cancel)
    {
        await publish.RunAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ArchiveAsync(string community, long id, PublishCourse publish, CancellationToken cancel)
    {
        await publish.ArchiveAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> OfferAsync(
        string community, long id, CourseOfferInput input, SetCoursePrice set, CancellationToken cancel)
    {
        await set.RunAsync(id, input.Money, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> CoverAsync(string community, long id, HttpRequest request, PublishCourse publish,
        CancellationToken cancel)
    {
        await publish.CoverAsync(id, request.Body, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> UncoverAsync(string community, long id, PublishCourse publish, CancellationToken cancel)
    {
        await publish.CoverAsync(id, null, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<CourseVersion>> ArrangeAsync(
        string community, long id, CourseOrder order, ArrangeCourse arrange, CancellationToken cancel) =>
        TypedResults.Ok(new CourseVersion(await arrange.RunAsync(id,
            [.. (order.Sections ?? throw Refused.AtField("sections", "sections_missing", "Name the sections in their order."))
                .OfType<SectionPlace>().Select(s => new SectionOrder(s.Id, s.Lessons ?? []))], order.Version, cancel)));

    private static async Task<Created<SectionCreated>> AddSectionAsync(
        string community, long id, SectionInput input, MakeSection make, CancellationToken cancel) => TypedResults.Created(
        Redirects.Encode($"/api/communities/{community}/courses/{id}"), new SectionCreated(await make.RunAsync(id, input.Draft, cancel)));

    private static async Task<NoContent> ReviseSectionAsync(
        string community, long id, SectionInput input, MakeSection make, CancellationToken cancel)
    {
        await make.ReviseAsync(id, input.Draft, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveSectionAsync(string community, long id, MakeSection make, CancellationToken cancel)
    {
        await make.RemoveAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Created<LessonCreated>, Ok<LessonCreated>>> AddLessonAsync(
        string community, long id, LessonInput input, MakeLesson make, [FromHeader(Name = "Idempotency-Key")] string? key, CancellationToken cancel)
    {
        var (lesson, isNew) = await make.RunAsync(id,
            input.Kind ?? throw Refused.AtField("kind", "lesson_kind_missing", "Say what kind of lesson it is."), input.Draft, null, key, cancel);
        var made = new LessonCreated(lesson, CoursePaths.Lesson(community, lesson));
        return isNew ? TypedResults.Created(Redirects.Encode($"/api/communities/{community}/lessons/{lesson}"), made)
            : TypedResults.Ok(made);
    }
}
