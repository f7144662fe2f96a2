using Guildhall.Kernel.Data;
using Guildhall.Learning.Certificates;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Studying;

/// <summary>What a member takes, across communities or in one, the last visited first.</summary>
internal sealed class OwnCourses(AppDb db)
{
    /// <param name="communityId"><c>null</c> for all.</param>
    public async Task<IReadOnlyList<OwnCourse>> RunAsync(long memberId, long? communityId, int count, CancellationToken cancel)
    {
        // The member's own, in all communities; here and below.
        var rows = await db.Set<Enrollment>().IgnoreQueryFilters().AsNoTracking()
            .Where(e => e.MemberId == memberId && e.EndedAt == null && (communityId == null || e.CommunityId == communityId))
            .OrderByDescending(e => e.LastAt ?? e.EnrolledAt).ThenByDescending(e => e.Id).Take(count)
            // Of all communities, and what is public alone.
            .Join(db.Set<Course>().IgnoreQueryFilters().Where(c => c.State != CourseState.Draft), e => e.CourseId, c => c.Id, (e, c) => new
            {
                Enrollment = e, c.Title, c.Cover, c.Language,
            })
            .LeftJoin(db.Set<Certificate>().IgnoreQueryFilters(), e => e.Enrollment.Id, x => x.EnrollmentId, (e, x) => new
            {
                e.Enrollment, e.Title, e.Cover, e.Language, Certificate = x,
            }).ToListAsync(cancel);
        var ids = rows.Select(r => r.Enrollment.CourseId).ToList();
        // The lessons of these courses.
        var lessons = await db.Set<Lesson>().IgnoreQueryFilters().AsNoTracking()
            .Where(l => ids.Contains(l.CourseId) && l.State == CourseState.Published && l.DeletedAt == null && l.IsRequired)
            .Select(l => new
            {
                l.CourseId,
                IsDone = db.Set<Progress>().IgnoreQueryFilters().Any(p => p.LessonId == l.Id && p.MemberId == memberId && p.DoneAt != null),
            }).ToListAsync(cancel);
        var counts = lessons.ToLookup(l => l.CourseId, l => l.IsDone);
        return [.. rows.Select(r => new OwnCourse(
            r.Enrollment.Id, r.Enrollment.CommunityId, r.Enrollment.CourseId, r.Title, r.Cover,
            r.Language, r.Enrollment.EnrolledAt, r.Enrollment.LastAt, r.Enrollment.CompletedAt, counts[r.Enrollment.CourseId].Count(d => d),
            counts[r.Enrollment.CourseId].Count(), r.Certificate?.Code, r.Certificate?.RevokedAt is null))
            .OrderByDescending(r => r.LastAt ?? r.EnrolledAt).ThenByDescending(r => r.EnrollmentId)];
    }
}

/// <summary>A course that a member takes.</summary>
/// <param name="CertificateCode"><c>null</c> without one.</param>
public sealed record OwnCourse(
    long EnrollmentId, long CommunityId, long CourseId, string Title, string? Cover, string Language, DateTime EnrolledAt, DateTime? LastAt,
    DateTime? CompletedAt, int Done, int Total, string? CertificateCode, bool CertificateHolds);
