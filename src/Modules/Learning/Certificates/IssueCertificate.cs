using System.Security.Cryptography;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Data;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Certificates;

/// <summary>
/// Gives whoever has completed a course their certificate, where it gives any; takes it back when the money goes back. In the caller's
/// transaction, who has locked the member and saves.
/// </summary>
internal sealed class IssueCertificate(AppDb db, ICommunities communities)
{
    /// <param name="lessons">How many the course asks for now.</param>
    public async Task RunAsync(Enrollment enrollment, int lessons, DateTime now, CancellationToken cancel)
    {
        if (enrollment.CompletedAt is null)
            return;
        if (await db.Set<Certificate>().SingleOrDefaultAsync(c => c.EnrollmentId == enrollment.Id, cancel) is { } there)
        {
            there.HoldAgain();
            return;
        }
        var course = await db.Set<Course>().AsNoTracking().Where(c => c.Id == enrollment.CourseId)
            .Select(c => new { c.Title, c.HasCertificate }).SingleAsync(cancel);
        if (!course.HasCertificate || await communities.FindAsync(enrollment.CommunityId, cancel) is not { } community)
            return;
        var name = await db.Members.Where(m => m.Id == enrollment.MemberId).Select(m => m.Name).SingleAsync(cancel);
        var certificate = Certificate.For(enrollment, RandomNumberGenerator.GetString(Certificate.Letters, Certificate.CodeLength), name,
            course.Title, community.Name, lessons, now);
        db.Add(certificate);
        db.Publish(() => new CertificateIssued(community.Id, enrollment.MemberId, enrollment.CourseId, certificate.Code));
    }

    /// <param name="reason">A text key.</param>
    public async Task RevokeAsync(Enrollment enrollment, string reason, long? by, DateTime now, CancellationToken cancel)
    {
        if (await db.Set<Certificate>().SingleOrDefaultAsync(c => c.EnrollmentId == enrollment.Id && c.RevokedAt == null, cancel)
            is not { } certificate)
            return;
        certificate.Revoke(reason, now);
        db.Publish(() => new CertificateRevoked(
            enrollment.CommunityId, by, enrollment.MemberId, enrollment.CourseId, certificate.Code, reason));
    }
}
