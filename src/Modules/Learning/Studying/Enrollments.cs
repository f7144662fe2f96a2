using System.Globalization;
using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Guildhall.Learning.Certificates;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Studying;

/// <summary>What an enrolment rests on.</summary>
internal sealed record Basis(EnrolledBy How, string Reason, long? GivenBy, long? LineId);

/// <summary>
/// Writes enrolments for those who have asked the gate, and for sales, whose money is here. Inside a transaction of the caller, who has
/// locked the member and saves.
/// </summary>
internal sealed class Enrollments(AppDb db, TimeProvider time)
{
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public Task<Enrollment?> FindAsync(long courseId, long memberId, CancellationToken cancel) =>
        db.Set<Enrollment>().SingleOrDefaultAsync(e => e.CourseId == courseId && e.MemberId == memberId, cancel);

    /// <summary>Enrols, or takes up again what was ended. It saves for the id.</summary>
    /// <param name="by">Who did it.</param>
    /// <param name="at">UTC, when it was, as of what is brought; <c>null</c> for now.</param>
    public async Task<long> PutAsync(Course course, long memberId, Basis basis, long? by, CancellationToken cancel, DateTime? at = null)
    {
        var enrollment = await FindAsync(course.Id, memberId, cancel);
        if (enrollment is { EndedAt: null })
            return enrollment.Id;
        if (enrollment is null)
            db.Add(enrollment = Enrollment.Of(course, memberId, at ?? Now));
        enrollment.RestOn(basis.How, basis.Reason, basis.GivenBy, basis.LineId);
        await db.SaveChangesAsync(cancel);
        var id = enrollment.Id;
        // Earned before, and lost with what is there again.
        if (enrollment.CompletedAt is not null
            && await db.Set<Certificate>().SingleOrDefaultAsync(c => c.EnrollmentId == id, cancel) is { } certificate)
            certificate.HoldAgain();
        db.Enqueue(() => new WorkOrder(id.ToString(CultureInfo.InvariantCulture), new OpenSections(id)));
        db.Publish(() => new MemberEnrolled(course.CommunityId, by, memberId, course.Id, id, EnumWords.Of(basis.How)));
        return id;
    }

    public void End(Enrollment enrollment, long? by, string reason)
    {
        enrollment.End(by, reason, Now);
        db.Publish(() => new EnrollmentEnded(
            enrollment.CommunityId, by, enrollment.MemberId, enrollment.CourseId, enrollment.Id, reason));
    }
}
