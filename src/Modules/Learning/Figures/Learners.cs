using System.Globalization;
using System.Runtime.CompilerServices;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Studying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Figures;

/// <summary>Which enrolments a list shows.</summary>
internal enum LearnerState { All, Active, Completed, Ended }

/// <summary>A row of the list of those who take a course.</summary>
internal sealed record LearnerRow(
    long Id, long MemberId, string Name, EnrolledBy How, string Reason, DateTime EnrolledAt, DateTime? LastAt, DateTime? CompletedAt,
        DateTime? EndedAt,
    string EndReason, int Done, int Total);

/// <summary>Who takes a course, the last enrolled first. For those who teach.</summary>
internal sealed class Learners(AppDb db, Guard guard)
{
    public const int PageSize = 50;

    /// <param name="words">Of the name; <c>null</c> or empty for all.</param>
    /// <param name="after">The last one of the page before.</param>
    public async Task<Page<LearnerRow, long>> PageAsync(
        long courseId, LearnerState state, string? words, long? after, int limit, CancellationToken cancel)
    {
        await guard.RequireAsync(CoursePermissions.Write, cancel);
        if (!await db.Set<Course>().AnyAsync(c => c.Id == courseId, cancel))
            throw Refused.NotFound();
        var found = db.Set<Enrollment>().AsNoTracking().Where(e => e.CourseId == courseId);
        found = state switch
        {
            LearnerState.Active => found.Where(e => e.EndedAt == null && e.CompletedAt == null),
            LearnerState.Completed => found.Where(e => e.CompletedAt != null),
            LearnerState.Ended => found.Where(e => e.EndedAt != null),
            _ => found,
        };
        if (after is { } last)
            found = found.Where(e => e.Id < last);
        var counted = db.Set<Lesson>().Where(
            l => l.CourseId == courseId && l.State == CourseState.Published && l.DeletedAt == null && l.IsRequired);
        var total = await counted.CountAsync(cancel);
        var rows = found.Join(db.Members, e => e.MemberId, m => m.Id, (e, m) => new { Enrollment = e, m.Name });
        if (words?.Trim().ToLowerInvariant() is { Length: > 0 } typed)
            rows = rows.Where(r => r.Name.ToLower().Contains(typed));
        return await rows.OrderByDescending(r => r.Enrollment.Id).Select(r => new LearnerRow(
            r.Enrollment.Id, r.Enrollment.MemberId, r.Name, r.Enrollment.How, r.Enrollment.Reason, r.Enrollment.EnrolledAt,
            r.Enrollment.LastAt, r.Enrollment.CompletedAt, r.Enrollment.EndedAt, r.Enrollment.EndReason,
            db.Set<Progress>().Count(p => p.MemberId == r.Enrollment.MemberId && p.DoneAt != null && counted.Any(l => l.Id == p.LessonId)),
            total)).PageAsync(limit, r => r.Id, cancel);
    }

    /// <summary>The whole list, page by page, so that memory does not grow with it.</summary>
    public async IAsyncEnumerable<LearnerRow> AllAsync(
        long courseId, LearnerState state, string? words, [EnumeratorCancellation] CancellationToken cancel)
    {
        long? after = null;
        do
        {
            var page = await PageAsync(courseId, state, words, after, PageSize, cancel);
            foreach (var row in page.Items)
                yield return row;
            after = page.Next;
        }
        while (after is not null);
    }
}

/// <summary>The same as a file for spreadsheets, narrowed as it is on the page.</summary>
internal static class LearnersCsv
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/c/{community}/manage/courses/{id:long}/enrollments.csv", GetAsync).RequirePermission(CoursePermissions.Write)
            .ExcludeFromDescription();

    private static async Task<IResult> GetAsync(
        string community, long id, string? state, string? q, Learners learners, AppDb db, Texts t, CancellationToken cancel)
    {
        if (!await db.Set<Course>().AnyAsync(c => c.Id == id, cancel))
            throw Refused.NotFound();
        return new CsvAnswer($"{community}-course-{id}.csv",
            [t["Member"], t["Number"], t["Enrolled"], t["How"], t["Reason"], t["Done"], t["Lessons"], t["Last visit"], t["Completed"], t["Ended"]],
            learners.AllAsync(id, EnumWords.Read<LearnerState>(state) ?? LearnerState.All, q, cancel).Select(r => (IReadOnlyList<CsvCell>)
            [
                r.Name, r.MemberId, Time(r.EnrolledAt), LearnerWords.How(r.How, t), r.Reason, r.Done, r.Total, Time(r.LastAt),
                Time(r.CompletedAt), Time(r.EndedAt),
            ]));
    }

    private static string? Time(DateTime? at) => at?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Words of the list.</summary>
internal static class LearnerWords
{
    public static string How(EnrolledBy how, Texts t) => how switch
    {
        EnrolledBy.Bought => t["Bought"],
        EnrolledBy.Given => t["Enrolled by hand"],
        _ => t["By themselves"],
    };
}
