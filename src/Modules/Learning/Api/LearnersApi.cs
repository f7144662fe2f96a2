using System.Globalization;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Learning.Certificates;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Figures;
using Guildhall.Learning.Studying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Learning.Api;

/// <summary>Who takes courses, for programs: the member's own enrolments, those of a course, its figures, and certificates.</summary>
internal static class LearnersApi
{
    private const int MostOwn = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/me/enrollments", MineAsync).WithTags("Courses").RequireScope(CoursesApi.LearnScope).WithName("ListMyEnrollments")
            .WithSummary("Courses that the member takes, in all communities, the last visited first.");
        routes.MapGet("/api/communities/{community}/certificates/{code}", CertificateAsync).WithTags("Courses").AllowAnonymous()
            .WithName("GetCertificate").WithSummary("What a certificate says, for whoever has its code; `valid` says whether it holds.");

        var own = routes.MapGroup("/api/communities/{community}/courses/{id:long}/enrollment").WithTags("Courses")
            .RequireScope(CoursesApi.LearnScope);
        own.MapPut("", EnrollAsync).WithName("Enroll").WithSummary("Enrols the member; again changes nothing.").ProducesProblem(403).ProducesProblem(409);
        own.MapDelete("", LeaveAsync).WithName("Leave").WithSummary("Leaves the course. What was done is kept.");

        var all = routes.MapGroup("/api/communities/{community}/courses/{id:long}").WithTags("Courses").RequireScope(CoursesApi.WriteScope)
            .RequirePermission(CoursePermissions.Write);
        all.MapGet("/enrollments", ListAsync).WithName("ListEnrollments").WithSummary("Who takes the course, the last enrolled first; `state`: active, completed or ended.");
        all.MapGet("/figures", FiguresAsync).WithName("GetCourseFigures").WithSummary("Enrolments, completion, where people stop, quiz results.");

        var by = routes.MapGroup("/api/communities/{community}").WithTags("Courses").RequireScope(CoursesApi.WriteScope)
            .RequirePermission(CoursePermissions.Enroll);
        by.MapPost("/courses/{id:long}/enrollments", GiveAsync).WithName("EnrollMember")
            .WithSummary("Enrols somebody by hand, whatever the course asks, with a reason.").ProducesProblem(409).ProducesProblem(422);
        by.MapDelete("/enrollments/{id:long}", EndAsync).WithName("EndEnrollment").WithSummary("Ends an enrolment, with `reason`.").ProducesProblem(422);
    }

    private static async Task<Ok<OwnEnrollments>> MineAsync(
        OwnCourses courses, ICommunities communities, CurrentMember member, CancellationToken cancel)
    {
        var known = (await communities.ListAsync(cancel)).ToDictionary(c => c.Id);
        var own = await courses.RunAsync(member.RequireId(), null, MostOwn, cancel);
        return TypedResults.Ok(new OwnEnrollments(
            [.. own.Where(c => known.ContainsKey(c.CommunityId)).Select(c => OwnEnrollment.Of(c, known[c.CommunityId].Slug))], null));
    }

    private static async Task<Ok<CertificateDocument>> CertificateAsync(
        string community, string code, ReadCertificate read, CancellationToken cancel) =>
        TypedResults.Ok(CertificateDocument.Of(await read.RunAsync(code, cancel), community));

    private static async Task<Ok<EnrollmentCreated>> EnrollAsync(string community, long id, Enroll enroll, CancellationToken cancel) =>
        TypedResults.Ok(new EnrollmentCreated(await enroll.RunAsync(id, cancel)));

    private static async Task<NoContent> LeaveAsync(string community, long id, Enroll enroll, CancellationToken cancel)
    {
        await enroll.LeaveAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<EnrollmentList>> ListAsync(
        string community, long id, string? state, string? q, string? after, int? limit, Learners learners, CancellationToken cancel)
    {
        var behind = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : (long?)null;
        var page = await learners.PageAsync(id, EnumWords.Read<LearnerState>(state) ?? LearnerState.All, q, behind, Paging
            .Limit(limit ?? 20), cancel);
        return TypedResults.Ok(new EnrollmentList(
            [.. page.Items.Select(EnrollmentDocument.Of)], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<CourseFiguresDocument>> FiguresAsync(string community, long id, ReadFigures read,
        CancellationToken cancel) =>
        TypedResults.Ok(CourseFiguresDocument.Of(await read.RunAsync(id, cancel)));

    private static async Task<Created<EnrollmentCreated>> GiveAsync(
        string community, long id, EnrollmentInput input, EnrollByHand enroll, CancellationToken cancel) => TypedResults.Created(
        Redirects.Encode($"/api/communities/{community}/courses/{id}/enrollments"),
        new EnrollmentCreated(await enroll.RunAsync(id, input.Member, input.Reason, cancel)));

    private static async Task<NoContent> EndAsync(string community, long id, string? reason, EnrollByHand enroll, CancellationToken cancel)
    {
        await enroll.EndAsync(id, reason, cancel);
        return TypedResults.NoContent();
    }
}

/// <param name="Next">Always null: all are told.</param>
public sealed record OwnEnrollments(IReadOnlyList<OwnEnrollment> Items, string? Next);

/// <param name="Certificate">Path of the certificate; null without one.</param>
public sealed record OwnEnrollment(
    long Id, string Community, long CourseId, string Title, string Path, DateTime EnrolledAt, DateTime? LastAt, DateTime? CompletedAt,
        int Done,
    int Total, string? Certificate)
{
    internal static OwnEnrollment Of(OwnCourse course, string community) => new(
        course.EnrollmentId, community, course.CourseId, course.Title, CoursePaths.Of(community, course.CourseId), course.EnrolledAt,
        course.LastAt, course.CompletedAt, course.Done, course.Total,
        course.CertificateCode is { } code ? CoursePaths.Certificate(community, code) : null);
}

/// <param name="Valid">Whether it holds.</param>
public sealed record CertificateDocument(
    string Code, bool Valid, string Path, string Name, string Course, string Issuer, DateTime IssuedAt, DateTime? RevokedAt)
{
    internal static CertificateDocument Of(Certificate certificate, string community) => new(
        certificate.Code, certificate.Holds, CoursePaths.Certificate(community, certificate.Code), certificate.Name,
            certificate.CourseTitle,
        certificate.Issuer, certificate.IssuedAt, certificate.RevokedAt);
}

public sealed record EnrollmentCreated(long Id);

/// <param name="Member">E-mail address or number.</param>
public sealed record EnrollmentInput(string? Member, string? Reason);

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record EnrollmentList(IReadOnlyList<EnrollmentDocument> Items, string? Next);

/// <param name="How">How they came to take it.</param>
public sealed record EnrollmentDocument(
    long Id, long MemberId, string Name, EnrolledBy How, string Reason, DateTime EnrolledAt, DateTime? LastAt, DateTime? CompletedAt,
        DateTime? EndedAt,
    int Done, int Total)
{
    internal static EnrollmentDocument Of(LearnerRow row) => new(
        row.Id, row.MemberId, row.Name, row.How, row.Reason, row.EnrolledAt, row.LastAt, row.CompletedAt, row.EndedAt, row.Done, row.Total);
}

/// <param name="CompletionRate">Completed of all who ever took it, 0 to 1; null where nobody did.</param>
public sealed record CourseFiguresDocument(
    int Enrolled, int Ended, int Completed, double? CompletionRate, IReadOnlyList<LessonFiguresDocument> Lessons,
    IReadOnlyList<QuizFiguresDocument> Quizzes)
{
    internal static CourseFiguresDocument Of(CourseFigures figures) => new(
        figures.Enrolled, figures.Ended, figures.Completed, figures.CompletionRate,
        [.. figures.Lessons.Select(l => new LessonFiguresDocument(l.Id, l.Title, l.Opened, l.Done, l.Stopped))],
        [.. figures.Quizzes.Select(q => new QuizFiguresDocument(q.Id, q.Title, q.Attempts, q.People, q.Passed, q.Average))]);
}

/// <param name="Stopped">Who has not finished the course, was here last, and did not come back for 14 days.</param>
public sealed record LessonFiguresDocument(long Id, string Title, int Opened, int Done, int Stopped);

/// <param name="Average">Percent of all judged attempts; null without any.</param>
public sealed record QuizFiguresDocument(long Id, string Title, int Attempts, int People, int Passed, double? Average);
