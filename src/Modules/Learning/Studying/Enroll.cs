using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Studying;

/// <summary>A member takes a course by themselves, or leaves it.</summary>
internal sealed class Enroll(AppDb db, IAccess access, CurrentMember member, CommunityScope scope, Enrollments enrollments)
{
    /// <returns>The enrolment's id. Enrolling twice is enrolling once.</returns>
    /// <exception cref="Refused">404; 403 course_closed: neither free nor opened by what the member holds; 409 course_archived.</exception>
    public async Task<long> RunAsync(long courseId, CancellationToken cancel)
    {
        var me = member.RequireId();
        var course = await db.Set<Course>().AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == courseId && c.State != CourseState.Draft, cancel)
            ?? throw Refused.NotFound();
        await access.RequireAsync(
            member.Viewer, Need.ToRead(scope.Id, course.Thing, CourseGate.ToKnow(course.State)), enrollments.Now, cancel);
        if (!(await access.DecideAsync(member.Viewer, CourseGate.ToTake(scope.Required, course.Terms), enrollments.Now, cancel)).Allowed)
            throw new Refused("course_closed", 403, "This course asks for a membership or a purchase first.");
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, me, cancel);
        var now = await enrollments.FindAsync(courseId, me, cancel);
        if (now is { EndedAt: null })
            return now.Id;
        if (course.State == CourseState.Archived)
            throw new Refused("course_archived", 409, "This course is archived and takes nobody in any more.");
        var id = await enrollments.PutAsync(course, me, new Basis(EnrolledBy.Self, "", null, null), me, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    /// <summary>Leaves it. What was bought stays bought, and what was done is there when they come back.</summary>
    public async Task LeaveAsync(long courseId, CancellationToken cancel)
    {
        var me = member.RequireId();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, me, cancel);
        if (await enrollments.FindAsync(courseId, me, cancel) is not { EndedAt: null } enrollment)
            throw Refused.NotFound();
        enrollments.End(enrollment, me, "");
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>An operator enrols somebody by hand, which opens the course to them whatever it asks, and ends that.</summary>
internal sealed class EnrollByHand(AppDb db, Guard guard, IMembers members, IGrants grants, CommunityScope scope, Enrollments enrollments)
{
    /// <param name="who">E-mail address or number.</param>
    /// <exception cref="Refused">404; 409 enrolled_already; 422 at "member" or "reason".</exception>
    public async Task<long> RunAsync(long courseId, string? who, string? reason, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Enroll, cancel);
        var why = CheckReason(reason);
        var course = await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == courseId, cancel) ?? throw Refused.NotFound();
        if (string.IsNullOrWhiteSpace(who))
            throw Refused.AtField("member", "member_missing", "Say who: an email address or a member's number.");
        var learner = await members.FindAsync(who.Trim(), cancel)
            ?? throw Refused.AtField("member", "member_unknown", "Nobody has this email address or number.");
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, learner.Id, cancel);
        if (await enrollments.FindAsync(courseId, learner.Id, cancel) is { EndedAt: null })
            throw new Refused("enrolled_already", 409, "{0} takes this course already.", learner.Name);
        var id = await enrollments.PutAsync(course, learner.Id, new Basis(EnrolledBy.Given, why, by, null), by, cancel);
        await grants.GrantThingAsync(scope.Id, learner.Id, course.Thing, enrollments.Now, null,
            new Thing(Enrollment.OwnKind, id), by, enrollments.Now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    /// <summary>Ends an enrolment. What an operator gave closes with it; what was bought is taken back by a refund alone.</summary>
    public async Task EndAsync(long enrollmentId, string? reason, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Enroll, cancel);
        var why = CheckReason(reason);
        var memberId = await db.Set<Enrollment>().Where(e => e.Id == enrollmentId).Select(e => (long?)e.MemberId)
            .SingleOrDefaultAsync(cancel)
            ?? throw Refused.NotFound();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, memberId, cancel);
        var enrollment = await db.Set<Enrollment>().SingleAsync(e => e.Id == enrollmentId, cancel);
        if (enrollment.EndedAt is not null)
            return;
        enrollments.End(enrollment, by, why);
        await grants.RevokeAsync(scope.Id, enrollment.Document, why, enrollment.Document, by, enrollments.Now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static string CheckReason(string? reason)
    {
        var why = reason?.Trim() ?? "";
        return why.Length == 0 ? throw Refused.AtField("reason", "reason_missing", "Say why, for those who look later.")
            : why.Length <= Enrollment.MaxReason ? why
            : throw Refused.AtField("reason", "reason_too_long", "A reason can have at most {0} characters.", Enrollment.MaxReason);
    }
}
