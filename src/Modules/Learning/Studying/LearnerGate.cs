using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Studying;

/// <summary>Whether whoever acts takes a lesson now: enrolled, let in by the gate, and its day has come.</summary>
internal sealed class LearnerGate(AppDb db, LessonDoors doors, CommunityScope scope, CurrentMember member)
{
    /// <returns>The lesson, and the enrolment in its course.</returns>
    /// <exception cref="Refused">401; 404: it is not there, or closed; 409 not_enrolled or lesson_not_open.</exception>
    public async Task<(Lesson Lesson, long EnrollmentId)> RequireAsync(long lessonId, CancellationToken cancel)
    {
        member.RequireId();
        var lesson = await db.Set<Lesson>().AsNoTracking()
            .SingleOrDefaultAsync(l => l.Id == lessonId && l.State == CourseState.Published && l.DeletedAt == null, cancel)
            ?? throw Refused.NotFound();
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == lesson.CourseId, cancel);
        if (!course.IsPublic)
            throw Refused.NotFound();
        var sections = await db.Set<Section>().AsNoTracking().Where(s => s.CourseId == course.Id).OrderBy(s => s.Position).ThenBy(s => s.Id)
            .ToListAsync(cancel);
        var standing = await doors.OfAsync(scope.Required, course.Terms, sections, member.Viewer, cancel);
        if (!standing.Decision.Allowed)
            throw Refused.NotFound();
        if (standing.Enrollment is not { } enrollment)
            throw new Refused("not_enrolled", 409, "Enrol in the course first, so that your progress is kept.");
        // A lesson that everyone may see ahead may be done ahead.
        if (!lesson.IsPreview && !standing.IsOpen(lesson.SectionId))
            throw new Refused("lesson_not_open", 409, "This lesson opens later.")
            {
                Extra = { ["opensAt"] = standing.Openings.GetValueOrDefault(lesson.SectionId) },
            };
        return (lesson, enrollment.Id);
    }
}
