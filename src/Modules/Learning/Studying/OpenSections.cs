using System.Globalization;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Studying;

/// <summary>Work: looks which sections have opened to a learner, and waits for the next.</summary>
internal sealed record OpenSections(long EnrollmentId);

/// <summary>Work: the plan of a course changed, so all who take it are looked at once more.</summary>
internal sealed record ReplanOpenings(long CourseId)
{
    public static WorkOrder Order(long courseId) =>
        new(courseId.ToString(CultureInfo.InvariantCulture), new ReplanOpenings(courseId));
}

/// <summary>
/// Tells of sections that open later than their learner enrolled. Nothing has to be done for them to be open: that is reckoned whenever
/// somebody asks. So it may come late, and twice: its rows tell each section once.
/// </summary>
internal sealed class OpenDueSections(AppDb db, ICommunities communities, IAccess access, TimeProvider time) : IWork<OpenSections>
{
    public async Task RunAsync(OpenSections payload, WorkContext context, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await communities.FindAsync(context.CommunityId, cancel) is not { } community
            || await db.Set<Enrollment>().AsNoTracking()
                .SingleOrDefaultAsync(e => e.Id == payload.EnrollmentId && e.EndedAt == null, cancel)
                is not { } enrollment
            || await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == enrollment.CourseId, cancel) is not { } course)
            return;
        var sections = await db.Set<Section>().AsNoTracking().Where(s => s.CourseId == course.Id).OrderBy(s => s.Position).ThenBy(s => s.Id)
            .ToListAsync(cancel);
        var openings = Drip.OpeningsOf(sections, enrollment.EnrolledAt);
        var next = openings.Values.Where(at => at > now).Order().FirstOrDefault();
        if (next != default)
            context.RunAgainAt = next;

        var told = await db.Set<Opening>().Where(o => o.EnrollmentId == enrollment.Id).Select(o => o.SectionId).ToHashSetAsync(cancel);
        var filled = await db.Set<Lesson>().Where(l => l.CourseId == course.Id && l.State == CourseState.Published && l.DeletedAt == null)
            .Select(l => l.SectionId).ToHashSetAsync(cancel);
        var due = openings.Where(o => o.Value > enrollment.EnrolledAt && o.Value <= now && !told.Contains(o.Key) && filled.Contains(o.Key))
            .ToList();
        // Whose right has ended meanwhile is told nothing, and hears of it when they come back.
        if (due.Count == 0 || !course.IsPublic
            || !(await access.DecideAsync(new Viewer(enrollment.MemberId), CourseGate.ToTake(community, course.Terms), now,
                cancel)).Allowed)
            return;
        foreach (var (section, at) in due)
        {
            db.Add(Opening.Of(enrollment.Id, section, at));
            db.Publish(() => new SectionOpened(community.Id, enrollment.MemberId, course.Id, section, at));
        }
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failed) when (failed.IsCollision())
        {
            // Another run was first and has told it.
        }
    }
}

/// <summary>Puts all who take a course into the queue again.</summary>
internal sealed class ReplanCourse(AppDb db) : IWork<ReplanOpenings>
{
    private const int Step = 500;

    public async Task RunAsync(ReplanOpenings payload, WorkContext context, CancellationToken cancel)
    {
        for (long after = 0; ;)
        {
            var (last, step) = (after, Step);
            var ids = await db.Set<Enrollment>().AsNoTracking()
                .Where(e => e.CourseId == payload.CourseId && e.EndedAt == null && e.Id > last).OrderBy(e => e.Id).Select(e => e.Id)
                .Take(step).ToListAsync(cancel);
            if (ids.Count == 0)
                return;
            foreach (var id in ids)
                db.Enqueue(() => new WorkOrder(id.ToString(CultureInfo.InvariantCulture), new OpenSections(id)));
            await db.SaveChangesAsync(cancel);
            after = ids[^1];
        }
    }
}
