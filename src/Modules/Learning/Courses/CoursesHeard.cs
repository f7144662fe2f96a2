using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Courses;

/// <summary>
/// Of a public course everybody may hear title and address; of what a member does in one, they themselves, and whoever teaches here.
/// </summary>
internal sealed class CoursesHeard(AppDb db, ICommunities communities)
    : IHeardBy<CoursePublished>, IHeardBy<CourseArchived>, IHeardBy<MemberEnrolled>, IHeardBy<EnrollmentEnded>, IHeardBy<CourseCompleted>,
        IHeardBy<CertificateIssued>
{
    public ValueTask<Heard> OfAsync(CoursePublished happened, CancellationToken cancel = default) =>
        OfCourseAsync(happened.CommunityId, happened.CourseId, cancel);

    public ValueTask<Heard> OfAsync(CourseArchived happened, CancellationToken cancel = default) =>
        OfCourseAsync(happened.CommunityId, happened.CourseId, cancel);

    public ValueTask<Heard> OfAsync(MemberEnrolled happened, CancellationToken cancel = default) =>
        OfMemberAsync(happened.CommunityId, happened.CourseId, happened.MemberId, new { happened.How }, cancel);

    public ValueTask<Heard> OfAsync(EnrollmentEnded happened, CancellationToken cancel = default) =>
        OfMemberAsync(happened.CommunityId, happened.CourseId, happened.MemberId, new { happened.Reason }, cancel);

    public ValueTask<Heard> OfAsync(CourseCompleted happened, CancellationToken cancel = default) =>
        OfMemberAsync(happened.CommunityId, happened.CourseId, happened.ActorId ?? 0, new { }, cancel);

    public ValueTask<Heard> OfAsync(CertificateIssued happened, CancellationToken cancel = default) =>
        OfMemberAsync(happened.CommunityId, happened.CourseId, happened.ActorId ?? 0, new { happened.Code }, cancel);

    private async ValueTask<Heard> OfCourseAsync(long communityId, long courseId, CancellationToken cancel)
    {
        var (course, state) = await FindAsync(communityId, courseId, cancel);
        if (course is null)
            return Heard.ByNobody;
        var need = state == CourseState.Draft ? Need.Permission(communityId, CoursePermissions.Write)
            : Need.ToRead(communityId, new Thing(Course.OwnKind, courseId), new Requirement.Open());
        return new Heard(new Audience.Needing(need), new { course });
    }

    private async ValueTask<Heard> OfMemberAsync(long communityId, long courseId, long memberId, object more, CancellationToken cancel)
    {
        var (course, _) = await FindAsync(communityId, courseId, cancel);
        return course is null ? Heard.ByNobody : new Heard(new Audience.Of(memberId), new { course, memberId, more });
    }

    private async Task<(object? Course, CourseState State)> FindAsync(long communityId, long courseId, CancellationToken cancel)
    {
        // Asked on behalf of several communities, outside of any.
        var found = await communities.FindAsync(communityId, cancel) is null ? null : await db.Set<Course>()
            .IgnoreQueryFilters().AsNoTracking()
            .Where(c => c.CommunityId == communityId && c.Id == courseId).Select(c => new { c.Title, c.State })
                .SingleOrDefaultAsync(cancel);
        return found is null ? (null, CourseState.Draft) : (new
        {
            id = courseId, found.Title, path = CoursePaths.Of((await communities.FindAsync(communityId, cancel))!.Slug, courseId),
        }, found.State);
    }
}
